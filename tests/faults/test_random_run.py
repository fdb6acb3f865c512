"""Everything breaks at random, from a seed: nothing acknowledged is lost, nothing is doubled.

The long runs are `make soak`. Seen failing: see tests/faults/test_checker.py for what the checker
finds, fault by fault.
"""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tests.soak.phones import NodePhone, Phones, build_script
from tests.soak.run import Run, carried
from tests.soak.world import a_world
from tests.support import databases

HASTE = 6
"""The phones' time runs faster, so that their waits fit into a test."""


@pytest.mark.parametrize("seed", [3])
def test_many_phones(seed: int, tmp_path: Path, database_kind: str) -> None:
    with (
        databases.empty_database(database_kind, tmp_path) as url,
        a_world(tmp_path, url, people=4) as world,
        Phones(build_script(tmp_path / "phone")) as phones,
    ):

        def handset(address: str) -> NodePhone:
            phone = NodePhone(phones, str(uuid.uuid4()))
            phones.switch_on(phone.name, address, HASTE)
            return phone

        with carried(world.people, world.server.port, handset) as hands:
            Run(seed, world, hands).go(dossiers=16, happenings=50)
        assert phones.faults == []
