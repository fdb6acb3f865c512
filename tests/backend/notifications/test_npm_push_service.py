"""Our messages as npm web-push-testing reads them: it checks the VAPID signature against the key
that its browser subscribed with, decrypts aes128gcm (RFC 8291), and says 201, 400 or 410. What it
cannot say itself (404, 413, 429, silence, a cut line) a small service in front of it says."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import assembly, push
from backend.notifications.models import PushSubscription
from backend.settings import Settings
from tests.support.factories.accounts import make_citizen
from tests.support.npm_push_service import NpmPushService, Subscribed, npm_push_service
from tests.support.push_service import Answer, PushService, push_service
from tests.support.push_workers import calling, deliveries, hurry, states, tell, until, working


@pytest.fixture(scope="module")
def npm() -> Iterator[NpmPushService]:
    with npm_push_service() as service:
        yield service


@pytest.fixture
def settings(app: Flask, npm: NpmPushService) -> Settings:
    return calling(current_settings(), npm.origin)


def person_with(settings: Settings, browser: Subscribed, *, key_id: str | None = None) -> uuid.UUID:
    """The id of somebody whose phone this is."""
    with writing():
        person = make_citizen().id
        db.session.add(
            PushSubscription(
                endpoint_hash=hashlib.sha256(browser.endpoint.encode()).hexdigest(),
                endpoint=browser.endpoint,
                p256dh=browser.p256dh,
                auth=browser.auth,
                person_id=person,
                device_id=new_id(),
                detail="private",
                vapid_key_id=key_id or assembly.keys(settings).current(),
                created_at=clock.now(),
            )
        )
    return person


def public_key(settings: Settings) -> str:
    keys = assembly.keys(settings)
    return keys.public(keys.current())


def test_it_decrypts_what_we_say(app: Flask, settings: Settings, npm: NpmPushService) -> None:
    browser = npm.subscribe(public_key(settings))
    person = person_with(settings, browser)
    facts = {"slip": "K7M2PQ", "text": "Đường vào bản bị sạt. " * 6}
    message = tell(person, kind="alert", seq=3, facts=facts)
    with working(app, settings):
        until(lambda: states() == {"sent": 1})
    [told] = npm.decrypted(browser)
    assert (told["id"], told["seq"], told["slip"]) == (str(message), 3, "K7M2PQ")
    assert "Đường vào bản bị sạt." in told["body"]


def test_it_refuses_what_another_key_signed(
    app: Flask, settings: Settings, npm: NpmPushService
) -> None:
    """So that the test above says something about our signature."""
    keys = assembly.keys(settings)
    browser = npm.subscribe(public_key(settings))
    other = keys.rotate()
    person = person_with(settings, browser, key_id=other)
    tell(person)
    with working(app, settings):
        until(lambda: states() == {"dead": 1})
    assert deliveries()[0].error == "refused_400"
    assert npm.decrypted(browser) == []


def test_after_a_rotation_old_and_new_browsers_are_both_served(
    app: Flask, settings: Settings, npm: NpmPushService
) -> None:
    keys = assembly.keys(settings)
    before = npm.subscribe(public_key(settings))
    old = person_with(settings, before)
    keys.rotate()
    after = npm.subscribe(public_key(settings))
    new = person_with(settings, after)
    tell(old)
    tell(new)
    with working(app, settings):
        until(lambda: states() == {"sent": 2})
    assert [len(npm.decrypted(browser)) for browser in (before, after)] == [1, 1]


def test_an_expired_browser_is_gone(app: Flask, settings: Settings, npm: NpmPushService) -> None:
    browser = npm.subscribe(public_key(settings))
    person = person_with(settings, browser)
    npm.expire(browser)
    tell(person)
    with working(app, settings):
        until(lambda: states() == {"dead": 1})
    assert deliveries()[0].error == "gone"


@pytest.fixture
def front(npm: NpmPushService) -> Iterator[PushService]:
    with push_service() as service:
        service.behind = npm.port
        yield service


@pytest.mark.parametrize(
    "answers",
    [
        [Answer(429, {"Retry-After": "0"}), Answer(500), Answer(cut=True)],
        [Answer(413)],
        [Answer(after=1.0), Answer(503, {"Retry-After": "Sun, 22 Nov 2020 00:00:00 GMT"})],
    ],
)
def test_it_reads_it_once_whatever_came_before(
    app: Flask,
    npm: NpmPushService,
    front: PushService,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[Answer],
) -> None:
    monkeypatch.setattr(push, "TOTAL_SECONDS", 0.5)
    settings = calling(current_settings(), front.origin)
    there = npm.subscribe(public_key(settings))
    path = f"/notify/{there.name}"
    front.will(path, *answers)
    person = person_with(settings, replace(there, endpoint=front.origin + path))
    message = tell(person)
    with working(app, settings):
        until(lambda: (hurry(), states() == {"sent": 1})[1])
    assert [told["id"] for told in npm.decrypted(there)] == [str(message)]


def test_a_404_ends_the_browser(app: Flask, npm: NpmPushService, front: PushService) -> None:
    settings = calling(current_settings(), front.origin)
    there = npm.subscribe(public_key(settings))
    path = f"/notify/{there.name}"
    front.will(path, Answer(404))
    person = person_with(settings, replace(there, endpoint=front.origin + path))
    tell(person)
    with working(app, settings):
        until(lambda: states() == {"dead": 1})
    tell(person)
    assert len(deliveries()) == 1
    assert npm.decrypted(there) == []


def test_many_at_once_are_each_encrypted_for_their_own_browser(
    app: Flask, settings: Settings, npm: NpmPushService
) -> None:
    browsers = [npm.subscribe(public_key(settings)) for _ in range(30)]
    messages = [tell(person_with(settings, browser)) for browser in browsers]
    with working(app, settings):
        until(lambda: states() == {"sent": 30})
    assert [npm.decrypted(browser)[0]["id"] for browser in browsers] == [str(m) for m in messages]
