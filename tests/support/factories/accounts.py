"""Invented people, signed in or not.

Each `make_…` adds its rows in the open transaction: use it inside `with writing():`, or let
`citizen_in` and `officer_in` do that, and sign the person in.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cache
from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import passwords, people, sessions
from backend.accounts.models import HomeDevice, Person, SessionKind, StaffLogin
from backend.core.access import Actor, Role
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.places import service as places

LUAN_THANH = "H56.126"
MUONG_MAU = "H52.101"
PASSWORD = "mat khau cua nguoi thu"

_numbers = count(1)


def make_agency(code: str = LUAN_THANH) -> str:
    """The demo agency, or the second one for tests of isolation."""
    name, commune = {
        LUAN_THANH: ("Trung tâm Phục vụ hành chính công xã Luận Thành", "15634"),
        MUONG_MAU: ("Trung tâm Phục vụ hành chính công xã Mường Mẫu (thử)", "03688"),
    }[code]
    return places.ensure_agency(code, name, commune).code


def phone_number() -> str:
    """A new E.164 number."""
    return f"+84912{next(_numbers):06d}"


def make_citizen(
    full_name: str = "Lò Thị Mẫu",
    *,
    phone: str | None = None,
    home: uuid.UUID | None = None,
    pin: tuple[int, ...] | None = None,
    birth_year: int | None = None,
    id_number: str | None = None,
    role: Role = Role.CITIZEN,
) -> Person:
    """A citizen with a number; `home` is the device the profile was made on."""
    person = people.make(
        full_name,
        phone=phone or phone_number(),
        birth_year=birth_year,
        id_number=id_number,
        role=role,
    )
    if pin is not None:
        person.pin_hash = passwords.hashed(passwords.pin_text(pin))
    if home is not None:
        db.session.add(HomeDevice(person_id=person.id, device_id=home))
    db.session.flush()
    return person


def make_volunteer(full_name: str = "Giàng A Thử") -> Person:
    """A volunteer of the youth union."""
    return make_citizen(full_name, role=Role.VOLUNTEER)


def make_officer(
    full_name: str = "Vàng Thị Ví Dụ",
    *,
    agency: str = LUAN_THANH,
    role: Role = Role.OFFICER,
    login: str | None = None,
) -> Person:
    """An officer (or leader, administrator) whose password is PASSWORD."""
    person = people.make(full_name, role=role, agency_code=make_agency(agency))
    db.session.add(
        StaffLogin(
            person_id=person.id,
            login=login or f"canbo{next(_numbers)}",
            password_hash=_password_hash(),
            totp_salt=person.id.hex,
        )
    )
    db.session.flush()
    return person


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser somebody is signed in with, and the phone's send-only token (citizens only)."""

    client: FlaskClient
    actor: Actor
    send_token: str
    device_id: uuid.UUID


def sign_in(
    app: Flask, person: Person, *, device_id: uuid.UUID | None = None, device_name: str = "Máy thử"
) -> SignedIn:
    """A browser with the person's session, made without the codes and passwords."""
    device_id = device_id or new_id()
    is_staff = person.agency_code is not None
    kind = SessionKind.STAFF if is_staff else SessionKind.PHONE
    with writing():
        actor = sessions.start(person, kind, None if is_staff else device_id, device_name)
        token = "" if is_staff else sessions.issue_send_token(person.id, device_id, device_name)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = actor.get_id()
        cookie["_fresh"] = True
        cookie.permanent = True
    return SignedIn(client, actor, token, device_id)


def signed_in_client(app: Flask, person: Person) -> FlaskClient:
    """Only the browser of `sign_in`."""
    return sign_in(app, person).client


def sender_headers(token: str) -> dict[str, str]:
    """What a phone's queue sends with, instead of a cookie: use a client that has none."""
    return {"Authorization": f"Bearer {token}"}


def citizen_in(app: Flask, full_name: str = "Lò Thị Mẫu") -> SignedIn:
    """A new citizen, committed and signed in."""
    with writing():
        person = make_citizen(full_name)
    return sign_in(app, person)


def officer_in(
    app: Flask,
    full_name: str = "Vàng Thị Ví Dụ",
    *,
    agency: str = LUAN_THANH,
    role: Role = Role.OFFICER,
) -> SignedIn:
    """A new member of staff, committed and signed in."""
    with writing():
        person = make_officer(full_name, agency=agency, role=role)
    return sign_in(app, person)


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)
