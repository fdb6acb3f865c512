"""What the desk sees of messages: which rung each reached and when; whom it has to call."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from cryptography.fernet import InvalidToken

from backend.accounts import service as accounts
from backend.core import audit, clock
from backend.core.problems import Problem
from backend.notifications import ladder, words
from backend.notifications import ladder_queries as queries
from backend.notifications.ladder_models import MessageStep
from backend.notifications.models import Delivery, Message
from backend.notifications.policy import Rung
from backend.notifications.sealing import unseal

OF_DOSSIER = 50
CALLS_AT_ONCE = 100
Called = Literal["reached", "not_reached"]


def of_dossier(dossier_id: uuid.UUID) -> list[dict[str, Any]]:
    """The messages about a dossier, the newest first, each with its way down the ladder."""
    found = queries.of_dossier(dossier_id, OF_DOSSIER)
    ids = [message.id for message in found]
    steps, tried = queries.steps(ids), queries.deliveries_of(ids)
    names = _names(found, steps)
    return [_shown(one, steps[one.id], tried[one.id], names) for one in found]


def _shown(
    message: Message,
    steps: Sequence[MessageStep],
    tried: Sequence[Delivery],
    names: Mapping[uuid.UUID, str],
) -> dict[str, Any]:
    said = words.listed(message.kind, message.facts, "vi")
    to = names.get(message.person_id, "") if message.person_id else message.facts.get("name", "")
    return {
        "id": message.id,
        "kind": message.kind,
        "title": said.title,
        "to": to,
        "account": message.person_id is not None,
        "created_at": message.created_at,
        "rung": message.rung,
        "withheld": message.withheld,
        "displayed_at": message.confirmed_at,
        "opened_at": message.opened_at,
        "read_at": message.read_at,
        "told_at": message.told_at,
        "told_by": names.get(message.told_by) if message.told_by else None,
        "steps": [_step(step, names) for step in steps],
        "deliveries": [_delivery(one) for one in tried],
    }


def _step(step: MessageStep, names: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    by = names.get(step.by) if step.by else None
    return {"rung": step.rung, "why": step.why, "at": step.at, "by": by}


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "state": one.state,
        "tries": one.tries,
        "sent_at": one.sent_at,
        "error": one.error,
    }


def _names(
    found: Sequence[Message], steps: Mapping[uuid.UUID, Sequence[MessageStep]]
) -> dict[uuid.UUID, str]:
    people = {one.person_id for one in found} | {one.told_by for one in found}
    people |= {step.by for way in steps.values() for step in way}
    return accounts.names([one for one in people if one is not None])


def to_call(agency_code: str) -> list[dict[str, Any]]:
    """Whom nobody reached: what to say, and which numbers there are; the longest waiting first."""
    found = queries.to_call(agency_code, CALLS_AT_ONCE)
    steps = queries.steps([message.id for message in found])
    return [_call(message, steps[message.id]) for message in found]


def _call(message: Message, steps: Sequence[MessageStep]) -> dict[str, Any]:
    said = words.listed(message.kind, message.facts, "vi")
    calls = [step for step in steps if step.why == "call_not_reached"]
    relative = (message.chosen or {}).get("relative")
    return {
        "id": message.id,
        "dossier": message.dossier_id,
        "kind": message.kind,
        "slip": message.facts.get("slip"),
        "code": message.facts.get("code"),
        "name": message.facts.get("name", ""),
        "house": message.facts.get("house"),
        "phone": _number(message.phone) or message.facts.get("call"),
        "relative": relative,
        "title": said.title,
        "body": said.body,
        "next": said.next,
        "since": message.rung_since,
        "calls": len(calls),
        "last_call_at": calls[-1].at if calls else None,
    }


def _number(sealed: bytes | None) -> str | None:
    """None too for a number sealed under another secret: the others stay on the list."""
    try:
        return None if sealed is None else unseal(sealed)
    except InvalidToken:
        return None


def called(
    message_id: uuid.UUID, agency_code: str, outcome: Called, *, officer_id: uuid.UUID
) -> dict[str, Any]:
    """An officer called: reached ends it, not reached leaves it on the list (both are kept).

    `not_found` for another agency's message; reached already by somebody else changes nothing.
    """
    message = queries.locked(message_id)
    if message is None or message.agency_code != agency_code:
        raise Problem("not_found")
    now = clock.now()
    if message.rung == Rung.CALL_LIST:
        if outcome == "reached":
            message.told_at, message.told_by = now, officer_id
            ladder.stand(message, Rung.DONE, "call_reached", now, by=officer_id)
        else:
            ladder.note(message, Rung.CALL_LIST, "call_not_reached", now, by=officer_id)
        audit.record(f"call_{outcome}", f"message:{message_id}", actor_id=officer_id)
    return {"id": message.id, "rung": message.rung}
