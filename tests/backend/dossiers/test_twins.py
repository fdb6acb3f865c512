"""A second open dossier for the same person and procedure is told, and never refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backend.dossiers import service, twin_queries
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from tests.support.factories import catalogue, places
from tests.support.factories.accounts import citizen_in
from tests.support.factories.dossiers import PHOTO, World, body, in_state, received
from tests.support.queries import count_queries

BIRTH = "2.000004"
_CHILD = {
    "key": "tre",
    "title": "Trẻ tên gì?",
    "about": "subject",
    "fields": [
        {"key": "tre_ho_ten", "label": "Họ và tên", "type": "person_name", "required": True},
        {"key": "tre_ngay_sinh", "label": "Ngày sinh", "type": "date", "max": "today"},
    ],
}


def told(dossier: Dossier) -> list[Any]:
    return [one["id"] for one in service.also_open(dossier)]


def test_who_hears_nothing_and_sends_again_is_told(world: World) -> None:
    """In both dossiers, by slip."""
    first, second = received(world), received(world)
    assert (told(first), told(second)) == ([second.id], [first.id])
    seen = world.citizen.client.get(f"/api/dossiers/{second.id}").json["also_open"]
    assert [(one["id"], one["slip"], one["state"]) for one in seen] == [
        (str(first.id), service.full(first)["slip"], "1")
    ]


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN, State.RETURNED])
def test_what_has_ended_warns_nobody(world: World, state: State) -> None:
    in_state(world, state)
    assert told(received(world)) == []


@pytest.mark.parametrize("state", [State.ACCEPTED, State.SUPPLEMENT_ASKED, State.FINISHED])
def test_what_is_under_way_does(world: World, state: State) -> None:
    under_way = in_state(world, state)
    assert told(received(world)) == [under_way.id]


def test_another_procedure_is_another_matter(world: World) -> None:
    received(world, body(PHOTO, gaps=["paper:giay_cu"]) | {"submit": False})
    received(world, body(catalogue.HELP))
    assert told(received(world)) == []


def test_a_neighbour_is_another_person(world: World) -> None:
    other = {"people": {"owner": {"full_name": "Vàng Thị Ví Dụ"}}, "relation": "neighbour"}
    received(world, body(**other))
    assert told(received(world)) == []


def test_a_name_typed_without_its_marks_is_the_same_person(world: World) -> None:
    """Seen failing without the look at what the same sender has open."""
    people = {"owner": {"full_name": "lò thị  MAU", "phone": "0912 000 777"}}
    first = received(world, body(people=people, relation="other"))
    assert told(received(world)) == [first.id]


def test_two_who_give_other_numbers_are_two(world: World) -> None:
    for number in ("038192000101", "038192000102"):
        people = {"owner": {"full_name": "Lò Thị Mẫu", "id_number": number}}
        dossier = received(world, body(people=people, relation="family"))
    assert told(dossier) == []


def _of(child: str, born: str = "2026-11-18") -> dict[str, Any]:
    answers = {**catalogue.GOOD_ANSWERS, "tre_ho_ten": child, "tre_ngay_sinh": born}
    return body(BIRTH, answers=answers)


def test_a_mother_of_twins_sends_two_matters(world: World, tmp_path: Path) -> None:
    """The person in question counts, not who sends. Seen failing with the owner compared."""
    sections = [*catalogue.content()["sections"], _CHILD]
    catalogue.imported(tmp_path / "birth", code=BIRTH, sections=sections)
    first = received(world, _of("Lò Văn Thử"))
    assert told(received(world, _of("Lò Văn Ví"))) == []
    assert told(received(world, _of("Lò Văn Thử", "2024-01-02"))) == []
    assert told(received(world, _of("Lò văn thử"))) == [first.id]


def test_a_citizen_is_not_told_of_what_others_sent(world: World) -> None:
    """The desk is. Seen failing without the look at who may read it."""
    stranger = World(world.app, citizen_in(world.app, "Giàng A Thử"), world.officer)
    for_her = {"full_name": "Lò Thị Mẫu", "id_number": "038192000101"}
    hers = received(world, body(people={"owner": for_her}, relation="family"))
    other = received(stranger, body(people={"owner": for_her}, relation="neighbour"))
    assert told(other) == [hers.id]
    assert service.also_open(other, stranger.citizen.actor) == []


def test_a_desk_is_not_told_of_another_agencys_dossiers(world: World) -> None:
    """Their sender is. Seen failing without the look at the agency."""
    there = received(world, body(agency=places.MUONG_MAU))
    here = received(world)
    assert told(here) == []
    assert [one["id"] for one in service.also_open(here, world.citizen.actor)] == [there.id]


def test_the_newest_stands_first_and_other_agencies_push_none_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the oldest first, and with the agency looked at after the limit."""
    first, second = received(world), received(world)
    for _ in range(2):
        received(world, body(agency=places.MUONG_MAU))
    monkeypatch.setattr(twin_queries, "MOST", 2)
    assert told(received(world)) == [second.id, first.id]


def test_nothing_else_open_costs_one_query(world: World) -> None:
    dossier = received(world)
    with count_queries() as statements:
        assert told(dossier) == []
    assert len(statements) == 1


def test_the_desk_sees_it(world: World) -> None:
    first, second = received(world), received(world)
    world.officer.client.post(f"/api/desk/dossiers/{second.id}/open", json={})
    seen = world.officer.client.get(f"/api/desk/dossiers/{second.id}")
    assert first.agency_code == places.LUAN_THANH
    assert [one["id"] for one in seen.json["also_open"]] == [str(first.id)]
