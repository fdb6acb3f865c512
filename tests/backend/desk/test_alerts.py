"""What the desk shows an officer of reminders: until it was done, or put away."""

from __future__ import annotations

from typing import Any

import pytest

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import reminding
from backend.dossiers import service as dossiers
from backend.dossiers.states import State
from backend.extensions import db
from backend.notifications import inbox
from backend.notifications import service as notifications
from backend.notifications.models import Message
from tests.support.factories import uploads
from tests.support.factories.accounts import SignedIn, officer_in
from tests.support.factories.dossiers import World, found, in_state, received, with_photos
from tests.support.factories.messages import at


def alerts(officer: SignedIn) -> list[Any]:
    answer = officer.client.get("/api/desk/alerts")
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.get_json()["items"]
    return items


def later(officer: SignedIn) -> list[Any]:
    """The same on a day after the sign-in has run out."""
    return notifications.alerts(officer.actor.person_id, dossiers.causes_standing)


def test_a_new_dossier_stands_there_until_somebody_opens_it(world: World) -> None:
    """For every officer, and gone for all of them at once. Seen failing with everything unread
    shown: what a colleague had done long ago was still asked for."""
    colleague = officer_in(world.app, "Lường Thị Thử")
    dossier = in_state(world, State.RECEIVED)
    assert alerts(colleague) == []
    reminding.remind()
    for officer in (world.officer, colleague):
        (new,) = alerts(officer)
        assert (new["kind"], new["dossier"]) == ("desk_new", str(dossier.id))
    colleague.client.get(f"/api/desk/dossiers/{dossier.id}")
    assert alerts(world.officer) == []


def test_what_was_put_away_is_not_shown_again_to_that_officer(world: World) -> None:
    """Seen failing without the look at `read_at`."""
    colleague = officer_in(world.app, "Lường Thị Thử")
    received(world)
    reminding.remind()
    (new,) = alerts(world.officer)
    report = {"kind": "read", "messages": [new["id"]]}
    put = world.officer.client.put(f"/api/commands/{new_id()}", json=report)
    assert put.status_code == 200, put.text
    assert alerts(world.officer) == []
    assert len(alerts(colleague)) == 1


def test_what_is_owed_stands_there_on_the_day_and_when_it_is_late(world: World) -> None:
    """Due on 27/11. Seen failing with causes that end when their time does: what was late was
    asked for no more."""
    with clock.frozen(at("2026-11-23 08:00")):
        dossier = in_state(world, State.ACCEPTED, with_photos(world, uploads.page(1)))
    with clock.frozen(at("2026-11-26 08:00")):
        assert reminding.remind() == 2
    for moment in ("2026-11-26 15:00", "2026-11-27 09:00", "2026-11-30 09:00"):
        with clock.frozen(at(moment)):
            standing = [(one["kind"], one["dossier"]) for one in later(world.officer)]
        assert sorted(standing) == [
            ("desk_apology_due", dossier.id),
            ("desk_due_tomorrow", dossier.id),
        ]
    with clock.frozen(at("2026-11-30 10:00")):
        with writing():
            now = found(dossier.id).version
            dossiers.stop(world.officer.actor, dossier.id, now, reason="Người nộp xin dừng.")
        assert later(world.officer) == []


def test_an_answer_that_is_late_is_still_asked_for(world: World) -> None:
    """The answer is due on 25/11 at 8:00. Seen failing with the cause ending there."""
    with clock.frozen(at("2026-11-23 08:00")):
        received(world)
    with clock.frozen(at("2026-11-23 16:00")):
        reminding.remind()
    with clock.frozen(at("2026-11-25 10:00")):
        assert "desk_answer_due" in [one["kind"] for one in later(world.officer)]


def test_what_was_done_long_ago_hides_nothing_that_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many newer reminders a colleague has settled, and nobody put away. Seen failing with
    only the newest looked at."""
    monkeypatch.setattr(inbox, "_LOOKED_AT_ONCE", 2)
    in_state(world, State.RECEIVED)
    reminding.remind()
    (standing,) = alerts(world.officer)
    now = clock.now()
    with writing():
        db.session.add_all(
            Message(
                id=new_id(),
                person_id=world.officer.actor.person_id,
                kind="desk_new",
                dedupe=f"settled-{number}:{world.officer.actor.person_id}",
                created_at=now,
                not_before=now,
                rung_since=now,
            )
            for number in range(5)
        )
    assert alerts(world.officer) == [standing]


def test_citizens_have_none(world: World) -> None:
    assert world.citizen.client.get("/api/desk/alerts").status_code == 403
