"""A row that nobody can read holds up no other one: it is set aside, and the desk hears of it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import literal_column, update

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers.states import State
from backend.extensions import db
from backend.notifications import claiming, ladder
from backend.notifications.models import Message
from backend.notifications.policy import RULES, Urgency
from backend.settings import Settings
from tests.support.factories import messages as told
from tests.support.factories.accounts import make_citizen, sign_in
from tests.support.factories.dossiers import World, body, in_state, received
from tests.support.push_service import PushService
from tests.support.push_workers import CalledPerson, deliveries, states, tell, until, working

MORNING = told.at("2026-11-23 08:00")
NO_OBJECT = "[1]"


def broken() -> str:
    """Facts that are no JSON; PostgreSQL itself keeps only what is, so there it is no object."""
    return '{"state": "9' if db.engine.dialect.name == "sqlite" else "7"


def spoil(message_id: uuid.UUID, facts: str) -> None:
    """As a fault of a disk or of a hand in the database would."""
    with writing():
        db.session.execute(
            update(Message)
            .where(Message.id == message_id)
            .values(facts=literal_column(f"'{facts}'"))
            .execution_options(synchronize_session=False)
        )


@pytest.mark.parametrize("how", ["broken", "no object"])
def test_a_spoilt_row_holds_up_no_other(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson, how: str
) -> None:
    """Seen failing without `_readable` (broken: nothing was claimed any more) and without the look
    at what facts are (no object: tried for a day, and never set aside)."""
    first, spoilt, last = (tell(phone.person, dossier_id=new_id()) for _ in range(3))
    facts = broken() if how == "broken" else NO_OBJECT
    spoil(spoilt, facts)
    with working(app, settings):
        until(lambda: states() == {"failed": 1, "sent": 2})
    [aside] = [one for one in deliveries() if one.state == "failed"]
    assert (aside.message_id, aside.error) == (spoilt, "unreadable")
    assert db.session.get_one(Message, spoilt).facts == {"unreadable": facts}
    arrived = {phone.browser.read(one.body)["id"] for one in service.to(phone.name)}
    assert arrived == {str(first), str(last)}


def test_the_ladder_goes_on_with_what_was_set_aside(world: World) -> None:
    """By text, then by the desk's list; neither the desk's lists nor the inbox break on it. Seen
    failing with the facts left as they were."""
    told.give_browser(world.citizen.actor.person_id)
    with clock.frozen(MORNING):
        dossier = in_state(world, State.FINISHED, received(world, body()))
    said = told.newest(dossier.id)
    spoil(said.id, broken())
    with clock.frozen(MORNING + timedelta(minutes=1)):
        claiming.turn("me", [], {"push": 9})
        ladder.advance()
    assert told.steps(said.id)[-1] == ("sms", "failed")
    ladder.advance(MORNING + timedelta(days=2))
    assert told.newest(dossier.id).rung == "call_list"
    desk = world.officer.client
    assert [one["id"] for one in desk.get("/api/desk/calls").json["items"]] == [str(said.id)]
    desk.get(f"/api/desk/dossiers/{dossier.id}")
    shown = desk.get(f"/api/desk/dossiers/{dossier.id}/messages").json[0]
    tried = [(one["state"], one["error"]) for one in shown["deliveries"]]
    assert ("failed", "unreadable") in tried
    assert world.citizen.client.get("/api/messages").json["items"][0]["id"] == str(said.id)


def test_a_number_that_cannot_be_opened_stops_no_ladder(world: World) -> None:
    """Sealed under another secret: the desk hears of it, without the number, and everybody else's
    message climbs. Seen failing without the savepoint around each message (nothing climbed any
    more), and with the number opened unguarded in the list."""
    with clock.frozen(MORNING), writing():
        other = make_citizen("Vàng A Sủng")
    dossiers = []
    for citizen in (world.citizen, sign_in(world.app, other)):
        told.give_browser(citizen.actor.person_id)
        with clock.frozen(MORNING):
            there = World(world.app, citizen, world.officer)
            dossiers.append(in_state(there, State.FINISHED, received(there, body())))
    sealed, sound = (told.newest(dossier.id) for dossier in dossiers)
    with writing():
        db.session.get_one(Message, sealed.id).phone = b"gAAAAA"
    assert ladder.advance(MORNING + RULES[0].waits[Urgency.NORMAL].push) == 2
    assert told.steps(sealed.id)[-1] == ("call_list", "fault")
    assert told.steps(sound.id)[-1] == ("sms", "silence")
    [line] = world.officer.client.get("/api/desk/calls").json["items"]
    assert (line["id"], line["phone"]) == (str(sealed.id), None)


def test_a_message_of_an_unknown_kind_hides_no_other(world: World) -> None:
    """Written by a later release that was taken back. Seen failing with `words.render`."""
    with clock.frozen(MORNING):
        dossier = in_state(world, State.FINISHED, received(world, body()))
    said = told.newest(dossier.id)
    with writing():
        db.session.get_one(Message, said.id).kind = "of_tomorrow"
    first, *others = world.citizen.client.get("/api/messages").json["items"]
    assert (first["id"], first["title"]) == (str(said.id), "Tin mới từ xã")
    assert len(others) == 2
