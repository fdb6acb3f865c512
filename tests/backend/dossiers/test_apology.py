"""Late with an apology: once, with a reason and a later date, told to the person (T9, T10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backend.core import clock
from backend.core.model import new_id
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.dossiers import service
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from tests.support.factories import messages as told
from tests.support.factories import uploads
from tests.support.factories.dossiers import World, found, in_state, with_photos
from tests.support.pdf import words_of

MORNING = told.at("2026-11-25 08:00")
REASON = "Phải chờ tỉnh trả lời xác minh."
NEW = date(2026, 12, 7)


@pytest.fixture
def accepted(world: World) -> Dossier:
    """Accepted on Wednesday 25/11, three working days to go."""
    dossier = with_photos(world, uploads.page(1))
    with clock.frozen(MORNING):
        return in_state(world, State.ACCEPTED, dossier)


def apologise(world: World, dossier: Dossier, due: date = NEW, reason: str = REASON) -> Dossier:
    with clock.frozen(MORNING), writing():
        service.apologise(
            world.officer.actor, dossier.id, found_version(dossier), due_date=due, reason=reason
        )
    return found(dossier.id)


def found_version(dossier: Dossier) -> int:
    row = service.locked(dossier.id)
    assert row is not None
    return row.version


def test_it_gives_a_new_date_and_the_person_is_told(world: World, accepted: Dossier) -> None:
    late = apologise(world, accepted)
    assert late.binding_due == told.at("2026-12-07 17:30")
    assert (late.state, late.due_reason) == ("2", REASON)
    said = told.newest(accepted.id)
    assert said.kind == "late"
    assert said.facts["reason"] == REASON
    assert said.facts["officer"] == "Vàng Thị Ví Dụ"
    assert said.facts["due"] == "2026-12-07T10:30:00+00:00"


def test_the_desk_gives_it_and_sees_it(world: World) -> None:
    dossier = in_state(world, State.ACCEPTED)
    desk, address = world.officer.client, f"/api/desk/dossiers/{dossier.id}"
    opened = desk.get(address)
    assert (opened.json["may_apologise"], opened.json["apology"]) == (True, None)
    sent = {
        "id": str(new_id()),
        "action": "apologise",
        "due_date": (clock.now().date() + timedelta(days=30)).isoformat(),
        "reason": REASON,
    }
    seen = {"If-Match": opened.headers["ETag"]}
    answer = desk.post(f"{address}/actions", json=sent, headers=seen)
    assert answer.status_code == 200, answer.text
    assert answer.json["may_apologise"] is False
    assert answer.json["apology"]["reason"] == REASON
    again = {**sent, "id": str(new_id())}
    seen = {"If-Match": answer.headers["ETag"]}
    answer = desk.post(f"{address}/actions", json=again, headers=seen)
    assert (answer.status_code, answer.json["code"]) == (409, "apologised_already")
    answer = desk.post(f"{address}/actions", json={"id": sent["id"], "action": "apologise"})
    assert answer.status_code == 428


def test_there_is_a_letter_with_both_dates(world: World, accepted: Dossier) -> None:
    assert "apology" not in service.letter_kinds(found(accepted.id))
    late = apologise(world, accepted)
    assert "apology" in service.letter_kinds(found(accepted.id))
    words = words_of(service.letter(found(late.id), "apology"))
    assert "XIN LỖI" in words
    assert REASON in words


@pytest.mark.parametrize(
    ("due", "reason", "path"),
    [
        (date(2026, 11, 30), REASON, "due_date"),
        (date(2026, 11, 20), REASON, "due_date"),
        (date(2036, 1, 1), REASON, "due_date"),
        (NEW, "Bận", "reason"),
    ],
)
def test_the_new_date_is_later_and_has_a_reason(
    world: World, accepted: Dossier, due: date, reason: str, path: str
) -> None:
    with pytest.raises(Problem) as refused:
        apologise(world, accepted, due, reason)
    assert refused.value.code == "invalid"
    assert list(refused.value.errors or {}) == [path]


@pytest.mark.parametrize(
    "state", [State.RECEIVED, State.SUPPLEMENT_ASKED, State.STOPPED, State.FINISHED]
)
def test_where_no_date_runs_there_is_nothing_to_apologise_for(world: World, state: State) -> None:
    dossier = in_state(world, state)

    def given() -> None:
        with writing():
            service.apologise(
                world.officer.actor, dossier.id, dossier.version, due_date=NEW, reason=REASON
            )

    with pytest.raises(Problem, match="transition_not_allowed"):
        given()
