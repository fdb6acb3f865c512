"""People for the other domains: who somebody is, how a desk finds or makes a person, tokens.

Signing in has its own files: `codes` (one-time codes), `entering` (a profile on a phone),
`staff` (officers), `devices` (signing out). None of them commits.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.accounts import passwords, people, phones, queries, throttling
from backend.accounts.models import Person
from backend.accounts.sessions import issue_send_token
from backend.accounts.staff import (
    DemoFactor,
    NewStaff,
    change_role,
    create_staff,
    demo_second_factors,
    renew_staff_login,
    staff_members,
)
from backend.accounts.unverified import UnverifiedView, settled, unverified_sender
from backend.core import audit, clock
from backend.core.access import Role
from backend.core.problems import Problem
from backend.core.text import fold
from backend.extensions import db

__all__ = [
    "DemoFactor",
    "FreshPin",
    "NewStaff",
    "OneTimePin",
    "PersonView",
    "UnverifiedView",
    "change_role",
    "create_demo_person",
    "create_staff",
    "demo_second_factors",
    "device_names",
    "find_or_make_person_at_desk",
    "find_people_ids",
    "fresh_pin",
    "has_non_demo_people",
    "issue_send_token",
    "names",
    "officers",
    "person",
    "renew_staff_login",
    "reset_picture_pin",
    "settled",
    "shares_device",
    "staff_members",
    "text_numbers",
    "unverified_sender",
]

DESK_PIN_LIFE = timedelta(hours=24)
_FOUND_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as other domains see one; `phone` is E.164."""

    id: uuid.UUID
    full_name: str
    birth_year: int | None
    phone: str | None
    id_number: str | None
    role: Role
    agency_code: str | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class OneTimePin:
    """What the desk tells a person: four picture indices (0-11), good once until `expires_at`."""

    pictures: tuple[int, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FreshPin:
    """A PIN nobody has yet, with what will be kept of it."""

    pictures: tuple[int, ...]
    pin_hash: str


def person(person_id: uuid.UUID) -> PersonView | None:
    """One person; one query."""
    found = queries.person(person_id)
    return None if found is None else _view(found)


def names(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Full names of those of `ids` that exist; one query, none for no ids."""
    return queries.names(ids) if ids else {}


def shares_device(person_id: uuid.UUID, device_id: uuid.UUID) -> bool:
    """Whether others have their profile on this phone too; one query."""
    return queries.others_at_home(person_id, device_id)


def device_names(person_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """What the phones of a person call themselves, by device; one query."""
    return queries.device_names(person_id)


def text_numbers(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Verified mobile numbers (E.164) of those of `ids` that have one; one query."""
    return queries.phones(ids) if ids else {}


def officers(agency_code: str) -> list[uuid.UUID]:
    """The officers of an agency, without its leader and administrator; one query."""
    return [row.id for row in queries.staff_of(agency_code) if row.role == Role.OFFICER]


def find_people_ids(q: str) -> list[uuid.UUID]:
    """People a desk may mean: a part of the name without diacritics, a whole phone or ID number.

    At most 200, the newest first. Which of their dossiers an officer may see is not decided here.
    """
    digits = "".join(q.split())
    id_number = digits if digits.isdecimal() and len(digits) in (9, 12) else None
    return queries.people_matching(
        name=fold(q) or None,
        phone=phones.maybe_mobile(q),
        id_number=id_number,
        limit=_FOUND_AT_MOST,
    )


def find_or_make_person_at_desk(
    full_name: str,
    *,
    by: uuid.UUID,
    phone: str | None = None,
    id_number: str | None = None,
    birth_year: int | None = None,
    is_demo: bool | None = None,
) -> PersonView:
    """The person opposite: found by ID number, else by phone and name, else made (audited).

    `by` is the officer. A found person keeps what is known and gains what was missing. An ID number
    that belongs to a differently named person is `id_number_of_another`: somebody looks again.
    """
    number = phones.mobile(phone) if phone else None
    found = _known_person(full_name, number, id_number, birth_year)
    if found is not None:
        found.phone = found.phone or number
        found.id_number = found.id_number or id_number
        found.birth_year = found.birth_year or birth_year
        db.session.flush()
        return _view(found)
    made = people.make(
        full_name, phone=number, birth_year=birth_year, id_number=id_number, is_demo=is_demo
    )
    audit.record("person_made_at_desk", f"person:{made.id}", actor_id=by)
    return _view(made)


def fresh_pin() -> FreshPin:
    """A random PIN and its hash. Slow: made before the transaction that sets it begins."""
    # Four different pictures are easy to tell apart when they are named across a desk.
    chosen = secrets.SystemRandom().sample(range(passwords.PICTURES), passwords.PIN_LENGTH)
    return FreshPin(tuple(chosen), passwords.hashed(passwords.pin_text(chosen)))


def reset_picture_pin(person_id: uuid.UUID, fresh: FreshPin, *, by: uuid.UUID) -> OneTimePin:
    """A one-time PIN for a person who stands at the desk (audited); the old one is void.

    It also ends the wait after wrong PINs. Staff sign in otherwise, so theirs is `not_found`.
    """
    found = queries.person(person_id, lock=True)
    if found is None or Role(found.role) not in (Role.CITIZEN, Role.VOLUNTEER):
        raise Problem("not_found")
    found.pin_hash = fresh.pin_hash
    found.pin_expires_at = clock.now() + DESK_PIN_LIFE
    throttling.forgive(throttling.Subject(throttling.PIN_OF_PERSON, str(person_id)))
    audit.record("pin_reset", f"person:{person_id}", actor_id=by)
    return OneTimePin(fresh.pictures, found.pin_expires_at)


def create_demo_person(
    full_name: str,
    *,
    phone: str | None = None,
    birth_year: int | None = None,
    role: Role = Role.CITIZEN,
    id_number: str | None = None,
    pictures: Sequence[int] | None = None,
) -> PersonView:
    """A clearly invented citizen or volunteer of the demo data.

    `pictures` is their picture PIN: without one nobody could enter the profile on a new device.
    """
    made = people.make(
        full_name,
        phone=phones.mobile(phone) if phone else None,
        birth_year=birth_year,
        id_number=id_number,
        role=role,
        is_demo=True,
    )
    if pictures is not None:
        made.pin_hash = passwords.hashed(passwords.pin_text(pictures))
        db.session.flush()
    return _view(made)


def has_non_demo_people() -> bool:
    """Whether anybody real is here; demo mode must then refuse to start."""
    return queries.any_real_person()


def _known_person(
    full_name: str, phone: str | None, id_number: str | None, birth_year: int | None
) -> Person | None:
    if id_number is not None:
        found = queries.person_by_id_number(id_number)
        if found is not None:
            if found.search_name != fold(full_name):
                raise Problem("id_number_of_another")
            return found
    if phone is None:
        return None
    for candidate in queries.people_of_phone_and_name(phone, fold(full_name)):
        # A grandmother and her granddaughter may share number and name; the years part them.
        years = {candidate.birth_year, birth_year} - {None}
        numbers = {candidate.id_number, id_number} - {None}
        if len(years) < 2 and len(numbers) < 2:
            return candidate
    return None


def _view(found: Person) -> PersonView:
    return PersonView(
        id=found.id,
        full_name=found.full_name,
        birth_year=found.birth_year,
        phone=found.phone,
        id_number=found.id_number,
        role=Role(found.role),
        agency_code=found.agency_code,
        is_demo=found.is_demo,
    )
