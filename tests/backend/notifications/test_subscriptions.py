"""Browsers that are called: whose they are, when they end, and what is refused."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from backend.accounts.models import HomeDevice
from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import assembly, outbox, subscription_queries, subscriptions
from backend.notifications.models import Delivery, Message, PushSubscription
from tests.support.factories.accounts import (
    SignedIn,
    citizen_in,
    make_citizen,
    officer_in,
    sender_headers,
    sign_in,
)
from tests.support.push_browsers import PushBrowser
from tests.support.unverified import unverified_phone

PATH = "/api/notifications/subscriptions"
_REFUSED = "https://fcm.googleapis.com/fcm/send/"


def browser(tail: str | None = None) -> PushBrowser:
    return PushBrowser(_REFUSED + (tail or uuid.uuid4().hex))


def key_id(client: FlaskClient) -> str:
    told: dict[str, str] = client.get("/api/notifications/key").get_json()
    return told["key_id"]


def subscribe(phone: SignedIn, made: PushBrowser, **wishes: Any) -> TestResponse:
    return phone.client.post(PATH, json=made.offer(key_id(phone.client), **wishes))


def rows() -> list[PushSubscription]:
    db.session.rollback()
    return list(db.session.scalars(select(PushSubscription).order_by(PushSubscription.id)))


def waiting(person_id: uuid.UUID) -> int:
    """A message to each browser of a person; how many."""
    with writing():
        now = clock.now()
        message = Message(
            person_id=person_id, kind="ready", created_at=now, not_before=now, rung_since=now
        )
        db.session.add(message)
        db.session.flush()
        return outbox.address(message, now)


def deliveries() -> list[tuple[str, str | None, bool]]:
    db.session.rollback()
    found = db.session.scalars(select(Delivery).order_by(Delivery.id))
    return [(d.state, d.error, d.subscription_id is not None) for d in found]


def test_the_key_is_public_and_stays_the_same(client: FlaskClient) -> None:
    first = client.get("/api/notifications/key").get_json()
    assert first == client.get("/api/notifications/key").get_json()
    point = base64.urlsafe_b64decode(first["key"] + "==")
    assert (len(point), point[0]) == (65, 4)


def test_a_phone_subscribes_and_the_same_again_changes_nothing(app: Flask) -> None:
    phone, made = citizen_in(app), browser()
    first, again = subscribe(phone, made), subscribe(phone, made)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.get_json() == again.get_json()
    assert first.get_json()["detail"] == "private"
    assert first.get_json()["here"] is True
    assert first.get_json()["renew"] is False
    [row] = rows()
    assert (row.person_id, row.device_id) == (phone.actor.person_id, phone.device_id)


def test_a_person_has_several_phones_and_ends_one(app: Flask) -> None:
    """Each has the name that it has in the list of one's phones, and the day it was taken."""
    phone = citizen_in(app)
    with writing():
        person = make_citizen("Giàng A Thử")
    other = sign_in(app, person, device_name="Redmi 9 · Chrome")
    second = sign_in(app, person, device_name="Android · Zalo")
    for each in (phone, other, second):
        subscribe(each, browser())
    assert waiting(person.id) == 2
    items = second.client.get(PATH).get_json()["items"]
    assert sorted(item["here"] for item in items) == [False, True]
    away = next(item["id"] for item in items if not item["here"])
    assert [item["name"] for item in items] == ["Android · Zalo", "Redmi 9 · Chrome"]
    assert all(datetime.fromisoformat(item["since"]) <= clock.now() for item in items)
    assert phone.client.delete(f"{PATH}/{away}").get_json()["code"] == "not_found"
    assert second.client.delete(f"{PATH}/{away}").status_code == 204
    assert waiting(person.id) == 1


def test_at_most_ten_browsers_are_called(app: Flask) -> None:
    """Seen failing without `end_beyond`."""
    with writing():
        person = make_citizen()
    for _ in range(subscriptions.MOST + 2):
        subscribe(sign_in(app, person), browser())
    assert waiting(person.id) == subscriptions.MOST


def test_a_phone_that_comes_back_is_called_again(app: Flask) -> None:
    """Its push service had given it up, and ten others came since. Seen failing with its first day
    kept: it was taken, and ended at once as the oldest."""
    with writing():
        person = make_citizen()
    back, made = sign_in(app, person), browser()
    subscribe(back, made)
    with writing():
        rows()[0].gone_at = clock.now()
    for _ in range(subscriptions.MOST):
        subscribe(sign_in(app, person), browser())
    assert subscribe(back, made).status_code == 200
    assert back.device_id in [row.device_id for row in rows()]
    assert waiting(person.id) == subscriptions.MOST


