"""Telling what changed: the version of a dossier, the counters of those who see it, the trail."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from backend.core import clock
from backend.dossiers import counter_queries
from backend.dossiers.models import Dossier, DossierEvent
from backend.dossiers.revisions import Submission
from backend.dossiers.states import By, State
from backend.extensions import db

on_event: list[Callable[[Dossier, DossierEvent], None]] = []
"""Called in the causing transaction for each event, in the middle of a verb."""

on_touch: list[Callable[[Dossier, Sequence[DossierEvent]], None]] = []
"""Called once a verb, when all is done, with what happened: messages to people hang here."""

on_submission: list[Callable[[Dossier, Submission], None]] = []
"""Called for each new revision that is handed in, before it completes: whoever raises a problem
refuses it (payments, when the fee is higher than what was shown)."""


def touch(dossier: Dossier) -> None:
    """One more change; call it once, last, in every verb.

    The counters of the accounts are locked in the order of their ids, so that two dossiers of the
    same two people cannot wait for each other.
    """
    dossier.version += 1
    dossier.updated_at = clock.now()
    db.session.flush()
    watchers = {dossier.submitter_id, dossier.owner_id} - {None}
    for person_id in sorted(p for p in watchers if p is not None):
        counter_queries.count_change(person_id, dossier.id)
    happened = dossier.untold[:]
    dossier.untold.clear()
    for listener in on_touch if happened else ():
        listener(dossier, happened)


def tell(
    dossier: Dossier,
    kind: str,
    *,
    by: By,
    actor_id: uuid.UUID | None,
    origin: State | None = None,
    reason: str | None = None,
    **detail: Any,
) -> DossierEvent:
    """Append to the trail what happened; `origin` is the state before, when it changed."""
    happened = DossierEvent(
        dossier_id=dossier.id,
        at=clock.now(),
        kind=kind,
        from_state=None if origin is None else origin.value,
        to_state=dossier.state,
        actor_id=actor_id,
        by=by.value,
        reason=reason,
        detail=detail,
    )
    db.session.add(happened)
    dossier.untold.append(happened)
    for listener in on_event:
        listener(dossier, happened)
    return happened
