"""Dossiers of one set: each its own, with one slip and one day to fetch."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.dossiers import service, together
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from tests.support.factories.accounts import citizen_in
from tests.support.factories.dossiers import HELP, World, body, found, in_state, put, received
from tests.support.pdf import words_of

SET = "0194aaaa-0000-7000-8000-000000000311"


def sent(world: World, **changes: Any) -> Dossier:
    return received(world, body(**{"family": SET, **changes}))


def read(client: FlaskClient, url: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(url).get_json()
    return found


def other_owner(name: str) -> dict[str, Any]:
    return {"people": {"owner": {"full_name": name}}, "relation": "family"}


def test_what_was_sent_as_one_is_shown_as_one(world: World) -> None:
    """To the phone the id alone, to the desk the slip of the first and all of them."""
    first, second = sent(world), sent(world, **other_owner("Lò Văn Con"))
    alone = received(world)
    told = read(world.citizen.client, f"/api/dossiers/{second.id}")
    assert told["family"] == SET
    assert "family" not in read(world.citizen.client, f"/api/dossiers/{alone.id}")
    shown = read(world.officer.client, f"/api/desk/dossiers/{second.id}")["together"]
    assert shown["slip"] == service.summary(first)["slip"]
    assert [one["id"] for one in shown["dossiers"]] == [str(first.id), str(second.id)]
    assert read(world.officer.client, f"/api/desk/dossiers/{alone.id}")["together"] is None


def test_an_older_phone_names_no_set_and_a_lone_one_is_none(world: World) -> None:
    assert together.together(received(world)) == []
    assert together.together(sent(world)) == []


@pytest.mark.parametrize("wrong", ["", "1", SET.upper(), "../etc", 5, {"id": SET}])
def test_what_is_no_id_is_refused(world: World, wrong: object) -> None:
    """Seen failing without the pattern: 500 at the column."""
    answer = put(world.citizen.client, uuid.uuid4(), body(family=wrong))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_another_sender_with_the_same_id_joins_no_set(world: World) -> None:
    """Seen failing without the sender in the look for a set."""
    mine = sent(world)
    stranger = citizen_in(world.app, "Vàng Thị Ví Dụ")
    answer = put(stranger.client, uuid.uuid4(), body(family=SET))
    assert answer.status_code == 201
    assert together.together(found(mine.id)) == []


def test_the_day_is_the_latest_and_certain_once_all_bind(world: World) -> None:
    first = in_state(world, State.ACCEPTED, sent(world))
    second = sent(world, **other_owner("Lò Văn Con"))
    day = together.day_to_fetch([first, second])
    assert not day.certain
    second = in_state(world, State.ACCEPTED, second)
    day = together.day_to_fetch([first, second])
    assert first.binding_due is not None
    assert second.binding_due is not None
    assert (day.moment, day.certain) == (max(first.binding_due, second.binding_due), True)


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN, State.FINISHED, State.RETURNED])
def test_what_has_ended_holds_up_no_day(world: World, state: State) -> None:
    """Seen failing with every dossier counted: a refused one leaves the day open for ever."""
    ended = in_state(world, state, sent(world))
    going = in_state(world, State.ACCEPTED, sent(world, **other_owner("Lò Văn Con")))
    day = together.day_to_fetch([ended, going])
    assert (day.moment, day.certain) == (going.binding_due, True)


def test_a_pause_takes_the_certainty(world: World) -> None:
    paused = in_state(world, State.SUPPLEMENT_ASKED, sent(world))
    going = in_state(world, State.ACCEPTED, sent(world, **other_owner("Lò Văn Con")))
    assert not together.day_to_fetch([paused, going]).certain


def test_the_slip_lists_all_of_the_set(world: World) -> None:
    """And its ETag changes with the others. Seen failing without the set's stamp: 304."""
    first = in_state(world, State.ACCEPTED, sent(world))
    second = sent(world, **other_owner("Lò Văn Con"))
    url = f"/api/dossiers/{first.id}/letters/acceptance"
    answer = world.citizen.client.get(url)
    words = words_of(answer.data)
    assert "8. Hồ sơ nộp cùng, chung một phiếu:" in words
    assert first.code is not None
    assert words.count(first.code) >= 3
    assert service.summary(second)["slip"] in words
    assert "bộ phận một cửa sẽ báo" in words
    second = in_state(world, State.ACCEPTED, second)
    again = world.citizen.client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200
    assert second.code is not None
    assert second.code in words_of(again.data)
    assert "Nhận tất cả trong một ngày: " in words_of(again.data)


def test_who_files_alone_reads_of_no_set(world: World) -> None:
    alone = in_state(world, State.ACCEPTED)
    letter = world.citizen.client.get(f"/api/dossiers/{alone.id}/letters/acceptance").data
    assert "nộp cùng" not in words_of(letter)


def test_a_draft_keeps_its_set(world: World) -> None:
    """A phone that lost its storage gets the draft back with the set that it belongs to."""
    draft = put(world.citizen.client, (one := uuid.uuid4()), body(HELP, family=SET, submit=False))
    assert draft.status_code == 201, draft.text
    assert read(world.citizen.client, f"/api/dossiers/{one}")["family"] == SET


def test_a_phone_that_no_longer_knows_it_takes_nothing_out_of_a_set(world: World) -> None:
    """The next revision, from a phone that was set up anew. Seen failing with the id taken over."""
    mine = sent(world)
    answer = put(world.citizen.client, mine.id, body(revision=2))
    assert answer.status_code == 200, answer.text
    assert str(found(mine.id).family_id) == SET
