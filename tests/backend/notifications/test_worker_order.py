"""The worker: what goes first, what never goes after something else, and what nobody may hold."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import claiming, push
from backend.notifications.models import Message, Urgency
from backend.notifications.parcels import again, dead, sent
from backend.settings import Settings
from tests.support.factories import messages as told
from tests.support.factories.accounts import make_citizen
from tests.support.push_service import Answer, PushService
from tests.support.push_workers import (
    CalledPerson,
    deliveries,
    hurry,
    states,
    tell,
    until,
    working,
)


def test_only_the_newest_of_a_dossier_leaves(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """Seen failing without `_newest`: the older one came after the newer one."""
    dossier = new_id()
    for seq in (1, 2, 3):
        tell(phone.person, dossier_id=dossier, seq=seq)
    with working(app, settings):
        until(lambda: "waiting" not in states() and "sending" not in states())
    assert [phone.browser.read(one.body)["seq"] for one in service.to(phone.name)] == [3]
    assert [(d.state, d.error) for d in deliveries()] == [
        ("dead", "overtaken"),
        ("dead", "overtaken"),
        ("sent", None),
    ]


def test_an_older_one_never_follows_a_newer_one(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """The first is on its way and silent: the second waits for it. Then the first is to be tried
    again, but the second is newer. Seen failing with `_beside` always "send"."""
    dossier, gate = new_id(), threading.Event()
    service.will(phone.name, Answer(500, gate=gate))
    with working(app, settings):
        tell(phone.person, dossier_id=dossier, seq=1)
        service.wait_for(1)
        tell(phone.person, dossier_id=dossier, seq=2)
        tell(phone.person, dossier_id=new_id(), seq=1)
        service.wait_for(2)
        assert states() == {"sending": 1, "waiting": 1, "sent": 1} or states() == {
            "sending": 2,
            "waiting": 1,
        }
        gate.set()
        hurry_when_possible = lambda: (hurry(), "overtaken" in _errors())[1]  # noqa: E731
        until(hurry_when_possible)
        until(lambda: states() == {"dead": 1, "sent": 2})
    seqs = [phone.browser.read(one.body)["seq"] for one in service.to(phone.name)]
    assert seqs == [1, 1, 2]


def _errors() -> list[str | None]:
    return [delivery.error for delivery in deliveries()]


def test_what_is_too_late_or_withheld_does_not_leave(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """A consent withdrawn after the message was written counts. Seen failing without
    `_not_to_be_sent`."""
    tell(phone.person, dossier_id=new_id(), lives=timedelta(seconds=-1))
    withheld = tell(phone.person, dossier_id=new_id())
    with writing():
        db.session.get_one(Message, withheld).withheld = "consent"
    with working(app, settings):
        until(lambda: states() == {"dead": 2})
    assert sorted(str(error) for error in _errors()) == ["expired", "withheld"]
    assert service.received == []


def test_a_ttl_ends_with_the_message(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    tell(phone.person, lives=timedelta(hours=1))
    with working(app, settings):
        until(lambda: states() == {"sent": 1})
    assert 3500 < int(service.received[0].headers["ttl"]) <= 3600


def test_nobodys_own_news_waits_behind_an_announcement(
    app: Flask,
    settings: Settings,
    service: PushService,
    phone: CalledPerson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen failing with one rank for all."""
    monkeypatch.setattr(push.PushChannel, "parallel", 1)
    for _ in range(20):
        tell(phone.person, kind="announcement", rank=2)
    mine = tell(phone.person, dossier_id=new_id())
    with working(app, settings):
        service.wait_for(2)
        until(lambda: set(states()) == {"sent"})
    assert phone.browser.read(service.received[0].body)["id"] == str(mine)


def test_what_is_late_wakes_nobody(app: Flask, phone: CalledPerson) -> None:
    """To leave by day, but there was no worker before 22:00: it waits until the morning, and the
    ladder with it; a danger does not wait. One that a worker died with is remembered as of unknown
    outcome. Seen failing without `_by_day`, and with the ladder's wait left running."""
    evening = told.at("2026-11-23 20:50")
    died = tell(phone.person, at=evening, urgency=Urgency.LOW)
    with clock.frozen(evening):
        assert [one.message_id for one in claiming.turn("dies", [], {"push": 5})] == [died]
    late = tell(phone.person, at=evening, urgency=Urgency.NORMAL)
    danger = tell(phone.person, at=evening, urgency=Urgency.HIGH)
    with clock.frozen(told.at("2026-11-23 22:00")):
        assert [one.message_id for one in claiming.turn("me", [], {"push": 5})] == [danger]
    morning = told.at("2026-11-24 06:30")
    put_off = [*told.deliveries(late), *told.deliveries(died)]
    assert [(one.due_at, one.error) for one in put_off] == [(morning, None), (morning, "unknown")]
    assert db.session.get_one(Message, late).rung_since == morning
    with clock.frozen(morning):
        found = claiming.turn("me", [], {"push": 5})
    assert {one.message_id for one in found} >= {late, died}


