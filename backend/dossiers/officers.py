"""How an officer takes a dossier into the hand: locked, of the own agency, as it was last seen."""

from __future__ import annotations

import uuid
from datetime import timedelta

from backend.core import audit, clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.dossiers import feed, history_queries, queries
from backend.dossiers.models import Dossier, Opening
from backend.dossiers.states import PHASES, By, State
from backend.dossiers.transitions import Cause, close_to_sender
from backend.extensions import db

_OPEN_FOR = timedelta(days=1)
"""How long an opening stands for what is then read and done."""


def for_staff(officer: Actor, dossier_id: uuid.UUID) -> Dossier:
    """A dossier of the officer's agency, locked; drafts are the citizen's own."""
    dossier = queries.locked(dossier_id)
    agency = agency_of(officer)
    if dossier is None or dossier.agency_code != agency or dossier.stands is State.DRAFT:
        raise Problem("not_found")
    return dossier


def fresh(officer: Actor, dossier_id: uuid.UUID, expected_version: int) -> Dossier:
    """The same, unchanged since the officer looked at it; else `stale`."""
    dossier = for_staff(officer, dossier_id)
    if dossier.version != expected_version:
        raise Problem("stale", version=dossier.version)
    if not _has_opened(officer, dossier):
        note_opening(officer, dossier)  # Whoever acts is answered with the whole dossier.
    return dossier


def note_opening(officer: Actor, dossier: Dossier) -> bool:
    """The officer sees what is in it: logged, and shown to its citizen.

    From the first opening in state 1 on the sender no longer replaces it: True when this was it.
    """
    db.session.add(Opening(dossier_id=dossier.id, officer_id=officer.person_id, at=clock.now()))
    audit.record("dossier_opened", f"dossier:{dossier.id}", actor_id=officer.person_id)
    if dossier.opened_at is not None or dossier.stands in PHASES:
        return False
    close_to_sender(dossier)
    return True


def _has_opened(officer: Actor, dossier: Dossier) -> bool:
    since = clock.now() - _OPEN_FOR
    return history_queries.opened_since(dossier.id, officer.person_id, since)


def cause(kind: str, officer: Actor, reason: str | None = None) -> Cause:
    """An officer's step, as it stands in the trail."""
    return Cause(kind, By.OFFICER, officer.person_id, reason.strip() if reason else None)


def told(dossier: Dossier) -> Dossier:
    """The last line of every verb: count the change, tell those who watch."""
    feed.touch(dossier)
    return dossier


def shown_to_staff(officer: Actor, dossier_id: uuid.UUID) -> Dossier:
    """A dossier of the officer's agency to be read again (pages, PDFs), without locking its row.

    `precondition_required` unless the officer opened it: nothing is read that leaves no entry.
    """
    dossier = queries.dossier(dossier_id)
    if (
        dossier is None
        or dossier.agency_code != agency_of(officer)
        or dossier.stands is State.DRAFT
    ):
        raise Problem("not_found")
    if not _has_opened(officer, dossier):
        raise Problem("precondition_required")
    return dossier
