"""Births that nobody has registered yet, as far as the commune can know (facts T20: 60 days).

Nobody tells us of a birth. We know of one from a registration that was begun, or that came to
nothing; of a family that never opened the form we know nothing, and guess nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from backend.core import clock
from backend.core.text import fold
from backend.dossiers import procedures, queries, twin_queries, twins
from backend.dossiers.models import Dossier
from backend.dossiers.states import State

_CAME_TO_NOTHING: Final = (State.REFUSED, State.WITHDRAWN, State.STOPPED)
KNOWN_FROM: Final = (State.DRAFT, *_CAME_TO_NOTHING)


@dataclass(frozen=True, slots=True)
class Birth:
    """One child as a form tells of it; `name` as names are compared, None while it has none."""

    dossier: Dossier
    day: date
    name: str | None


def unregistered(dossier: Dossier) -> date | None:
    """The day of a birth that this dossier should have registered, and no other one does."""
    birth = _birth(dossier)
    return None if birth is None or _handed_in_otherwise(birth) else birth.day


def _handed_in_otherwise(birth: Birth) -> bool:
    """A draft speaks for one that came to nothing, but not for another draft."""
    dossier = birth.dossier
    since = datetime.combine(birth.day, datetime.min.time(), clock.VIETNAM)
    for other in twin_queries.of_the_same_people_since(dossier, since):
        both_drafts = dossier.stands is other.stands is State.DRAFT
        if other.stands in _CAME_TO_NOTHING or both_drafts:
            continue
        told = _birth(other)
        if told is not None and _same_child(birth, told):
            return True
    return False


def _same_child(one: Birth, other: Birth) -> bool:
    """The name tells twins apart, and the families that one volunteer sends for; while a form has
    none, the family does."""
    if one.day != other.day:
        return False
    if one.name and other.name:
        return one.name == other.name
    return _same_family(one.dossier, other.dossier)


def _same_family(one: Dossier, other: Dossier) -> bool:
    """By the number of whom it belongs to, else by the name: never by who sent it, nor by the
    telephone, which many families share."""
    if one.owner_id_number and other.owner_id_number:
        return one.owner_id_number == other.owner_id_number
    return fold(one.owner_name) == fold(other.owner_name)


def _birth(dossier: Dossier) -> Birth | None:
    """The child as it was written down: the first date about whom the form is for, and the first
    name; None without a whole date."""
    version = procedures.version_of(dossier)
    if "birth" not in version.content.get("life_events", []):
        return None
    sent = queries.revision(dossier.id, dossier.waiting_revision or dossier.revision or 0)
    told = list(twins.told_of_subject(version, sent.body.get("answers", {}) if sent else {}))
    day = next((_day(value) for kind, value in told if kind in ("date", "date_or_year")), None)
    name = next((value for kind, value in told if kind == "person_name"), None)
    return None if day is None else Birth(dossier, day, name or None)


def _day(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer)
    except ValueError:  # A year alone counts no days.
        return None
