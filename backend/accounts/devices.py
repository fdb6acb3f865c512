"""A person's devices: which are signed in or may still send, and ending that.

Ordinary sign-out leaves the send-only token, so that a queue made while signed in still goes out.
"Máy bị mất" (the phone is lost) ends the token too, with those of the phone's unverified senders,
and the device is no home of the profile. It is said on another phone of the account or at the desk.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from backend.accounts import hooks, queries, sender_queries
from backend.accounts.models import SignInSession
from backend.core import audit
from backend.core.access import STAFF_ROLES, Actor
from backend.core.problems import Problem


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device; `signed_in` is false where only a queue may still send."""

    id: uuid.UUID
    name: str
    signed_in: bool
    here: bool
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """How many phones can do nothing more in a person's name."""

    devices: int


def list_devices(actor: Actor) -> list[DeviceView]:
    """Two queries; the ids are those of the rows, never the ids that phones made."""
    signed_in = queries.sessions_of(actor.person_id)
    known = {found.device_id for found in signed_in}
    devices = [
        DeviceView(s.id, s.device_name, True, s.id == actor.session_id, s.last_seen_at)
        for s in signed_in
    ]
    for token in sender_queries.tokens_of(actor.person_id):
        if token.device_id not in known:
            known.add(token.device_id)
            devices.append(DeviceView(token.id, token.device_name, False, False, token.created_at))
    return devices


def end_session(actor: Actor) -> None:
    """Ordinary sign-out of the caller's own session."""
    if actor.session_id is not None:
        queries.delete_sessions(SignInSession.id == actor.session_id)
        if actor.device_id is not None:
            hooks.on_left(actor.person_id, actor.device_id)


def end_one(actor: Actor, row_id: uuid.UUID, *, lost: bool) -> None:
    """Sign a device out; `not_found` for other people's. Where only a token is left, that ends."""
    found = next((s for s in queries.sessions_of(actor.person_id) if s.id == row_id), None)
    if found is not None:
        queries.delete_sessions(SignInSession.id == row_id)
        if found.device_id is not None:
            hooks.on_left(actor.person_id, found.device_id)
        if lost and found.device_id is not None:
            _lose(actor, found.device_id)
        return
    token = next((t for t in sender_queries.tokens_of(actor.person_id) if t.id == row_id), None)
    if token is None:
        raise Problem("not_found")
    _lose(actor, token.device_id)


def end_all(actor: Actor, *, lost: bool) -> None:
    """Sign out everywhere, here too; `lost` ends every queue's token as well."""
    devices = queries.devices_of(actor.person_id)
    queries.delete_sessions(SignInSession.person_id == actor.person_id)
    hooks.on_left(actor.person_id, None)
    if lost:
        for device_id in devices:
            sender_queries.delete_tokens(actor.person_id, device_id)
            sender_queries.delete_sender_tokens(device_id, actor.person_id)
            if device_id != actor.device_id:
                queries.forget_home(actor.person_id, device_id)
        audit.record("devices_lost", f"person:{actor.person_id}", actor_id=actor.person_id)


def lose_all(person_id: uuid.UUID, *, by: uuid.UUID) -> Lost:
    """Every phone of a person who has none left is lost, told at the desk by `by` (audited).

    Other people's sign-ins on the same phones stay. Staff have no phones here: `not_found`.
    """
    person = queries.person(person_id, lock=True)
    if person is None or person.role in STAFF_ROLES:
        raise Problem("not_found")
    devices = queries.devices_of(person_id)
    queries.delete_sessions(SignInSession.person_id == person_id)
    hooks.on_left(person_id, None)
    for device_id in devices:
        sender_queries.delete_tokens(person_id, device_id)
        sender_queries.delete_sender_tokens(device_id, person_id)
        queries.forget_home(person_id, device_id)
    audit.record("devices_lost", f"person:{person_id}", actor_id=by, devices=len(devices))
    return Lost(len(devices))


def _lose(actor: Actor, device_id: uuid.UUID) -> None:
    hooks.on_left(actor.person_id, device_id)
    sender_queries.delete_tokens(actor.person_id, device_id)
    sender_queries.delete_sender_tokens(device_id, actor.person_id)
    queries.forget_home(actor.person_id, device_id)
    audit.record("device_lost", f"person:{actor.person_id}", actor_id=actor.person_id)
