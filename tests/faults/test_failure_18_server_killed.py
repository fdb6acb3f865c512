"""Failure 18: `kill -9` of the server at any moment, while four phones send dossiers with pages.

The kill comes after a time drawn from a seed: between two bytes of a page, between the file and
its row, before a commit and after it. A checker compares what was acknowledged with what is there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from backend.core.model import new_id
from tests.faults.queues import Place, Queue, a_place, must_have_all
from tests.support.factories import uploads
from tests.support.factories.dossiers import photo_body
from tests.support.killer import Mortal, mortal
from tests.support.server import running_server

PHONES = 4
DEATHS = 5
SEED = 18


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as made:
        yield made


@pytest.fixture
def server(place: Place, tmp_path: Path) -> Iterator[Mortal]:
    log = tmp_path / "server.log"
    with mortal(lambda port: running_server(place.settings, log=log, port=port)) as made:
        yield made


def test_failure_18_nothing_acknowledged_is_lost_when_the_server_dies(
    place: Place, server: Mortal
) -> None:
    """Seen failing with the file kept only after the row that promises it was committed."""
    queues = [place.queue(server.port) for _ in range(PHONES)]
    with (
        server.dying(SEED, alive=(0.2, 2.0), dead=(0.0, 0.1)),
        ThreadPoolExecutor(PHONES) as pool,
    ):
        sent = list(pool.map(lambda n: send_while_it_dies(queues[n], server, n), range(PHONES)))
    server.kill()
    through = {dossier_id: hashes for one in sent for dossier_id, hashes in one.items()}
    assert server.deaths > DEATHS
    must_have_all(place.kept(), queues, through)
    assert len(place.kept().dossiers) == len(through), "Nothing is there that nobody sent."


def send_while_it_dies(queue: Queue, server: Mortal, number: int) -> dict[str, set[str]]:
    """Dossiers of two pages, one after the other, until the server has died often enough."""
    through: dict[str, set[str]] = {}
    for turn in count():
        photos = [uploads.page(1000 * number + 2 * turn + n, size=(300, 400)) for n in range(2)]
        dossier_id: uuid.UUID = new_id()
        receipt = queue.send_through(dossier_id, photo_body(*photos), photos)
        assert receipt["state"] == "1"
        through[str(dossier_id)] = {uploads.sha256(photo) for photo in photos}
        if server.deaths > DEATHS:
            return through
    raise AssertionError("Not reached: counting has no end.")
