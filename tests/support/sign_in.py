"""Signing in the way a person does: number, code, profile."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.accounts import second_factor
from backend.accounts.models import Person, StaffLogin
from backend.core import clock
from backend.core.model import new_id
from backend.extensions import db
from backend.notifications import service as notifications
from tests.support.factories.accounts import PASSWORD

PHONE = "0912 345 678"
E164 = "+84912345678"


def last_code(phone: str = E164) -> str:
    """The code in the newest message to a number."""
    db.session.rollback()
    text = next(m.text for m in notifications.latest_messages() if m.recipient == phone)
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None
    return found[0]


def ask(client: FlaskClient, phone: str = PHONE) -> TestResponse:
    """Ask for a code."""
    return client.post("/api/session/codes", json={"phone": phone})


def verify(
    client: FlaskClient, code: str, phone: str = PHONE, device_id: uuid.UUID | None = None
) -> TestResponse:
    """Show a code."""
    body: dict[str, Any] = {"phone": phone, "code": code}
    if device_id is not None:
        body["device_id"] = str(device_id)
    return client.post("/api/session/verify", json=body)


def ticket(client: FlaskClient, phone: str = PHONE, e164: str = E164) -> str:
    """Ask, read the message, show the code: the ticket."""
    assert ask(client, phone).status_code == 202
    answer = verify(client, last_code(e164), phone)
    assert answer.status_code == 200
    text: str = answer.get_json()["ticket"]
    return text


def enter(
    client: FlaskClient,
    with_ticket: str,
    device_id: uuid.UUID | None = None,
    **who: Any,
) -> TestResponse:
    """Use a ticket, for `profile_id=` (and `pin=`) or `new_profile=`."""
    body = {
        "ticket": with_ticket,
        "device": {"id": str(device_id or new_id()), "name": "Điện thoại thử"},
        **{key: str(v) if isinstance(v, uuid.UUID) else v for key, v in who.items()},
    }
    return client.post("/api/session", json=body)


def totp_of(person: Person) -> str:
    """What the officer's authenticator app shows at the (frozen) moment."""
    login = db.session.get(StaffLogin, person.id)
    assert login is not None
    return pyotp.TOTP(second_factor.secret(login.totp_salt)).at(clock.now())


def login_of(person: Person) -> str:
    """The officer's login."""
    login = db.session.get(StaffLogin, person.id)
    assert login is not None
    return login.login


def officer_enters(
    client: FlaskClient, login: str, code: str, password: str = PASSWORD
) -> TestResponse:
    """Password and second factor."""
    return client.post(
        "/api/session/officer", json={"login": login, "password": password, "code": code}
    )