def test_a_shared_phone_is_discreet_unless_its_owner_says_otherwise(app: Flask) -> None:
    """Seen failing with "private" for everybody."""
    phone, made = citizen_in(app), browser()
    with writing():
        grandmother = make_citizen("Cầm Thị Mẫu", home=phone.device_id)
        db.session.add(HomeDevice(person_id=phone.actor.person_id, device_id=phone.device_id))
    assert subscribe(phone, made).get_json()["detail"] == "discreet"
    assert subscribe(phone, made, detail="private").get_json()["detail"] == "private"
    assert subscribe(phone, made).get_json()["detail"] == "private", "the wish was forgotten"
    hers = sign_in(app, grandmother, device_id=phone.device_id)
    assert subscribe(hers, made).get_json()["detail"] == "discreet", "another person's wish"


def test_who_opens_the_app_next_gets_the_browser_and_not_the_mail(app: Flask) -> None:
    """A browser has one endpoint for all its people. Seen failing without `drop_waiting`: what
    waited for the first person was addressed to the second one's phone."""
    first, made = citizen_in(app), browser()
    subscribe(first, made)
    assert waiting(first.actor.person_id) == 1
    second = citizen_in(app, "Giàng A Thử")
    assert subscribe(second, made).status_code == 200
    [row] = rows()
    assert row.person_id == second.actor.person_id
    assert deliveries() == [("dead", "moved", True)]
    assert waiting(first.actor.person_id) == 0


def test_an_endpoint_alone_moves_nothing(app: Flask) -> None:
    """Whoever read an endpoint somewhere does not know the browser's keys. Seen failing without
    the comparison."""
    first, made = citizen_in(app), browser()
    subscribe(first, made)
    thief = citizen_in(app, "Giàng A Thử")
    answer = subscribe(thief, PushBrowser(made.endpoint))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "push_endpoint_taken")
    [row] = rows()
    assert row.person_id == first.actor.person_id


def test_a_phone_that_subscribes_anew_gets_what_waited(app: Flask) -> None:
    """Push services change endpoints. Seen failing without `follow`."""
    phone = citizen_in(app)
    subscribe(phone, browser())
    waiting(phone.actor.person_id)
    subscribe(phone, browser())
    [row] = rows()
    [delivery] = db.session.scalars(select(Delivery))
    assert (delivery.state, delivery.subscription_id) == ("waiting", row.id)


def _out(phone: SignedIn) -> TestResponse:
    return phone.client.delete("/api/session")


def _lost_here(phone: SignedIn) -> TestResponse:
    row = phone.client.get("/api/devices").get_json()["items"][0]["id"]
    return phone.client.delete(f"/api/devices/{row}?lost=true")


def _everywhere(phone: SignedIn) -> TestResponse:
    return phone.client.delete("/api/devices?lost=true")


def _turned_off(phone: SignedIn) -> TestResponse:
    return phone.client.delete(PATH)


@pytest.mark.parametrize("end", [_out, _lost_here, _everywhere, _turned_off])
def test_it_ends_with_the_sign_in(app: Flask, end: Callable[[SignedIn], TestResponse]) -> None:
    """Seen failing without the hook `on_left`."""
    phone, neighbour = citizen_in(app), citizen_in(app, "Giàng A Thử")
    subscribe(phone, browser())
    subscribe(neighbour, browser())
    waiting(phone.actor.person_id)
    assert end(phone).status_code == 204
    assert [row.person_id for row in rows()] == [neighbour.actor.person_id]
    assert deliveries() == [("waiting", None, False)]


def test_at_the_desk_every_phone_of_a_person_ends(app: Flask) -> None:
    phone, officer = citizen_in(app), officer_in(app)
    subscribe(phone, browser())
    gone = officer.client.post(f"/api/desk/people/{phone.actor.person_id}/lost-devices")
    assert gone.status_code == 200
    assert rows() == []


def test_a_phone_never_signed_in_may_be_called_about_what_it_sent(app: Flask) -> None:
    phone, made = unverified_phone(app), browser()
    offer = made.offer(key_id(phone.client))
    assert phone.client.post(PATH, json=offer, headers=phone.headers).status_code == 200
    assert phone.client.delete(PATH, headers=phone.headers).status_code == 204
    assert phone.client.get(PATH, headers=phone.headers).status_code == 403


