"""The consent that lets who helped see what becomes of a dossier, and its end.

It is given with a submission, whose revisions are frozen; that it ended is an event. From then on
the helper neither sees the dossier nor hears of it, and what is passed on by word of mouth says
nothing of the matter.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from backend.core import audit, clock
from backend.core.access import Actor
from backend.dossiers import feed, history_queries, queries
from backend.dossiers.models import Dossier
from backend.dossiers.officers import fresh, told
from backend.dossiers.states import By
from backend.notifications import service as notifications

SHARES: Final = "share_volunteer"
ENDED: Final = "sharing_ended"


def shares(dossier: Dossier, body: Mapping[str, Any]) -> bool:
    """Whether it was given and has not ended. Once ended it is not given again by a later revision,
    which may only carry along what was ticked in the first."""
    given = SHARES in body.get("consents", [])
    return given and history_queries.last_event(dossier.id, ENDED) is None


def in_force(dossier: Dossier, body: Mapping[str, Any]) -> list[str]:
    """The consents that stand."""
    given: list[str] = body.get("consents", [])
    return given if shares(dossier, body) else [one for one in given if one != SHARES]


def end(actor: Actor, dossier: Dossier, _data: Mapping[str, Any]) -> None:
    """The owner, or who filed it, wants nobody else to see it any more; the row is locked."""
    _end(dossier, By.SUBMITTER, actor.person_id)
    feed.touch(dossier)


def end_at_desk(officer: Actor, dossier_id: uuid.UUID, expected_version: int) -> Dossier:
    """The same for an owner without the app, who said so to an officer (audited)."""
    dossier = fresh(officer, dossier_id, expected_version)
    _end(dossier, By.OFFICER, officer.person_id)
    return told(dossier)


def _end(dossier: Dossier, by: By, actor_id: uuid.UUID) -> None:
    sent = queries.revision(dossier.id, dossier.revision or dossier.waiting_revision or 0)
    body = {} if sent is None else sent.body
    if not shares(dossier, body):
        return
    feed.tell(dossier, ENDED, by=by, actor_id=actor_id)
    audit.record(ENDED, f"dossier:{dossier.id}", actor_id=actor_id)
    helper = None
    if dossier.submitter_sees_until is not None and dossier.submitter_id != dossier.owner_id:
        dossier.submitter_sees_until = min(dossier.submitter_sees_until, clock.now())
        helper = dossier.submitter_id
    notifications.end_sharing(dossier.id, helper, asked_by_consent="tell" not in body)
