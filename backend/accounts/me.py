"""What a person sees and changes of the own account."""

from __future__ import annotations

import uuid
from typing import Any

from backend.accounts import passwords, people, phones, queries, sessions, throttling
from backend.accounts.models import Person
from backend.core.access import STAFF_ROLES, Actor
from backend.core.problems import Problem
from backend.places import service as places


def view(
    person: Person, device_id: uuid.UUID | None, send_token: str | None = None
) -> dict[str, Any]:
    """`Me` of the API."""
    agency = places.agency(person.agency_code) if _is_staff(person) and person.agency_code else None
    me: dict[str, Any] = {
        "person": {
            "id": person.id,
            "full_name": person.full_name,
            "birth_year": person.birth_year,
            "phone_masked": phones.masked(person.phone) if person.phone else None,
            "role": person.role,
            "has_pin": person.pin_hash is not None and person.pin_expires_at is None,
        },
        "agency": {"code": agency.code, "name": agency.name} if agency else None,
        "device_id": device_id,
    }
    if send_token is not None:
        me["send_token"] = send_token
    return me


def of(actor: Actor) -> dict[str, Any]:
    """The caller's own `Me`."""
    return view(_own(actor), actor.device_id)


def with_send_token(actor: Actor) -> dict[str, Any]:
    """The caller's own `Me` with a new send-only token; `forbidden` but on a phone."""
    here = queries.session_on_phone(actor.session_id) if actor.session_id else None
    if here is None or here.device_id is None:
        raise Problem("forbidden")
    token = sessions.issue_send_token(here.person_id, here.device_id, here.device_name)
    return view(_own(actor), here.device_id, token)


def change(actor: Actor, changes: dict[str, Any]) -> dict[str, Any]:
    """Correct the own name or birth year.

    A member of staff's name stands in official records: `forbidden`.
    """
    person = _own(actor, lock=True)
    if _is_staff(person):
        raise Problem("forbidden")
    if "full_name" in changes:
        people.rename(person, changes["full_name"])
    if "birth_year" in changes:
        person.birth_year = changes["birth_year"]
    return view(person, actor.device_id)


def hashed_pin(pictures: list[int]) -> str:
    """What is kept of a PIN; slow, so before the transaction."""
    return passwords.hashed(passwords.pin_text(pictures))


def set_pin(actor: Actor, pin_hash: str) -> None:
    """The person's own picture PIN from now on."""
    person = _own(actor, lock=True)
    person.pin_hash = pin_hash
    person.pin_expires_at = None
    throttling.forgive(throttling.Subject(throttling.PIN_OF_PERSON, str(person.id)))


def _own(actor: Actor, *, lock: bool = False) -> Person:
    person = queries.person(actor.person_id, lock=lock)
    if person is None:
        raise Problem("sign_in_required")
    return person


def _is_staff(person: Person) -> bool:
    return person.role in STAFF_ROLES