def test_a_queue_and_a_computer_do_not_subscribe(app: Flask) -> None:
    phone, officer = citizen_in(app), officer_in(app)
    offer = browser().offer(key_id(phone.client))
    queue = app.test_client().post(PATH, json=offer, headers=sender_headers(phone.send_token))
    assert (queue.status_code, queue.get_json()["code"]) == (403, "forbidden")
    desk = officer.client.post(PATH, json=offer)
    assert (desk.status_code, desk.get_json()["code"]) == (403, "push_needs_phone")
    nobody = app.test_client().post(PATH, json=offer)
    assert (nobody.status_code, nobody.get_json()["code"]) == (401, "sign_in_required")
    assert rows() == []


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("http://fcm.googleapis.com/fcm/send/x", "not_https"),
        ("https://fcm.googleapis.com:8443/fcm/send/x", "port"),
        ("https://127.0.0.1/x", "unknown_service"),
        ("https://fcm.googleapis.com.evil.example/x", "unknown_service"),
        (_REFUSED + "x" * 3000, "too_long"),
        ("file:///etc/passwd", "malformed"),
    ],
)
def test_an_address_of_no_push_service_is_refused(app: Flask, endpoint: str, why: str) -> None:
    answer = subscribe(citizen_in(app), PushBrowser(endpoint))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "push_endpoint_refused")
    assert answer.get_json()["errors"] == {"endpoint": [why]}
    assert rows() == []


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": "BA" * 20},
        {"p256dh": base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode()},
        {"p256dh": "không phải khóa"},
        {"auth": "AAAA"},
        {"auth": "!" * 22},
    ],
)
def test_keys_that_are_none_are_refused(app: Flask, keys: dict[str, str]) -> None:
    phone = citizen_in(app)
    offer = browser().offer(key_id(phone.client))
    offer["keys"] |= keys
    answer = phone.client.post(PATH, json=offer)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "push_keys_invalid")
    assert rows() == []


def test_an_unreadable_body_is_refused(app: Flask) -> None:
    phone = citizen_in(app)
    offer = browser().offer(key_id(phone.client))
    for broken in (
        {**offer, "endpoint": "https://fcm.googleapis.com/" + "x" * 9000},
        {**offer, "more": 1},
        {**offer, "detail": "everything"},
        {**offer, "key_id": "../../etc"},
    ):
        assert phone.client.post(PATH, json=broken).status_code == 422
    assert rows() == []


def test_after_a_rotation_phones_are_told_and_subscribe_anew(app: Flask) -> None:
    """The old key still serves them until then; once it is dropped nobody is called by it."""
    phone, made = citizen_in(app), browser()
    old = key_id(phone.client)
    subscribe(phone, made)
    new = subscriptions.rotate_key()
    assert key_id(phone.client) == new != old
    assert phone.client.get(PATH).get_json()["items"][0]["renew"] is True
    keys = assembly.keys(current_settings())
    assert keys.private(old) is not None
    lines = subscriptions.keys_in_use()
    assert (lines[0].id, lines[0].current, lines[0].browsers) == (new, True, 0)
    assert [(line.current, line.browsers) for line in lines if line.id == old] == [(False, 1)]
    assert subscribe(phone, browser()).get_json()["renew"] is False
    [row] = rows()
    assert row.vapid_key_id == new


def test_a_dropped_key_ends_its_browsers(app: Flask) -> None:
    phone, made = citizen_in(app), browser()
    old = key_id(phone.client)
    subscribe(phone, made)
    subscriptions.rotate_key()
    with writing():
        assert subscriptions.drop_key(old) == 1
    assert waiting(phone.actor.person_id) == 0
    answer = phone.client.post(PATH, json=made.offer(old))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "push_key_old")
    assert subscribe(phone, made).status_code == 200
    assert waiting(phone.actor.person_id) == 1


def test_two_tabs_that_subscribe_at_once_are_one_browser(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL both look before either has written. Seen failing (500) without the second
    look."""
    phone, made = citizen_in(app), browser()
    subscribe(phone, made)
    look, looks = subscription_queries.by_endpoint, iter([True])
    monkeypatch.setattr(
        subscription_queries,
        "by_endpoint",
        lambda digest: None if next(looks, False) else look(digest),
    )
    assert subscribe(phone, made).status_code == 200
    assert len(rows()) == 1


def test_endpoints_are_never_logged(app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    phone = citizen_in(app)
    subscribe(phone, browser("bi-mat"))
    subscribe(citizen_in(app), PushBrowser("https://evil.example/bi-mat"))
    assert "bi-mat" not in "".join(capfd.readouterr())


def test_another_device_of_another_person_is_untouched(app: Flask) -> None:
    """Two people on one phone: who signs out ends only their own."""
    device = new_id()
    with writing():
        mother, child = make_citizen("Lò Thị Mẫu"), make_citizen("Lò Văn Thử")
    hers, his = sign_in(app, mother, device_id=device), sign_in(app, child)
    subscribe(hers, browser())
    subscribe(his, browser())
    _out(his)
    assert [row.person_id for row in rows()] == [mother.id]
