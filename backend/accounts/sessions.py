"""Who is calling: sessions (a cookie with an opaque ticket) and send-only tokens (a header).

Both are rows; the browser holds a random text whose digest is in the row. A session is read in one
query, and that it was seen is written at most every few minutes, after the answer was made.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import Flask, Request, Response, g, session
from flask_login import login_user, logout_user
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.accounts import queries, sender_queries
from backend.accounts.digests import digest
from backend.accounts.models import (
    Person,
    SendToken,
    SessionKind,
    SignInSession,
)
from backend.core import clock
from backend.core.access import STAFF_ROLES, Actor, Role
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.extensions import db, login_manager

log = structlog.get_logger(__name__)

IDLE_LIMIT = {
    SessionKind.PHONE: timedelta(days=180),
    SessionKind.STAFF: timedelta(hours=8),
}
_NOTE_EVERY = {
    SessionKind.PHONE: timedelta(hours=1),
    SessionKind.STAFF: timedelta(minutes=5),
}
TOKEN_IDLE_LIMIT = timedelta(days=365)
"""A queue may sleep a winter; a token that was used for nothing in a year sends nothing more."""
_NOTE_TOKEN_EVERY = timedelta(days=1)
_TOKEN_PREFIX = "mc1_"  # noqa: S105  # The public beginning of every token, not a secret.
_TOKENS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Device:
    """The phone: an id it made for itself, and the name its owner reads in the list."""

    id: uuid.UUID
    name: str


def init_app(app: Flask) -> None:
    """Let flask-login recognise people, and note afterwards that they were seen."""
    login_manager.user_loader(_load_by_ticket)
    login_manager.request_loader(_load_by_token)
    # A phone changes its address with every mast; flask-login's fingerprint would only cost bytes.
    login_manager.session_protection = None
    # The cookie is sent again when the session is noted as seen, not with every answer.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.after_request(_note_seen)


def start(
    person: Person,
    kind: SessionKind,
    device_id: uuid.UUID | None,
    device_name: str,
    *,
    replaces: Actor | None = None,
) -> Actor:
    """A new session row in place of this person's earlier ones on the device.

    `replaces` is whoever was signed in with the cookie that is about to be overwritten: nobody
    could use or end that session any more.
    """
    now = clock.now()
    queries.delete_stale_sessions(
        person.id, now - IDLE_LIMIT[SessionKind.PHONE], now - IDLE_LIMIT[SessionKind.STAFF]
    )
    if replaces is not None and replaces.session_id is not None:
        queries.delete_sessions(SignInSession.id == replaces.session_id)
    if device_id is not None:
        queries.delete_sessions(
            SignInSession.person_id == person.id, SignInSession.device_id == device_id
        )
    ticket = secrets.token_urlsafe(32)
    made = SignInSession(
        person_id=person.id,
        kind=kind.value,
        ticket_hash=_ticket_hash(ticket),
        device_id=device_id,
        device_name=device_name,
        created_at=now,
        last_seen_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return _actor(made, person, ticket)


def enter(actor: Actor, kind: SessionKind) -> None:
    """Put the ticket into the cookie; whatever the cookie held before is thrown away."""
    session.clear()
    session.permanent = kind is SessionKind.PHONE
    login_user(actor)


def leave() -> None:
    """Empty the cookie."""
    logout_user()
    session.clear()


def issue_send_token(person_id: uuid.UUID, device_id: uuid.UUID, device_name: str = "") -> str:
    """A new send-only token (shown once). The one before stays, in case this answer is lost."""
    of_device = [t for t in sender_queries.tokens_of(person_id) if t.device_id == device_id]
    for old in of_device[_TOKENS_KEPT - 1 :]:
        db.session.delete(old)
    token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    db.session.add(
        SendToken(
            person_id=person_id,
            device_id=device_id,
            device_name=device_name,
            token_hash=token_hash(token),
            created_at=now,
            last_seen_at=now,
        )
    )
    return token


def _actor(found: SignInSession, person: Person, ticket: str = "") -> Actor:
    is_staff = person.role in STAFF_ROLES
    return Actor(
        person_id=person.id,
        role=Role(person.role),
        display_name=person.full_name,
        session_id=found.id,
        device_id=found.device_id,
        agency_code=person.agency_code if is_staff else None,
        session_ticket=ticket,
    )


def _load_by_ticket(ticket: str) -> Actor | None:
    row = queries.session_with_person(_ticket_hash(ticket))
    if row is None:
        return None
    found, person = row
    if _has_run_out(found, clock.now()):
        return None
    # Staff powers need the staff sign-in (password and second factor), whatever the role became.
    if (person.role in STAFF_ROLES) != (found.kind == SessionKind.STAFF):
        return None
    if clock.now() - found.last_seen_at >= _NOTE_EVERY[SessionKind(found.kind)]:
        g.session_to_note = found.id
    return _actor(found, person)


def _load_by_token(request: Request) -> Actor | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.startswith(_TOKEN_PREFIX):
        return None
    row = sender_queries.token_with_person(token_hash(token))
    if row is None:
        return None
    found, person, sender = row
    rested = clock.now() - found.last_seen_at
    if rested > TOKEN_IDLE_LIMIT:
        return None
    if rested >= _NOTE_TOKEN_EVERY:
        g.token_to_note = found.id
    return Actor(
        person_id=person.id,
        role=Role(person.role),
        display_name=person.full_name,
        device_id=found.device_id,
        via="send_token",
        unverified=sender is not None and sender.claimed_by is None,
    )


def _note_seen(response: Response) -> Response:
    """Write that session or token was used; the view's transaction is over by now."""
    session_id: uuid.UUID | None = g.pop("session_to_note", None)
    token_id: uuid.UUID | None = g.pop("token_to_note", None)
    if session_id is None and token_id is None:
        return response
    try:
        with writing():
            if session_id is not None:
                queries.see_session(session_id, clock.now())
            if token_id is not None:
                sender_queries.see_token(token_id, clock.now())
    except (DBAPIError, PoolTimeout, Problem) as error:
        # The answer stands without this note; the next call writes it.
        log.warning("session_not_noted", error=type(error).__name__)
        return response
    if session_id is not None:
        session.modified = True
    return response


def _has_run_out(found: SignInSession, now: datetime) -> bool:
    return now - found.last_seen_at > IDLE_LIMIT[SessionKind(found.kind)]


def _ticket_hash(ticket: str) -> str:
    return digest("session-ticket", ticket)


def token_hash(token: str) -> str:
    """What is kept of a send-only token."""
    return digest("send-token", token)
