"""How an officer takes a dossier into the hand: locked, of the own agency, as it was last seen."""

from __future__ import annotations

import uuid

from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.dossiers import feed, queries
from backend.dossiers.models import Dossier
from backend.dossiers.states import By, State
from backend.dossiers.transitions import Cause


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
    return dossier


def cause(kind: str, officer: Actor, reason: str | None = None) -> Cause:
    """An officer's step, as it stands in the trail."""
    return Cause(kind, By.OFFICER, officer.person_id, reason.strip() if reason else None)


def told(dossier: Dossier) -> Dossier:
    """The last line of every verb: count the change, tell those who watch."""
    feed.touch(dossier)
    return dossier


def shown_to_staff(officer: Actor, dossier_id: uuid.UUID) -> Dossier:
    """A dossier of the officer's agency to be read again (pages, PDFs), without locking its row."""
    dossier = queries.dossier(dossier_id)
    if (
        dossier is None
        or dossier.agency_code != agency_of(officer)
        or dossier.stands is State.DRAFT
    ):
        raise Problem("not_found")
    return dossier
