"""Drafts that are saved to the account: kept for as long as the setting says, then forgotten."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from backend.core import clock
from backend.core.access import Actor
from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.dossiers import draft_queries, feed, queries
from backend.dossiers.models import Dossier
from backend.dossiers.states import State


def _lifetime() -> timedelta:
    return timedelta(days=current_settings().draft_days)


def kept_until(dossier: Dossier) -> datetime | None:
    """When a draft is forgotten unless it changes; None for what a desk ever had in hand.

    A submission that was taken back has a slip number and a trail: that is history, and stays.
    """
    only_written = dossier.stands is State.DRAFT and dossier.slip is None
    if not only_written or dossier.channel != "online":
        return None
    return dossier.updated_at + _lifetime()


def forget(actor: Actor, dossier_id: uuid.UUID) -> None:
    """The person threw a draft away on the phone: it goes here, too.

    Nothing of theirs under this id is as good as gone: the saving may never have arrived. One that
    was submitted and taken back leaves their sight and keeps its trail; `transition_not_allowed`
    for what the desk has.
    """
    dossier = queries.locked(dossier_id)
    if dossier is None or dossier.submitter_id != actor.person_id:
        return
    if dossier.stands is not State.DRAFT or dossier.channel != "online":
        raise Problem("transition_not_allowed", state=dossier.state)
    if dossier.slip is None:
        draft_queries.forget([dossier.id])
        return
    dossier.owner_id, dossier.submitter_sees_until = None, clock.now()
    feed.touch(dossier)


def forget_stale(limit: int = 100) -> int:
    """Forget drafts whose time is over, with their pages; how many. A job calls it in a
    transaction until there are none. Their uploads are then awaited by nobody and swept."""
    stale = draft_queries.stale(clock.now() - _lifetime(), limit)
    draft_queries.forget(stale)
    return len(stale)
