"""Dossiers of people whom nobody has checked: verified at the desk, or claimed by signing in."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Literal

from backend.core import audit, clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import counter_queries, feed, history_queries, queries
from backend.dossiers.models import Dossier
from backend.dossiers.officers import fresh, told
from backend.dossiers.states import By, State
from backend.notifications import service as notifications
from backend.uploads import service as uploads

VERIFIED = "sender_verified"
"""The event that the citizen sees, too."""
UNVERIFIED_A_DAY = 20
"""Dossiers that one unverified sender may begin in a day: a house, not a machine."""
UNVERIFIED_BYTES = 60 * 1024 * 1024
"""What one unverified sender may send in all: some hundred pages as phones make them."""
How = Literal["telephone", "desk"]


def refuse_beyond_share(sender_id: uuid.UUID) -> None:
    """`too_many_senders` when an unverified sender began enough dossiers since yesterday."""
    since = clock.now() - timedelta(days=1)
    if queries.count_begun_since(sender_id, since) >= UNVERIFIED_A_DAY:
        raise Problem("too_many_senders", headers={"Retry-After": "3600"}, retry_after=3600)


def refuse_beyond_bytes(sender_id: uuid.UUID) -> None:
    """`unverified_share_used` when the pages of an unverified sender weigh too much; call it when
    they are announced. A disk must not be filled by somebody whom nobody can name. No waiting
    helps: the phone asks for the sign-in, and goes on by itself after it."""
    if uploads.bytes_begun(sender_id) > UNVERIFIED_BYTES:
        raise Problem("unverified_share_used")


def verify_sender(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, how: How, note: str | None
) -> Dossier:
    """An officer made sure who sent it, by telephone or face to face (audited, told to the sender).

    The note is for the desk; the trail that the citizen reads does not show it. Said again, nothing
    changes.
    """
    dossier = fresh(officer, dossier_id, expected_version)
    if dossier.verified:
        return dossier
    dossier.verified = True
    feed.tell(dossier, VERIFIED, by=By.OFFICER, actor_id=officer.person_id, how=how, note=note)
    audit.record(VERIFIED, f"dossier:{dossier.id}", actor_id=officer.person_id, how=how)
    return told(dossier)


def verification(dossier: Dossier) -> dict[str, Any] | None:
    """For the desk: how the sender was verified, and what was noted; None where nobody had to."""
    told_then = history_queries.last_event(dossier.id, VERIFIED)
    if told_then is None:
        return None
    return {
        "how": told_then.detail["how"],
        "note": told_then.detail.get("note"),
        "at": told_then.at,
    }


def take_over(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """What the unverified `from_id` sent is `to_id`'s, who proved a number: the hook of accounts.

    Revisions and the trail keep the name under which it was sent: what happened is not rewritten.
    """
    # In the order of those who finish a page: the upload's row first, then the dossier's.
    uploads.give_all(from_id, to_id)
    sent = [queries.locked(dossier_id) for dossier_id in queries.sent_by(from_id)]
    dossiers = [dossier for dossier in sent if dossier is not None]
    queries.give_pages(from_id, to_id)
    counter_queries.give_commands(from_id, to_id)
    notifications.give_messages(from_id, to_id)
    for dossier in dossiers:
        _give(dossier, from_id, to_id)
    for dossier in dossiers:
        feed.touch(dossier)


def _give(dossier: Dossier, from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    dossier.submitter_id = to_id
    if dossier.owner_id == from_id:
        dossier.owner_id = to_id
    if dossier.verified:
        return
    dossier.verified = True
    if dossier.stands is not State.DRAFT:
        feed.tell(dossier, VERIFIED, by=By.SUBMITTER, actor_id=to_id, how="code")
