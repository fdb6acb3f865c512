"""Officers, leaders, administrators (cán bộ, lãnh đạo, quản trị): sign-in and roles.

A sign-in is judged in three steps, so that no transaction waits for argon2: the try is counted,
then password and code are compared, then the session is made. Every failure is one and the same
answer, and an unknown login costs the same work as a known one.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from backend.accounts import passwords, people, phones, queries, second_factor, sessions
from backend.accounts.models import Person, SessionKind, SignInSession, StaffLogin
from backend.accounts.throttling import (
    ADDRESS_OF_LOGINS,
    LOGIN_ANYWHERE,
    LOGIN_FROM_ADDRESS,
    Subject,
    count_try,
    forgive,
    network,
)
from backend.core import audit
from backend.core.access import STAFF_ROLES, Actor, Role
from backend.core.problems import Problem
from backend.extensions import db

_NO_SALT = "nobody"
MIN_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class NewStaff:
    """What a new member of staff is told once: the authenticator's secret, and its QR text."""

    person_id: uuid.UUID
    login: str
    totp_secret: str
    totp_uri: str


@dataclass(frozen=True, slots=True)
class DemoFactor:
    """An invented officer's present second factor, for the demo console."""

    login: str
    code: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted try, with what it has to be compared with (None for an unknown login)."""

    login: str
    subjects: tuple[Subject, ...]
    shared: Subject
    password_hash: str | None
    totp_salt: str


def begin(login: str, address: str) -> Attempt:
    """Count the try; `too_many_tries` while login or address must rest."""
    login, address = _folded(login), network(address)
    subjects = (
        Subject(LOGIN_FROM_ADDRESS, f"{login}\x00{address}"),
        Subject(LOGIN_ANYWHERE, login),
    )
    shared = Subject(ADDRESS_OF_LOGINS, address)
    count_try(*subjects, shared)
    row = queries.staff_login(login)
    if row is None:
        return Attempt(login, subjects, shared, None, _NO_SALT)
    return Attempt(login, subjects, shared, row[0].password_hash, row[0].totp_salt)


def proven_step(attempt: Attempt, password: str, code: str) -> int | None:
    """The step of the second factor when both factors are right, else None; no transaction."""
    password_right = passwords.is_right(attempt.password_hash, password)
    step = second_factor.used_step(attempt.totp_salt, code)
    return step if password_right else None


def finish(
    attempt: Attempt, step: int, device_name: str, before: Actor | None
) -> tuple[Actor, Person] | None:
    """The new session; None when this step's code was already used (a replay), or when the login
    was renewed while its old password was being compared."""
    row = queries.staff_login(attempt.login, lock=True)
    if row is None or step <= row[0].totp_last_step:
        return None
    login, person = row
    if (login.password_hash, login.totp_salt) != (attempt.password_hash, attempt.totp_salt):
        return None
    login.totp_last_step = step
    forgive(*attempt.subjects, shared=attempt.shared)
    actor = sessions.start(person, SessionKind.STAFF, None, device_name, replaces=before)
    audit.record("staff_signed_in", f"person:{person.id}", actor_id=person.id)
    return actor, person


def create_staff(
    full_name: str,
    *,
    login: str,
    password: str,
    role: Role,
    agency_code: str,
    phone: str | None = None,
    is_demo: bool = False,
    by: uuid.UUID | None = None,
) -> NewStaff:
    """A member of staff with a login of their own (audited).

    Raises ValueError for a citizen's role, a password under ten characters, or a login in use.
    """
    login = _folded(login)
    if role not in STAFF_ROLES:
        raise ValueError("Staff are officers, leaders or administrators.")
    if queries.login_exists(login):
        raise ValueError(f"The login {login!r} is in use.")
    person = people.make(
        full_name,
        phone=phones.mobile(phone) if phone else None,
        role=role,
        agency_code=agency_code,
        is_demo=is_demo,
    )
    made = StaffLogin(person_id=person.id, login=login, password_hash="", totp_salt="")
    told = _renew(made, password)
    db.session.add(made)
    db.session.flush()
    audit.record("staff_created", f"person:{person.id}", actor_id=by, role=role.value)
    return told


def renew_staff_login(login: str, *, password: str, by: uuid.UUID | None = None) -> NewStaff:
    """A new password and second factor for who lost them (audited); ends their sessions.

    Raises ValueError for an unknown login or a short password.
    """
    row = queries.staff_login(_folded(login), lock=True)
    if row is None:
        raise ValueError(f"There is no login {login!r}.")
    told = _renew(row[0], password)
    queries.delete_sessions(SignInSession.person_id == told.person_id)
    audit.record("staff_login_renewed", f"person:{told.person_id}", actor_id=by)
    return told


def _renew(login: StaffLogin, password: str) -> NewStaff:
    if len(password) < MIN_PASSWORD:
        raise ValueError(f"A password has at least {MIN_PASSWORD} characters.")
    login.password_hash = passwords.hashed(password)
    login.totp_salt = secrets.token_hex(32)
    login.totp_last_step = 0  # The new secret's codes are other codes: none of them was used.
    secret = second_factor.secret(login.totp_salt)
    uri = second_factor.enrolment_uri(login.totp_salt, login.login)
    return NewStaff(login.person_id, login.login, secret, uri)


def staff_members(agency_code: str) -> dict[uuid.UUID, str]:
    """Names of an agency's staff by id, in the order of the alphabet; one query."""
    return {row.id: row.full_name for row in queries.staff_of(agency_code)}


def demo_second_factors() -> list[DemoFactor]:
    """The codes that invented officers' authenticator apps would show now."""
    return [
        DemoFactor(found.login, second_factor.code_now(found.totp_salt))
        for found in queries.demo_staff_logins()
    ]


def change_role(person_id: uuid.UUID, role: Role, *, by: Actor) -> Person:
    """Give a person another role (audited); crossing the line to or from staff ends the sign-ins.

    An administrator changes citizens, volunteers and the own agency's staff, never themselves.
    Becoming staff needs a staff login (`staff_login_needed`).
    """
    person = queries.person(person_id, lock=True)
    if person is None or person.agency_code not in (None, by.agency_code):
        raise Problem("not_found")
    if person.id == by.person_id:
        raise Problem("forbidden")
    before = person.role
    if role in STAFF_ROLES and not queries.has_staff_login(person.id):
        raise Problem("staff_login_needed")
    if before != role.value:
        person.role = role.value
        if (before in STAFF_ROLES) != (role in STAFF_ROLES):
            queries.delete_sessions(SignInSession.person_id == person.id)
        audit.record(
            "role_changed", f"person:{person.id}", actor_id=by.person_id, before=before, after=role
        )
    return person


def _folded(login: str) -> str:
    return login.strip().casefold()
