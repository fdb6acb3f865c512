"""Official codes: their form, and one sequence a day for an agency, whoever counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.dossiers import counter_queries, service
from backend.dossiers.codes import own_code, parse_code
from backend.dossiers.states import State
from tests.support.factories import dossiers as factory
from tests.support.factories.dossiers import World


def test_our_own_code() -> None:
    assert own_code("H56.126", date(2026, 11, 21), 1) == "H56.126-261121-0001"
    assert own_code("H56.126", date(2026, 11, 21), 12345) == "H56.126-261121-12345"
    assert parse_code(own_code("H56.126", date(2026, 11, 21), 12345))


@pytest.mark.parametrize(
    "text",
    [
        "H38.126-261121-0001",
        "H38.126.05-261121-0001",
        "G09.20-20260609-0092637",
        "G22-260101-123456",
        "000.24.26.H38-210622-0001",
        " h38.126-261121-0001 ",
        "H38.126 - 261121 - 0001",
    ],
)
def test_codes_that_are_recognised(text: str) -> None:
    assert parse_code(text) == "".join(text.split()).upper()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H38",
        "X38.126-261121-0001",
        "H38.126-261121-01",
        "H38.1-261121-0001",
        "H38.126_261121_0001",
        "H38.126-261121-0001-9",
        "٣٨",
        "9" * 400,
    ],
)
def test_codes_that_are_not(text: str) -> None:
    assert parse_code(text) is None


def test_numbers_follow_the_day_in_vietnam(world: World) -> None:
    """18:30 UTC is half past one of the next day in Vietnam."""
    evening = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    night = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    codes = []
    for moment in (evening, evening, night):
        with clock.frozen(moment):
            codes.append(factory.in_state(world, State.ACCEPTED).code)
    assert codes == ["H56.126-261120-0001", "H56.126-261120-0002", "H56.126-261121-0001"]


def test_a_refused_acceptance_leaves_no_hole(world: World) -> None:
    dossier = factory.received(world)
    with pytest.raises(Problem), writing():
        service.accept(world.officer.actor, dossier.id, dossier.version - 1)
    with writing():
        assert counter_queries.next_daily_number("H56.126", date(2026, 11, 20)) == 1


def test_the_national_code_instead_of_ours(world: World) -> None:
    dossier = factory.received(world)
    with writing():
        service.accept(
            world.officer.actor, dossier.id, dossier.version, code=" h56.126-261120-0007 "
        )
    accepted = factory.found(dossier.id)
    assert accepted.code == accepted.national_code == "H56.126-261120-0007"
    other = factory.received(world)
    with pytest.raises(Problem) as taken, writing():
        service.accept(world.officer.actor, other.id, other.version, code="H56.126-261120-0007")
    assert taken.value.code == "code_taken"
    with pytest.raises(Problem) as unreadable, writing():
        service.accept(world.officer.actor, other.id, other.version, code="linh tinh")
    assert unreadable.value.errors == {"code": ["Mã hồ sơ chưa đúng dạng. Hãy xem lại."]}


def test_our_sequence_passes_over_a_recorded_national_code(world: World) -> None:
    with clock.frozen(datetime(2026, 11, 20, 2, tzinfo=UTC)):
        first = factory.received(world)
        with writing():
            service.accept(world.officer.actor, first.id, first.version, code="H56.126-261120-0001")
        assert factory.in_state(world, State.ACCEPTED).code == "H56.126-261120-0002"


def test_a_national_code_recorded_later(world: World) -> None:
    dossier = factory.in_state(world, State.ACCEPTED)
    with writing():
        service.set_national_code(
            world.officer.actor, dossier.id, dossier.version, "G09.20-20260609-0092637"
        )
    recorded = factory.found(dossier.id)
    assert recorded.national_code == "G09.20-20260609-0092637"
    assert recorded.code == dossier.code
    other = factory.in_state(world, State.ACCEPTED)
    with pytest.raises(Problem) as taken, writing():
        service.set_national_code(
            world.officer.actor, other.id, other.version, "G09.20-20260609-0092637"
        )
    assert taken.value.code == "code_taken"
    waiting = factory.received(world)
    with pytest.raises(Problem) as early, writing():
        service.set_national_code(
            world.officer.actor, waiting.id, waiting.version, "G09.20-20260609-0092638"
        )
    assert early.value.code == "transition_not_allowed"
