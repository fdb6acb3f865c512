"""From a ticket to a session on a phone: the profiles made there, new ones, other people's by PIN.

Like the officers' sign-in it goes in three steps (count, compare, make), so that no transaction
waits for argon2. Repeating a request whose answer was lost gives the same profile again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from backend.accounts import codes, passwords, people, queries, sessions, unverified
from backend.accounts.models import HomeDevice, Person, SessionKind, SignInCode
from backend.accounts.sessions import Device
from backend.accounts.throttling import PIN_OF_PERSON, Subject, count_try, forgive
from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.extensions import db


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What a person says who has no profile yet."""

    full_name: str
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted try at somebody's PIN, with what to compare (None when no PIN can be right)."""

    pin_hash: str | None


@dataclass(frozen=True, slots=True)
class Entered:
    """A session that was made: whose, and what the phone's queue will send with."""

    actor: Actor
    person: Person
    send_token: str
    claimed: list[uuid.UUID]


def begin(ticket: str, profile_id: uuid.UUID, device: Device, *, pin_given: bool) -> Attempt | None:
    """None when no PIN is needed (made here, or a repeated request), else a counted try.

    Raises `pin_needed` when it is needed and was not given, `too_many_tries`, `ticket_expired`,
    and `not_found` for a profile that is not of this number.
    """
    code = _usable(ticket, device)
    person = queries.profile_of_phone(profile_id, code.phone)
    if person is None:
        raise Problem("not_found")
    if _is_free(code, person.id, device):
        return None
    if not pin_given:
        raise Problem("pin_needed")
    count_try(Subject(PIN_OF_PERSON, str(person.id)))
    return Attempt(_living_pin(person))


def is_right(attempt: Attempt, pictures: list[int]) -> bool:
    """Whether these are the pictures; the same work with and without a PIN. No transaction."""
    return passwords.is_right(attempt.pin_hash, passwords.pin_text(pictures))


def finish(
    ticket: str,
    profile_id: uuid.UUID,
    device: Device,
    attempt: Attempt | None,
    before: Actor | None,
    *,
    claims: Sequence[str] = (),
) -> Entered:
    """The session of an existing profile; `attempt` was found right (or None: no PIN needed).

    `claims` are device tokens of this phone: see `unverified.claim`.
    """
    code = _usable(ticket, device)
    person = queries.profile_of_phone(profile_id, code.phone)
    if person is None:
        raise Problem("not_found")
    if not _is_free(code, person.id, device):
        # The PIN may have been changed or used up since it was compared.
        if attempt is None or attempt.pin_hash != _living_pin(person):
            raise Problem("pin_wrong")
        forgive(Subject(PIN_OF_PERSON, str(person.id)))
        if person.pin_expires_at is not None:
            _move_home(person, device)
    return _enter(code, person, device, before, claims)


def finish_new(
    ticket: str,
    profile: NewProfile,
    device: Device,
    before: Actor | None,
    *,
    claims: Sequence[str] = (),
) -> Entered:
    """The session of a new profile, made on this device; made once however often it is asked."""
    code = _usable(ticket, device)
    made = None if code.made_id is None else queries.person(code.made_id)
    if made is None:
        if code.entered_id is not None:
            raise Problem("ticket_expired")
        made = people.make(profile.full_name, phone=code.phone, birth_year=profile.birth_year)
        db.session.add(HomeDevice(person_id=made.id, device_id=device.id))
        code.made_id = made.id
    return _enter(code, made, device, before, claims)


def _enter(
    code: SignInCode,
    person: Person,
    device: Device,
    before: Actor | None,
    claims: Sequence[str],
) -> Entered:
    code.device_id = device.id
    code.entered_id = person.id
    actor = sessions.start(person, SessionKind.PHONE, device.id, device.name, replaces=before)
    token = sessions.issue_send_token(person.id, device.id, device.name)
    claimed = unverified.claim(claims, person, device, code.phone)
    return Entered(actor, person, token, claimed)


def _usable(ticket: str, device: Device) -> SignInCode:
    """A ticket serves one device; afterwards only a repetition of the same request."""
    code = codes.of_ticket(ticket)
    if code.device_id not in (None, device.id):
        raise Problem("ticket_expired")
    return code


def _is_free(code: SignInCode, person_id: uuid.UUID, device: Device) -> bool:
    if code.entered_id is not None:
        if code.entered_id != person_id:
            raise Problem("ticket_expired")
        return True
    return queries.is_home(person_id, device.id)


def _living_pin(person: Person) -> str | None:
    expired = person.pin_expires_at is not None and person.pin_expires_at < clock.now()
    return None if expired else person.pin_hash


def _move_home(person: Person, device: Device) -> None:
    """The desk has seen the person: its one-time PIN is used up and this device is theirs."""
    person.pin_hash = None
    person.pin_expires_at = None
    db.session.add(HomeDevice(person_id=person.id, device_id=device.id))
