"""Dossiers that one event in a house brought along: one slip, one day to fetch.

Each stays a dossier of its own, with its slip number, its code and its clocks: one may be refused
while the others go on. What is one is what a person holds and when they come: the slip of the first
names all, and the day is the one on which the last result is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.dossiers import slips, together_queries
from backend.dossiers.models import Dossier
from backend.dossiers.states import TERMINAL, State

_NOTHING_TO_COME = TERMINAL | {State.STOPPED, State.FINISHED}


@dataclass(frozen=True, slots=True)
class DayToFetch:
    """The latest date among what is still to come; `certain` once each has a date that binds."""

    moment: datetime | None
    certain: bool


def together(dossier: Dossier) -> list[Dossier]:
    """All dossiers of its set, itself among them; empty where it stands alone."""
    if dossier.family_id is None:
        return []
    found = list(together_queries.sent_as_one(dossier))
    return found if len(found) > 1 else []


def day_to_fetch(dossiers: Sequence[Dossier]) -> DayToFetch:
    """When one way to the desk brings everything home."""
    coming = [one for one in dossiers if one.stands not in _NOTHING_TO_COME]
    dues = [one.shown_due or one.provisional_due for one in coming]
    return DayToFetch(
        max((due for due in dues if due is not None), default=None),
        certain=all(one.shown_due for one in coming),
    )


def shown(dossier: Dossier) -> dict[str, Any] | None:
    """The set as a desk reads it; None where the dossier stands alone."""
    dossiers = together(dossier)
    if not dossiers:
        return None
    day = day_to_fetch(dossiers)
    return {
        "slip": slips.spoken(dossiers[0].slip or ""),
        "day": day.moment,
        "certain": day.certain,
        "dossiers": [
            {
                "id": one.id,
                "slip": slips.spoken(one.slip or ""),
                "code": one.code,
                "procedure_name": one.procedure_name,
                "state": one.state,
                "due": one.shown_due or one.provisional_due,
            }
            for one in dossiers
        ],
    }


def stamp(dossier: Dossier) -> str:
    """For an ETag: changes with whatever a set's list would show."""
    dossiers = together(dossier)
    return f".{len(dossiers)}-{sum(one.version for one in dossiers)}" if dossiers else ""
