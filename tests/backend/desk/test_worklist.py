"""The worklist: ordered by the legal clock, counted, found by what a person says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.dossiers.states import State
from tests.support.factories import dossiers
from tests.support.factories.accounts import MUONG_MAU, citizen_in, officer_in
from tests.support.factories.dossiers import World
from tests.support.queries import count_queries

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""09:00 in Vietnam, on a working day."""


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The whole story happens on one working day; a staff session lasts 8 idle hours."""
    with clock.frozen(MONDAY):
        yield


def worklist(world: World, **query: Any) -> dict[str, Any]:
    if "q" in query:
        answer = world.officer.client.post("/api/desk/worklist/search", json=query)
    else:
        answer = world.officer.client.get("/api/desk/worklist", query_string=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def test_the_most_urgent_answer_stands_first(world: World) -> None:
    first = dossiers.received(world)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        second = dossiers.received(world)
        found = worklist(world)
    assert [item["id"] for item in found["items"]] == [str(first.id), str(second.id)]
    assert found["items"][0]["due_kind"] == "answer"
    # 8 working hours from 09:00 end at 09:00 of the day after tomorrow: 24/11 is a holiday.
    assert found["items"][0]["due_at"] == "2026-11-25T02:00:00Z"


@pytest.mark.parametrize(
    ("state", "view"),
    [
        (State.RECEIVED, "answer_due"),
        (State.ACCEPTED, "working"),
        (State.PROCESSING, "working"),
        (State.SUPPLEMENT_ASKED, "waiting"),
        (State.PAYMENT_ASKED, "waiting"),
        (State.STOPPED, "waiting"),
        (State.FINISHED, "ready"),
        (State.REFUSED, "done"),
        (State.WITHDRAWN, "done"),
        (State.RETURNED, "done"),
    ],
)
def test_every_state_stands_in_its_view(world: World, state: State, view: str) -> None:
    dossier = dossiers.in_state(world, state)
    found = worklist(world, view=view)
    assert [item["id"] for item in found["items"]] == [str(dossier.id)]
    assert found["counts"][view] == 1
    assert found["counts"]["all"] == 1


def test_what_is_overdue_is_late_and_what_ends_today_is_due_today(world: World) -> None:
    dossiers.in_state(world, State.ACCEPTED)
    with clock.frozen(MONDAY + timedelta(hours=5)):
        today = worklist(world, view="today")
    with clock.frozen(MONDAY + timedelta(hours=9)):
        late = worklist(world, view="late")
    assert (today["total"], today["counts"]["late"]) == (1, 0)
    assert (late["total"], late["counts"]["today"]) == (1, 0)


def test_a_draft_is_the_citizens_own(world: World) -> None:
    sent = dossiers.body(submit=False)
    answer = dossiers.put(world.citizen.client, dossiers.new_id(), sent)
    assert answer.status_code == 201
    assert worklist(world, view="all")["total"] == 0


def test_another_agencys_officer_sees_nothing(world: World) -> None:
    dossiers.received(world)
    stranger = officer_in(world.app, "Hờ A Khác", agency=MUONG_MAU)
    found = stranger.client.get("/api/desk/worklist?view=all").get_json()
    assert (found["total"], found["counts"]["all"]) == (0, 0)


def test_mine_is_what_i_took(world: World) -> None:
    dossiers.in_state(world, State.ACCEPTED)
    dossiers.received(world)
    assert worklist(world, view="mine")["total"] == 1


def test_search_forgives_accents_dashes_and_case(world: World) -> None:
    dossier = dossiers.in_state(world, State.ACCEPTED)
    assert dossier.slip is not None
    spoken = f"{dossier.slip[:3]}-{dossier.slip[3:6]}-{dossier.slip[6:]}".lower()
    for said in ("lo thi mau", "Lò Thị Mẫu", spoken, dossier.code, str(dossier.code)[-11:]):
        assert worklist(world, view="all", q=said)["total"] == 1, said
    for said in ("Vừ A Lạ", "ABC-DEF-G", "H56.126-200101", "100%", "_"):
        assert worklist(world, view="all", q=said)["total"] == 0, said


def test_search_by_phone_and_identity_number(world: World) -> None:
    owner = {"full_name": "Vừ Thị Ví Dụ", "phone": "+84912345678", "id_number": "038301000123"}
    dossiers.received(world, dossiers.body(people={"owner": owner}, relation="neighbour"))
    for said in ("0912 345 678", "+84912345678", "038301000123"):
        assert worklist(world, view="all", q=said)["total"] == 1, said


def test_what_is_sought_never_stands_in_an_address(world: World) -> None:
    """A name in an address would be kept in the logs of every machine on the way."""
    answer = world.officer.client.get("/api/desk/worklist?q=Lò Thị Mẫu")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_the_filter_by_procedure(world: World) -> None:
    dossiers.received(world)
    assert worklist(world, procedure=dossiers.COPY)["total"] == 1
    assert worklist(world, procedure="2.999999")["total"] == 0


def test_pages_and_beyond_the_last_one(world: World) -> None:
    for _ in range(3):
        dossiers.received(world)
    second = worklist(world, per_page=2, page=2)
    assert (len(second["items"]), second["pages"], second["total"]) == (1, 2, 3)
    beyond = worklist(world, per_page=2, page=9)
    assert (beyond["items"], beyond["total"]) == ([], 3)


def test_its_queries_do_not_grow_with_the_list(world: World) -> None:
    """The caller, the counts, the rows: three, whatever the number of dossiers."""
    numbers = []
    for _ in range(2):
        for _ in range(4):
            dossiers.received(world)
        with count_queries() as statements:
            worklist(world, view="all")
        numbers.append(len(statements))
    assert numbers == [3, 3]


def test_a_row_tells_of_its_set(world: World) -> None:
    """As many as its sender sent to this agency: neither a draft of the set, nor what a stranger
    gave the same number, nor what went elsewhere counts, and a lone one is none. Seen failing
    without each of the three. The queries stay three."""
    a_set = str(dossiers.new_id())
    child = {"people": {"owner": {"full_name": "Lò Văn Con"}}, "relation": "family"}
    first = dossiers.received(world, dossiers.body(family=a_set))
    second = dossiers.received(world, dossiers.body(family=a_set, **child))
    alone = dossiers.received(world, dossiers.body(family=str(dossiers.new_id()), **child))
    draft = dossiers.body(family=a_set, submit=False)
    assert dossiers.put(world.citizen.client, dossiers.new_id(), draft).status_code == 201
    officer_in(world.app, "Tòng Thị Kia", agency=MUONG_MAU)
    elsewhere = dossiers.body(family=a_set, agency=MUONG_MAU, procedure=dossiers.HELP, **child)
    assert dossiers.put(world.citizen.client, dossiers.new_id(), elsewhere).status_code == 201
    stranger = citizen_in(world.app, "Hờ A Khác")
    copied = dossiers.body(family=a_set, **child)
    assert dossiers.put(stranger.client, dossiers.new_id(), copied).status_code == 201
    with count_queries() as statements:
        rows = {row["id"]: row["together"] for row in worklist(world, view="all")["items"]}
    assert len(statements) == 3
    assert [rows.pop(str(one.id)) for one in (first, second, alone)] == [2, 2, 0]
    assert list(rows.values()) == [0]


def test_nothing_new_costs_no_body(world: World) -> None:
    dossiers.received(world)
    first = world.officer.client.get("/api/desk/worklist")
    again = world.officer.client.get(
        "/api/desk/worklist", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("query", ["view=everything", "page=0", "page=1e9", "per_page=101", "x=1"])
def test_nonsense_is_refused(world: World, query: str) -> None:
    answer = world.officer.client.get(f"/api/desk/worklist?{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_a_citizen_has_no_desk(world: World) -> None:
    answer = citizen_in(world.app).client.get("/api/desk/worklist")
    assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
    stranger = world.app.test_client().get("/api/desk/worklist")
    assert (stranger.status_code, stranger.get_json()["code"]) == (401, "sign_in_required")
