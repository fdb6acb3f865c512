"""Exactly once: a second run keeps everything, an interrupted one goes on, real data stay alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from backend import demo
from backend.accounts import service as accounts
from backend.core import clock
from backend.core.access import Role
from backend.core.clock import VIETNAM
from backend.core.transaction import writing
from backend.database import upgrade
from backend.demo import stories
from backend.dossiers.models import Dossier
from backend.dossiers.service import State
from backend.extensions import Base, db
from tests.backend.demo.conftest import Installation, installed
from tests.support.factories import places


def rows() -> dict[str, int]:
    """How many rows each table has."""
    counted = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return counted


def states() -> set[str]:
    found = set(db.session.scalars(select(Dossier.state)))
    db.session.rollback()
    return found


@pytest.mark.usefixtures("prepared")
def test_a_second_run_changes_nothing(prepared: Installation) -> None:
    before = rows()
    with clock.frozen(prepared.now + timedelta(days=1)):
        demo.prepare()
    assert rows() == before


class PowerCut(Exception):
    """The machine goes off."""


@pytest.mark.usefixtures("empty")
def test_an_interrupted_first_run_is_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_told: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(stories, "STORIES", (*stories.STORIES[:5], cut))
        with pytest.raises(PowerCut):
            demo.prepare()
    interrupted = rows()
    assert interrupted["dossiers"] == 0
    assert interrupted["people"] > 0
    demo.prepare()
    complete = rows()
    assert states() == {state.value for state in State}
    assert complete["people"] == interrupted["people"]
    assert complete["blobs"] == interrupted["blobs"]


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 2, 7, 6, 30, tzinfo=VIETNAM),
        datetime(2026, 12, 31, 23, 50, tzinfo=VIETNAM),
    ],
    ids=["tet_sunday_morning", "new_years_eve_at_night"],
)
def test_it_can_be_started_on_any_day(database_kind: str, tmp_path: Path, now: datetime) -> None:
    with installed(database_kind, tmp_path) as made, clock.frozen(now):
        demo.prepare()
        assert states() == {state.value for state in State}
        latest = db.session.scalar(select(func.max(Dossier.updated_at)))
        assert latest is not None
        assert latest < now
        assert made.settings.is_demo


@pytest.mark.usefixtures("empty")
def test_it_refuses_a_database_with_real_people() -> None:
    upgrade()
    with writing():
        places.agency()
        accounts.create_staff(
            "Vàng Thị Ví Dụ",
            login="canbo.that",
            password="mat khau that su",
            role=Role.OFFICER,
            agency_code=places.LUAN_THANH,
        )
    _is_refused_and_left_alone()


@pytest.mark.usefixtures("empty")
def test_it_refuses_a_database_with_an_agency_of_its_own() -> None:
    upgrade()
    with writing():
        places.agency()
    _is_refused_and_left_alone()


def _is_refused_and_left_alone() -> None:
    before = rows()
    with pytest.raises(demo.NotADemo, match=r"dữ liệu thật.*real data"):
        demo.prepare()
    assert rows() == before


@pytest.mark.usefixtures("empty")
def test_it_migrates_an_empty_database() -> None:
    assert inspect(db.engine).get_table_names() == []
    demo.prepare()
    assert set(Base.metadata.tables) < set(inspect(db.engine).get_table_names())
