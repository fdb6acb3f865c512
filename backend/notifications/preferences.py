"""What people wish of messages: the language, which subjects, announcements of their hamlet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.accounts import service as accounts
from backend.core import audit, clock
from backend.core.access import STAFF_ROLES, Actor, Role
from backend.core.problems import Problem
from backend.core.text import fold
from backend.extensions import db
from backend.notifications import preference_queries as queries
from backend.notifications import withdrawing
from backend.notifications.ladder_models import Hamlet
from backend.notifications.policy import COURSES, Kind, Subject

CHOOSABLE = (Subject.PROGRESS, Subject.RESULT, Subject.REMINDERS)
"""What may be silenced. What must be done before a date is always said."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wishes; the defaults hold for whoever never said."""

    language: str = "vi"
    muted: frozenset[str] = frozenset()
    stopped: bool = False

    def withheld(self, kind: Kind) -> str | None:
        """Why a message of this kind is not sent to them; None when it is."""
        if self.stopped:
            return "consent_withdrawn"
        course = COURSES[kind]
        named = {kind.value, course.subject.value} & self.muted
        return "muted" if course.silent and named else None


def wishes(person_id: uuid.UUID | None) -> Wishes:
    """Of one person; the usual for somebody without an account."""
    found = None if person_id is None else queries.preference(person_id)
    if found is None:
        return Wishes()
    return Wishes(found.language, frozenset(found.muted), found.stopped_at is not None)


def shown(actor: Actor) -> dict[str, Any]:
    """One's own wishes, for the screen."""
    found = queries.preference(actor.person_id)
    return {
        "language": found.language if found else "vi",
        "muted": list(found.muted) if found else [],
        "choosable": [subject.value for subject in CHOOSABLE],
        "kinds": kinds(),
        "announcements": bool(found and found.announcements),
        "hamlet": found.hamlet_id if found else None,
        "stopped": bool(found and found.stopped_at),
    }


def kinds() -> dict[str, list[str]]:
    """The kinds that may be silenced one by one, by their subject."""
    return {
        subject.value: [
            kind.value
            for kind, course in COURSES.items()
            if course.silent and course.subject is subject
        ]
        for subject in CHOOSABLE
    }


def change(actor: Actor, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Change what is named in `changes`; consent that ends or returns is audited."""
    now = clock.now()
    found = queries.locked_preference(actor.person_id, now)
    if changes.get("hamlet") is not None and queries.hamlet(changes["hamlet"]) is None:
        raise Problem("invalid", errors={"hamlet": ["Không có thôn, bản này. Hãy chọn lại."]})
    if "hamlet" in changes:
        found.hamlet_id = changes["hamlet"]
    if "language" in changes:
        found.language = changes["language"]
    if "muted" in changes:
        found.muted = sorted(set(changes["muted"]))
    if "announcements" in changes:
        found.announcements = changes["announcements"]
    if found.announcements and found.hamlet_id is None:
        raise Problem("invalid", errors={"hamlet": ["Hãy chọn thôn, bản để nhận tin của xã."]})
    if "stopped" in changes and changes["stopped"] != (found.stopped_at is not None):
        found.stopped_at = now if changes["stopped"] else None
        if changes["stopped"]:
            withdrawing.stop(actor.person_id)
        action = "messages_stopped" if changes["stopped"] else "messages_allowed"
        audit.record(action, f"person:{actor.person_id}", actor_id=actor.person_id)
    found.updated_at = now
    db.session.flush()
    return shown(actor)


# --- hamlets -------------------------------------------------------------------------------------


def hamlets(agency_code: str | None) -> list[dict[str, Any]]:
    """The hamlets to choose from."""
    return [_hamlet(hamlet) for hamlet in queries.hamlets(agency_code)]


def hamlets_for_staff(agency_code: str) -> list[dict[str, Any]]:
    """The same with their volunteers."""
    found = queries.hamlets(agency_code)
    names = accounts.names({h.volunteer_id for h in found if h.volunteer_id})
    counts = queries.listeners_by_hamlet(agency_code)
    return [
        {
            **_hamlet(hamlet),
            "volunteer": hamlet.volunteer_id,
            "volunteer_name": names.get(hamlet.volunteer_id) if hamlet.volunteer_id else None,
            "listeners": counts.get(hamlet.id, 0),
        }
        for hamlet in found
    ]


def set_hamlets(
    agency_code: str, wanted: Sequence[Mapping[str, Any]], *, changed_by: uuid.UUID
) -> list[dict[str, Any]]:
    """The commune's list from now on (audited); one that is left out is closed, not removed."""
    by_name = {h.search_name: h for h in queries.hamlets(agency_code, closed=True)}
    kept = {fold(one["name"]) for one in wanted}
    if len(kept) < len(wanted):
        raise Problem("invalid", errors={"hamlets": ["Có hai thôn, bản cùng tên."]})
    for one in wanted:
        hamlet = by_name.get(fold(one["name"])) or Hamlet(
            agency_code=agency_code, search_name=fold(one["name"])
        )
        hamlet.name, hamlet.closed_at = one["name"], None
        hamlet.volunteer_id = _volunteer(one.get("volunteer"))
        db.session.add(hamlet)
    for name, hamlet in by_name.items():
        if name not in kept and hamlet.closed_at is None:
            hamlet.closed_at = clock.now()
    db.session.flush()
    audit.record("hamlets_changed", f"agency:{agency_code}", actor_id=changed_by, number=len(kept))
    return hamlets_for_staff(agency_code)


def _volunteer(person_id: uuid.UUID | None) -> uuid.UUID | None:
    if person_id is None:
        return None
    found = accounts.person(person_id)
    if found is None or found.role in STAFF_ROLES or found.role is not Role.VOLUNTEER:
        raise Problem("invalid", errors={"volunteer": ["Người này không phải tình nguyện viên."]})
    return person_id


def hamlet_at(
    agency_code: str, person_id: uuid.UUID | None, address: str | None
) -> tuple[str | None, uuid.UUID | None]:
    """Somebody's hamlet and its volunteer: as they chose it, else as their address names it."""
    found = None if person_id is None else queries.preference(person_id)
    hamlet = queries.hamlet(found.hamlet_id) if found and found.hamlet_id else None
    if hamlet is None and address:
        words = f" {fold(address)} "
        named = [h for h in queries.hamlets(agency_code) if f" {h.search_name} " in words]
        hamlet = named[0] if len(named) == 1 else None
    return (None, None) if hamlet is None else (hamlet.name, hamlet.volunteer_id)


def _hamlet(hamlet: Hamlet) -> dict[str, Any]:
    return {"id": hamlet.id, "agency": hamlet.agency_code, "name": hamlet.name}
