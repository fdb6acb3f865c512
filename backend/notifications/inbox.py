"""What a person reads of messages: the inbox, and what a helper is asked to tell."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from backend.core.access import Actor
from backend.notifications import ladder_queries as queries
from backend.notifications import words
from backend.notifications.ladder_models import HelperAsk
from backend.notifications.models import Message
from backend.notifications.policy import DESK_KINDS

ALERTS_AT_ONCE = 100
_LOOKED_AT_ONCE = 500
"""Reminders whose cause is looked at together: most were done by a colleague, and stay unread."""
HELPED_AT_ONCE = 200
"""Lines of a helper's list: twenty houses, and room."""


def page(actor: Actor, before: uuid.UUID | None, limit: int) -> dict[str, Any]:
    """A page of one's messages, the newest first; two queries. `before` is the last id seen."""
    total, unread, last_read = queries.inbox_state(actor.person_id)
    found = queries.inbox(actor.person_id, before, limit + 1)
    return {
        "items": [shown(message) for message in found[:limit]],
        "more": len(found) > limit,
        "total": total,
        "unread": unread,
        "last_read": last_read,
    }


def alerts(officer_id: uuid.UUID, causes: Callable[[Sequence[uuid.UUID]], Set[str]]) -> list[Any]:
    """What an officer was reminded of, has not read and need still do, the newest first; `causes`
    says of dossiers which reminders still have theirs."""
    standing: list[Message] = []
    before, more = None, True
    while more and len(standing) < ALERTS_AT_ONCE:
        found = queries.unread_of(officer_id, DESK_KINDS, before, _LOOKED_AT_ONCE)
        stand = causes(sorted({one.dossier_id for one in found if one.dossier_id is not None}))
        standing += [one for one in found if (one.dedupe or "").rpartition(":")[0] in stand]
        more = len(found) == _LOOKED_AT_ONCE
        before = found[-1].id if found else None
    return [shown(one) for one in standing[:ALERTS_AT_ONCE]]


def shown(message: Message) -> dict[str, Any]:
    """A message as the person reads it, whole: the phone is theirs once they are signed in."""
    said = words.listed(message.kind, message.facts, message.language)
    facts = message.facts
    return {
        "id": message.id,
        "kind": message.kind,
        "urgency": message.urgency,
        "dossier": message.dossier_id,
        "seq": message.seq,
        "slip": facts.get("slip"),
        "code": facts.get("code"),
        "state": facts.get("state"),
        "title": said.title,
        "body": said.body,
        "next": said.next,
        "tel": facts.get("tel"),
        "at": message.created_at,
        "read_at": message.read_at,
    }


def helping(actor: Actor) -> dict[str, Any]:
    """Whom this helper is asked to tell (nhắn giúp), a line for each dossier, the oldest first.

    Name, house, and "nhờ … gọi số của xã". What it is about is said only where the consent of the
    dossier says that the helper may see it.
    """
    lines: dict[Any, dict[str, Any]] = {}
    for ask, message in queries.asks_of(actor.person_id, HELPED_AT_ONCE):
        line = lines.setdefault(message.dossier_id or message.id, _line(ask, message))
        line["messages"].append(message.id)
        line["matter"] = _matter(message)
    return {"items": list(lines.values())}


def _line(ask: HelperAsk, message: Message) -> dict[str, Any]:
    facts = message.facts
    return {
        "messages": [],
        "name": facts.get("name", ""),
        "house": facts.get("house"),
        "say": words.helper_says(facts, message.language),
        "tel": facts.get("tel"),
        "slip": facts.get("slip"),
        "since": ask.asked_at,
        "matter": None,
    }


def _matter(message: Message) -> Mapping[str, str] | None:
    if not (message.chosen or {}).get("wide"):
        return None
    said = words.listed(message.kind, message.facts, message.language)
    return {"title": said.title, "body": said.body, "next": said.next}
