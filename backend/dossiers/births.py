"""Births that nobody has registered yet, as far as the commune can know (facts T20: 60 days).

Nobody tells us of a birth. We know of one from a registration that was begun, or that came to
nothing; of a family that never opened the form we know nothing, and guess nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from backend.core import clock
from backend.dossiers import procedures, queries, twin_queries
from backend.dossiers.models import Dossier
from backend.dossiers.states import State

_CAME_TO_NOTHING: Final = (State.REFUSED, State.WITHDRAWN, State.STOPPED)
KNOWN_FROM: Final = (State.DRAFT, *_CAME_TO_NOTHING)


def unregistered(dossier: Dossier) -> date | None:
    """The day of a birth that this dossier should have registered, and no other one does."""
    born = _born(dossier)
    return None if born is None or _handed_in_otherwise(dossier, born) else born


def _handed_in_otherwise(dossier: Dossier, born: date) -> bool:
    """By the same people about the same day. A draft speaks for one that came to nothing, but not
    for another draft."""
    since = datetime.combine(born, datetime.min.time(), clock.VIETNAM)
    for other in twin_queries.of_the_same_people_since(dossier, since):
        both_drafts = dossier.stands is other.stands is State.DRAFT
        if other.stands not in _CAME_TO_NOTHING and not both_drafts and _born(other) == born:
            return True
    return False


def _born(dossier: Dossier) -> date | None:
    """The child's day of birth as it was written: the first date about who it is for."""
    content = procedures.version_of(dossier).content
    if "birth" not in content.get("life_events", []):
        return None
    sent = queries.revision(dossier.id, dossier.waiting_revision or dossier.revision or 0)
    answers = sent.body.get("answers", {}) if sent else {}
    for section in content.get("sections", []):
        for asked in section["fields"] if section.get("about") == "subject" else ():
            if asked["type"] in ("date", "date_or_year"):
                return _day(answers.get(asked["key"]))
    return None


def _day(answer: Any) -> date | None:
    try:
        return date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:  # A year alone counts no days.
        return None
