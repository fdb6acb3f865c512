"""Several workers at once: each step is taken once, each alert reaches everybody once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from backend.core import clock
from backend.core.access import Actor, Role
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import reminding
from backend.dossiers.states import State
from backend.extensions import db
from backend.notifications import announcements, ladder
from backend.notifications.ladder_models import MessagePreference
from backend.notifications.policy import RULES, Urgency
from tests.support.factories import messages as told
from tests.support.factories.accounts import make_citizen, make_officer
from tests.support.factories.dossiers import World, in_state

MORNING = told.at("2026-11-23 08:00")
WORKERS = 4


def together(app: Flask, work: Callable[[], int]) -> int:
    """The same work in several threads at one moment; the sum of what they did."""
    barrier = Barrier(WORKERS)

    def one() -> int:
        with app.app_context():
            barrier.wait(10)
            try:
                return work()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(WORKERS) as pool:
        return sum(future.result() for future in [pool.submit(one) for _ in range(WORKERS)])


def test_each_step_is_taken_once(world: World) -> None:
    """Seen failing with the row read without its lock: two texts for one message."""
    told.give_browser(world.citizen.actor.person_id)
    with clock.frozen(MORNING):
        dossiers = [in_state(world, State.FINISHED) for _ in range(5)]
    later = MORNING + RULES[0].waits[Urgency.NORMAL].push
    assert together(world.app, lambda: ladder.advance(later)) == len(dossiers)
    for dossier in dossiers:
        said = told.newest(dossier.id)
        assert [d.channel for d in told.deliveries(said.id)] == ["push", "console"]


def test_an_alert_reaches_everybody_once(world: World) -> None:
    """Seen failing with the announcement's row not locked: batches were made twice."""
    hamlet = told.make_hamlet()
    with writing():
        leader = make_officer(role=Role.LEADER)
        actor = Actor(leader.id, Role.LEADER, "", agency_code=leader.agency_code)
        people = [make_citizen(f"Người Thử {n}").id for n in range(25)]
        wishes = {"hamlet_id": hamlet, "announcements": True, "updated_at": clock.now()}
        db.session.add_all(MessagePreference(person_id=one, **wishes) for one in people)
    draft = {"kind": "alert", "text": "Mai xã nghỉ vì mất điện.", "hamlets": [hamlet]}
    with writing():
        announcements.confirm(actor, new_id(), draft)
    assert together(world.app, announcements.make_messages) == len(people)
    assert _heard() == Counter(people)


def test_an_announcement_confirmed_twice_at_once_is_one(world: World) -> None:
    """Each of the confirmations is answered. Seen failing on PostgreSQL without the second look:
    IntegrityError. On SQLite writers wait for each other before either has looked."""
    hamlet, announcement = told.make_hamlet(), new_id()
    with writing():
        leader = make_officer(role=Role.LEADER)
        actor = Actor(leader.id, Role.LEADER, "", agency_code=leader.agency_code)
    draft = {"kind": "alert", "text": "Mai xã nghỉ vì mất điện.", "hamlets": [hamlet]}

    def confirm() -> int:
        with writing():
            return int(announcements.confirm(actor, announcement, draft)["id"] == announcement)

    assert together(world.app, confirm) == WORKERS
    assert len(announcements.listed(actor.agency_code or "")) == 1


def test_a_reminder_is_said_once(world: World) -> None:
    with clock.frozen(MORNING):
        dossiers = [in_state(world, State.FINISHED) for _ in range(5)]
    later = told.at("2026-11-30 09:00")
    assert together(world.app, lambda: reminding.remind(later)) == len(dossiers)


def _heard() -> Counter[uuid.UUID | None]:
    return Counter(message.person_id for message in told.messages() if message.kind == "alert")
