"""Who is calling, and may they. Deny by default: a route without an audience cannot be registered.

The `Actor` is plain data that outlives its database session. `accounts` fills it (from a session
cookie or a send-only token); ownership of a thing is decided in that thing's own domain, by its
`queries`, which answer `not_found` for other people's things.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from urllib.parse import urlsplit

from flask import current_app, request
from flask_login import UserMixin, current_user

from backend.core.problems import Problem
from backend.core.transaction import is_write


class Role(StrEnum):
    """What an account may be (facts §1.6, cut to what a commune has)."""

    CITIZEN = "citizen"
    VOLUNTEER = "volunteer"
    OFFICER = "officer"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


STAFF_ROLES = frozenset({Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR})


class Audience(StrEnum):
    """Who may call a blueprint."""

    PUBLIC = "public"
    """Anybody, signed in or not."""
    PERSON = "person"
    """Anybody signed in with a session cookie."""
    SENDER = "sender"
    """A phone's queue (send-only token, no cookie) or somebody signed in."""
    STAFF = "staff"
    """Officer, leader or administrator of an agency."""
    ADMINISTRATOR = "administrator"
    """The administrator of an agency."""


@dataclass(frozen=True, slots=True)
class Actor(UserMixin):  # type: ignore[misc]  # flask-login ships no types.
    """A caller who was recognised. `agency_code` is set for staff only."""

    person_id: uuid.UUID
    role: Role
    display_name: str
    session_id: uuid.UUID | None = None
    device_id: uuid.UUID | None = None
    agency_code: str | None = None
    via: Literal["cookie", "send_token"] = "cookie"
    unverified: bool = False
    """A phone that was never signed in ("chưa xác thực"): it may send, and nothing else."""
    session_ticket: str = ""

    def get_id(self) -> str:
        """What flask-login keeps in the cookie: an opaque ticket, not the person."""
        return self.session_ticket

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES


def maybe_actor() -> Actor | None:
    """The caller, or None for somebody unknown.

    flask-login loads it once a request, in one query: by the cookie's ticket, else by the header's
    send-only token (`accounts.sessions`).
    """
    user = current_user._get_current_object()
    return user if isinstance(user, Actor) else None


def actor() -> Actor:
    """The caller; `sign_in_required` when nobody is."""
    found = maybe_actor()
    if found is None:
        raise Problem("sign_in_required")
    return found


def staff() -> Actor:
    """The caller as staff of an agency; a citizen gets `forbidden`."""
    found = actor()
    if not found.is_staff or found.agency_code is None or found.via != "cookie":
        raise Problem("forbidden")
    return found


def agency_of(found: Actor) -> str:
    """The agency whose dossiers this member of staff may see."""
    if found.agency_code is None:
        raise Problem("forbidden")
    return found.agency_code


def guard_for(audience: Audience) -> Callable[[], None]:
    """The check that runs before every view of a blueprint with this audience."""

    def guard() -> None:
        if request.method == "OPTIONS" or audience is Audience.PUBLIC:
            return
        found = actor()
        if found.via == "send_token" and audience is not Audience.SENDER:
            raise Problem("forbidden")
        if audience is Audience.STAFF:
            staff()
        if audience is Audience.ADMINISTRATOR and staff().role is not Role.ADMINISTRATOR:
            raise Problem("forbidden")

    return guard


def refuse_cross_site() -> None:
    """A call that changes something and carries a cookie must come from our own pages.

    Browsers send Sec-Fetch-Site or Origin with every such call (Fetch standard); both are checked.
    A GET that leaves a trace (an officer opens a dossier) carries no Origin, and a cookie even when
    a foreign page's link leads to it: what is known to come from elsewhere is refused.
    """
    if not request.cookies:
        return
    if "Authorization" in request.headers:
        raise Problem("malformed")  # A send-only token and a cookie together are refused.
    site = request.headers.get("Sec-Fetch-Site")
    if request.method in ("GET", "HEAD", "OPTIONS"):
        view = current_app.view_functions.get(request.endpoint or "")
        if site in ("cross-site", "same-site") and is_write(view):
            raise Problem("cross_site")
        return
    if site is not None:
        if site != "same-origin":
            raise Problem("cross_site")
        return
    origin = request.headers.get("Origin")
    own = {urlsplit(request.host_url).netloc, urlsplit(current_app.config["PUBLIC_URL"]).netloc}
    if origin is None or urlsplit(origin).netloc not in own:
        raise Problem("cross_site")
