"""The worker: what leaves, when it is tried again, and what becomes of it. The push service is a
small one of ours that misbehaves as it is told."""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import claiming, outbox, payloads, push
from backend.notifications.models import Message, PushSubscription
from backend.settings import Settings
from tests.support.push_service import Answer, PushService
from tests.support.push_workers import (
    CalledPerson,
    came_back,
    deliveries,
    hurry,
    states,
    tell,
    until,
    working,
)


def test_a_message_arrives_whole_and_nothing_else_shows(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    dossier = new_id()
    message = tell(phone.person, dossier_id=dossier, seq=7, facts={"slip": "K7M2PQ", "code": "H5"})
    with working(app, settings):
        until(lambda: states() == {"sent": 1})
    [came] = service.to(phone.name)
    told = phone.browser.read(came.body)
    assert told["id"] == str(message)
    assert (told["dossier"], told["who"]) == (str(dossier), str(phone.person))
    assert (told["seq"], told["state"], told["slip"], told["code"]) == (7, "9", "K7M2PQ", "H5")
    assert told["title"] == "Đã có kết quả"
    assert len(phone.browser.opened(came.body)) == payloads.SIZE
    assert came.headers["content-encoding"] == "aes128gcm"
    assert came.headers["urgency"] == "high"
    assert int(came.headers["ttl"]) == push.LONGEST_TTL
    assert len(came.headers["topic"]) <= 32
    assert came.headers["user-agent"] == "motcua"
    shown = " ".join(came.headers.values())
    assert str(dossier) not in shown
    assert "K7M2PQ" not in shown


def test_a_discreet_phone_reads_neither_matter_nor_outcome_on_its_lock_screen(
    app: Flask, settings: Settings, service: PushService
) -> None:
    phone = CalledPerson(settings, service, detail="discreet")
    tell(phone.person, facts={"procedure": "Đăng ký khai tử", "name": "Lò Thị Mẫu"})
    with working(app, settings):
        until(lambda: states() == {"sent": 1})
    told = phone.browser.read(service.to(phone.name)[0].body)
    assert told["level"] == "discreet"  # Or a button offers what the words keep silent about.
    shown = told["title"] + told.get("body", "") + told["next"]
    for hidden in ("kết quả", "khai tử", "Mẫu"):
        assert hidden not in shown


def test_two_messages_of_a_dossier_have_one_topic_and_two_dossiers_have_two(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    first, second = new_id(), new_id()
    with working(app, settings):
        for seq, dossier in ((1, first), (2, first), (1, second)):
            tell(phone.person, dossier_id=dossier, seq=seq)
            until(lambda: set(states()) == {"sent"})
    topics = [one.headers["topic"] for one in service.to(phone.name)]
    assert topics[0] == topics[1] != topics[2]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_not_called_again(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson, status: int
) -> None:
    """Seen failing without `gone`: the next message went there too."""
    service.will(phone.name, Answer(status))
    tell(phone.person)
    with working(app, settings):
        until(lambda: states() == {"dead": 1})
    assert deliveries()[0].error == "gone"
    assert db.session.get_one(PushSubscription, phone.row).gone_at is not None
    tell(phone.person)
    assert len(deliveries()) == 1, "a browser that is gone was addressed"


def test_what_waits_for_a_gone_browser_ends_with_it(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """Several dossiers' messages: the ladder need not wait for each to be tried. Seen failing
    without `bury` and without the look at `gone_at`."""
    service.will(phone.name, Answer(410))
    tell(phone.person, dossier_id=new_id())
    with writing():
        later = clock.now() + timedelta(hours=8)
        tell_later = Message(
            person_id=phone.person,
            kind="ready",
            created_at=later,
            not_before=later,
            rung_since=later,
        )
        db.session.add(tell_later)
        db.session.flush()
        outbox.address(tell_later, later)
    with working(app, settings):
        until(lambda: states() == {"dead": 2})
    assert len(service.received) == 1


def test_too_large_is_said_in_fewer_words_and_then_given_up(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """Seen failing without `small_payload`: the same bytes went again."""
    service.will(phone.name, Answer(413), Answer(201))
    tell(phone.person, facts={"text": "Đường bị sạt. " * 8})
    with working(app, settings):
        until(lambda: states() == {"sent": 1})
    first, second = (phone.browser.read(one.body) for one in service.to(phone.name))
    assert "next" in first
    assert "next" not in second
    assert first["title"] == second["title"]
    service.will(phone.name, Answer(413), Answer(413))
    tell(phone.person)
    with working(app, settings):
        until(lambda: states() == {"sent": 1, "dead": 1})
    assert deliveries()[1].error == "too_large"


@pytest.mark.parametrize(
    "case",
    [
        (Answer(500), "answer_500"),
        (Answer(503), "answer_503"),
        (Answer(403), "answer_403"),
        (Answer(302, {"Location": "http://127.0.0.1:1/"}), "answer_302"),
        (Answer(cut=True), "connection"),
    ],
)
def test_what_may_pass_is_tried_again(
    app: Flask,
    settings: Settings,
    service: PushService,
    phone: CalledPerson,
    case: tuple[Answer, str],
) -> None:
    """A redirect is not followed (seen failing with `allow_redirects`): the address behind it was
    never looked at."""
    answer, error = case
    service.will(phone.name, answer)
    tell(phone.person)
    with working(app, settings):
        until(lambda: came_back(1))
        assert deliveries()[0].error == error
        assert deliveries()[0].due_at > clock.now()
        hurry()
        until(lambda: states() == {"sent": 1})
    assert len(service.to(phone.name)) == 2


def test_an_answer_that_never_comes_is_a_try(
    app: Flask,
    settings: Settings,
    service: PushService,
    phone: CalledPerson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(push, "TOTAL_SECONDS", 0.3)
    never = threading.Event()
    service.will(phone.name, Answer(gate=never))
    tell(phone.person)
    with working(app, settings):
        until(lambda: came_back(1))
        assert deliveries()[0].error == "timeout"
        hurry()
        until(lambda: states() == {"sent": 1})
    never.set()


def test_a_service_that_asks_for_rest_gets_it(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    """429 with Retry-After: nobody else's message goes there meanwhile either, and none of it
    counts as a try. Seen failing without `_resting`: the second phone was called."""
    second = CalledPerson(settings, service)
    service.will(phone.name, Answer(429, {"Retry-After": "1800"}))
    with working(app, settings):
        tell(phone.person)
        until(lambda: states() == {"waiting": 1} and deliveries()[0].error == "resting")
        tell(second.person)
        until(lambda: [d.error for d in deliveries()] == ["resting", "resting"])
    assert service.to(second.name) == []
    now = clock.now()
    for delivery in deliveries():
        assert timedelta(minutes=28) < delivery.due_at - now <= timedelta(minutes=30)
        assert delivery.tries == 0


def test_an_outage_does_not_last_for_ever(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson
) -> None:
    service.usual = Answer(500)
    tell(phone.person)
    with working(app, settings):
        for tries in range(1, claiming.MOST_TRIES):
            until(partial(came_back, tries))
            hurry()
        until(lambda: states() == {"failed": 1})
    assert len(service.received) == claiming.MOST_TRIES
