"""A person's devices: which are signed in or may still send, and ending that.

Ordinary sign-out leaves the send-only token, so that a queue made while signed in still goes out.
"Máy bị mất" (the phone is lost) ends the token too, and the device is no home of the profile.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from backend.accounts import queries
from backend.accounts.models import SignInSession
from backend.core import audit
from backend.core.access import Actor
from backend.core.problems import Problem


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device; `signed_in` is false where only a queue may still send."""

    id: uuid.UUID
    name: str
    signed_in: bool
    here: bool
    last_seen_at: datetime


def list_devices(actor: Actor) -> list[DeviceView]:
    """Two queries; the ids are those of the rows, never the ids that phones made."""
    signed_in = queries.sessions_of(actor.person_id)
    known = {found.device_id for found in signed_in}
    devices = [
        DeviceView(s.id, s.device_name, True, s.id == actor.session_id, s.last_seen_at)
        for s in signed_in
    ]
    for token in queries.tokens_of(actor.person_id):
        if token.device_id not in known:
            known.add(token.device_id)
            devices.append(DeviceView(token.id, token.device_name, False, False, token.created_at))
    return devices


def end_session(actor: Actor) -> None:
    """Ordinary sign-out of the caller's own session."""
    if actor.session_id is not None:
        queries.delete_sessions(SignInSession.id == actor.session_id)


def end_one(actor: Actor, row_id: uuid.UUID, *, lost: bool) -> None:
    """Sign a device out; `not_found` for other people's. Where only a token is left, that ends."""
    found = next((s for s in queries.sessions_of(actor.person_id) if s.id == row_id), None)
    if found is not None:
        queries.delete_sessions(SignInSession.id == row_id)
        if lost and found.device_id is not None:
            _lose(actor, found.device_id)
        return
    token = next((t for t in queries.tokens_of(actor.person_id) if t.id == row_id), None)
    if token is None:
        raise Problem("not_found")
    _lose(actor, token.device_id)


def end_all(actor: Actor, *, lost: bool) -> None:
    """Sign out everywhere, here too; `lost` ends every queue's token as well."""
    queries.delete_sessions(SignInSession.person_id == actor.person_id)
    if lost:
        for device_id in {token.device_id for token in queries.tokens_of(actor.person_id)}:
            queries.delete_tokens(actor.person_id, device_id)
            if device_id != actor.device_id:
                queries.forget_home(actor.person_id, device_id)
        audit.record("devices_lost", f"person:{actor.person_id}", actor_id=actor.person_id)


def _lose(actor: Actor, device_id: uuid.UUID) -> None:
    queries.delete_tokens(actor.person_id, device_id)
    queries.forget_home(actor.person_id, device_id)
    audit.record("device_lost", f"person:{actor.person_id}", actor_id=actor.person_id)