def test_no_transaction_is_open_while_a_message_is_on_its_way(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """The push service is silent; meanwhile others write, and the worker holds no connection in a
    transaction. Seen failing with a transaction held until the send was over."""
    gate = threading.Event()
    service.will(phone.name, Answer(gate=gate))
    tell(phone.person)
    with working(app, settings):
        service.wait_for(1)
        assert states() == {"sending": 1}
        db.session.remove()
        until(lambda: db.engine.pool.checkedout() == 0)  # type: ignore[attr-defined]
        if db.engine.dialect.name == "postgresql":
            open_now = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
            )
            assert db.session.scalar(open_now) == 0
            db.session.rollback()
        with writing():
            make_citizen()
        gate.set()
        until(lambda: states() == {"sent": 1})


def test_connections_stay_open(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    with working(app, settings):
        for _ in range(5):
            tell(phone.person, dossier_id=new_id())
            until(lambda: set(states()) == {"sent"})
    assert len({one.line for one in service.received}) == 1


def test_a_fault_in_one_message_stops_no_other(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    tell(phone.person, kind="no_such_kind", dossier_id=new_id())
    tell(phone.person, dossier_id=new_id())
    with working(app, settings):
        until(lambda: states() == {"dead": 1, "sent": 1})
    assert _errors() == ["not_made", None]


def test_sealed_under_another_secret_it_ends(app: Flask, settings: Settings) -> None:
    """The installation's secret was changed while an SMS waited: it must not stop the others."""
    from backend.notifications import service as notifications

    with writing():
        notifications.send_code("+84912345678", "012345")
    with writing():
        [delivery] = deliveries()
        delivery = db.session.merge(delivery)
        delivery.channel, delivery.state, delivery.recipient = "sms", "waiting", b"gAAAAA"
    assert claiming.turn("me", [], {"sms": 5}) == []
    assert [(one.state, one.error) for one in deliveries()] == [("failed", "unreadable")]


def test_leases_are_fenced(app: Flask, settings: Settings, phone: CalledPerson) -> None:
    """A worker that slept past its lease cannot write over what another did since. Seen failing
    without the comparison of `leased_by` and `tries`."""
    tell(phone.person)
    [first] = claiming.turn("sleeper", [], {"push": 5})
    assert claiming.turn("other", [], {"push": 5}) == []
    with clock.frozen(clock.now() + timedelta(seconds=claiming.LEASE_SECONDS + 1)):
        [second] = claiming.turn("other", [], {"push": 5})
        assert (second.id, second.tries, second.interrupted) == (first.id, 2, True)
        claiming.turn("sleeper", [(first, dead("gone", gone=True))], {})
        assert states() == {"sending": 1}
        claiming.turn("other", [(second, sent())], {})
    assert states() == {"sent": 1}


def test_a_parcel_that_ends_its_workers_is_given_up(
    app: Flask, settings: Settings, phone: CalledPerson
) -> None:
    tell(phone.person)
    moment = clock.now()
    for _ in range(claiming.MOST_TRIES):
        moment += timedelta(seconds=claiming.LEASE_SECONDS + 1)
        with clock.frozen(moment):
            assert len(claiming.turn("dies", [], {"push": 1})) == 1
    with clock.frozen(moment + timedelta(seconds=claiming.LEASE_SECONDS + 1)):
        assert claiming.turn("dies", [], {"push": 1}) == []
    assert _errors() == ["given_up"]


def test_pauses_grow_and_are_spread() -> None:
    lows = [claiming.pause(tries, 0.0) for tries in range(1, 20)]
    highs = [claiming.pause(tries, 1.0) for tries in range(1, 20)]
    assert lows == sorted(lows)
    assert highs == [2 * low for low in lows]
    assert highs[0] == 4.0
    assert max(highs) == 7200.0


def test_texts_of_any_length_are_written_down(
    app: Flask, settings: Settings, phone: CalledPerson
) -> None:
    """PostgreSQL refuses what is longer than its column; an outcome must never fail for that."""
    tell(phone.person)
    [parcel] = claiming.turn("me", [], {"push": 1})
    claiming.turn("me", [(parcel, replace(again("x" * 200), gateway_id="y" * 200))], {})
    assert states() == {"waiting": 1}


def test_what_the_worker_looks_after_goes_on_after_a_fault(app: Flask, settings: Settings) -> None:
    seen: list[datetime] = []

    def fails(now: datetime) -> None:
        raise RuntimeError("a fault of ours")

    with working(app, settings, [fails, seen.append], beside_seconds=0.05):
        until(lambda: len(seen) >= 3)
    assert seen[0].tzinfo is UTC


def test_many_are_sent_and_each_once(app: Flask, settings: Settings, service: PushService) -> None:
    """Two workers at once."""
    phones = [CalledPerson(settings, service) for _ in range(12)]
    for phone in phones:
        for _ in range(15):
            tell(phone.person, dossier_id=new_id())
    with working(app, settings), working(app, settings):
        until(lambda: states() == {"sent": 180})
    ids = [p.browser.read(one.body)["id"] for p in phones for one in service.to(p.name)]
    assert len(ids) == len(set(ids)) == 180
    assert db.session.scalars(select(Message.id).where(Message.person_id == phones[0].person)).all()
