"""The list of devices; ordinary sign-out, and "máy bị mất"."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from backend.accounts.models import HomeDevice, SendToken
from backend.core import clock
from backend.core.audit import AuditEntry
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import (
    SignedIn,
    citizen_in,
    make_citizen,
    officer_in,
    sender_headers,
    sign_in,
)
from tests.support.queries import count_queries

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _two_phones(app: Flask) -> tuple[SignedIn, SignedIn]:
    first, second = new_id(), new_id()
    with writing():
        person = make_citizen(home=first)
        db.session.add(HomeDevice(person_id=person.id, device_id=second))
    with clock.frozen(NOW - timedelta(hours=2)):
        old = sign_in(app, person, device_id=first)
    with clock.frozen(NOW):
        return old, sign_in(app, person, device_id=second)


def _may_send(app: Flask, phone: SignedIn) -> bool:
    """Recognised (and then refused here, because this route is not for queues), or unknown."""
    answer = app.test_client().get("/api/devices", headers=sender_headers(phone.send_token))
    return bool(answer.json["code"] == "forbidden")


def _signed_in(phone: SignedIn) -> bool:
    return phone.client.get("/api/session").status_code == 200


def _is_home(phone: SignedIn) -> bool:
    db.session.rollback()
    return db.session.get(HomeDevice, (phone.actor.person_id, phone.device_id)) is not None


def _row_of(phone: SignedIn, viewer: SignedIn) -> str:
    items = viewer.client.get("/api/devices").json["items"]
    row: str = next(i["id"] for i in items if i["here"] is (phone is viewer))
    return row


def test_the_list_shows_where_one_is_signed_in(app: Flask) -> None:
    old, new = _two_phones(app)
    with clock.frozen(NOW):
        items = new.client.get("/api/devices").json["items"]
    assert [(i["name"], i["signed_in"], i["here"], i["last_seen_at"]) for i in items] == [
        ("Máy thử", True, True, "2026-11-20T02:00:00Z"),
        ("Máy thử", True, False, "2026-11-20T00:00:00Z"),
    ]
    # The id a phone made is what lets it in without a PIN, so it is told to nobody else.
    assert str(old.device_id) not in str(items)


def test_the_list_takes_three_queries_however_long_it_is(app: Flask) -> None:
    here = citizen_in(app)
    with writing():
        person = make_citizen("Lò Văn Thử")
    phones = [sign_in(app, person) for _ in range(6)]
    counts = []
    for phone in (here, phones[0]):
        with count_queries() as statements:
            assert phone.client.get("/api/devices").status_code == 200
        counts.append(len(statements))
    assert counts == [3, 3]


def test_ordinary_sign_out_lets_the_queue_go_out(app: Flask) -> None:
    here = citizen_in(app)
    assert here.client.delete("/api/session").status_code == 204
    assert not _signed_in(here)
    assert here.client.get_cookie("motcua") is None
    assert _may_send(app, here)


def test_signing_out_twice_is_fine(app: Flask) -> None:
    assert app.test_client().delete("/api/session").status_code == 204


def test_a_signed_out_cookie_is_dead(app: Flask) -> None:
    here = citizen_in(app)
    cookie = here.client.get_cookie("motcua")
    assert cookie is not None
    here.client.delete("/api/session")
    thief = app.test_client()
    thief.set_cookie("motcua", cookie.value)
    assert thief.get("/api/session").status_code == 401


def test_one_other_device_is_signed_out(app: Flask) -> None:
    old, new = _two_phones(app)
    with clock.frozen(NOW):
        row = _row_of(old, new)
        assert new.client.delete(f"/api/devices/{row}").status_code == 204
        assert (_signed_in(old), _signed_in(new)) == (False, True)
    assert _may_send(app, old)
    assert _is_home(old)


def test_a_lost_phone_may_not_even_send(app: Flask) -> None:
    old, new = _two_phones(app)
    with clock.frozen(NOW):
        row = _row_of(old, new)
        assert new.client.delete(f"/api/devices/{row}?lost=true").status_code == 204
        assert (_signed_in(old), _signed_in(new)) == (False, True)
    assert (_may_send(app, old), _may_send(app, new)) == (False, True)
    assert (_is_home(old), _is_home(new)) == (False, True)
    actions = db.session.scalars(db.select(AuditEntry.action)).all()
    assert "device_lost" in actions


def test_a_phone_that_was_signed_out_can_still_be_lost(app: Flask) -> None:
    old, new = _two_phones(app)
    with clock.frozen(NOW):
        old.client.delete("/api/session")
        items = new.client.get("/api/devices").json["items"]
        left = next(item for item in items if not item["signed_in"])
        assert new.client.delete(f"/api/devices/{left['id']}").status_code == 204
    assert (_may_send(app, old), _may_send(app, new)) == (False, True)


def test_signing_out_everywhere(app: Flask) -> None:
    old, new = _two_phones(app)
    with clock.frozen(NOW):
        assert new.client.delete("/api/devices").status_code == 204
        assert (_signed_in(old), _signed_in(new)) == (False, False)
    assert (_may_send(app, old), _may_send(app, new)) == (True, True)


def test_all_phones_lost(app: Flask) -> None:
    old, new = _two_phones(app)
    with clock.frozen(NOW):
        assert new.client.delete("/api/devices?lost=true").status_code == 204
    assert (_may_send(app, old), _may_send(app, new)) == (False, False)
    assert (_is_home(old), _is_home(new)) == (False, True)


def test_other_peoples_devices_do_not_exist(app: Flask) -> None:
    theirs, mine = citizen_in(app, "Giàng A Thử"), citizen_in(app)
    row = _row_of(theirs, theirs)
    for row_id in (row, str(uuid.uuid4())):
        answer = mine.client.delete(f"/api/devices/{row_id}?lost=true")
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert _signed_in(theirs)


def test_a_staff_computer_is_in_the_list_and_sends_nothing(app: Flask) -> None:
    desk = officer_in(app)
    items = desk.client.get("/api/devices").json["items"]
    assert len(items) == 1
    assert desk.client.delete(f"/api/devices/{items[0]['id']}?lost=true").status_code == 204
    assert not _signed_in(desk)


def test_a_device_keeps_its_two_newest_tokens(app: Flask) -> None:
    """The second newest lives on, because the answer with the newest may have been lost."""
    with writing():
        person = make_citizen()
    device = new_id()
    phones = []
    for minute in range(3):
        with clock.frozen(NOW + timedelta(minutes=minute)):
            phones.append(sign_in(app, person, device_id=device))
    assert [_may_send(app, phone) for phone in phones] == [False, True, True]
    kept = db.session.scalars(db.select(SendToken.token_hash)).all()
    assert not any(phone.send_token in kept for phone in phones)


@pytest.mark.parametrize("query", ["lost=maybe", "lost=true&more=1"])
def test_bad_queries_are_refused(app: Flask, query: str) -> None:
    answer = citizen_in(app).client.delete(f"/api/devices?{query}")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_a_device_id_that_is_none(app: Flask) -> None:
    assert citizen_in(app).client.delete("/api/devices/1").status_code == 404
