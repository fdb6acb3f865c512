"""Small commands with an id made by their sender: an identical replay gets the same answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import counter_queries, drafts, feed, queries, sharing, supplements
from backend.dossiers.models import Dossier
from backend.dossiers.revisions import fingerprint
from backend.dossiers.states import By, State
from backend.dossiers.transitions import Cause, move
from backend.notifications import service as notifications


def once(
    actor: Actor, command_id: uuid.UUID, body: Any, action: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do `action` the first time, and answer what it answered ever after.

    The answer is kept as JSON. The same id with another body, or of another account, is
    `command_conflict`. A parallel twin waits for the first one's transaction.
    """
    sha256 = fingerprint(body)
    done = counter_queries.claim_command(command_id, actor.person_id, sha256, clock.now())
    if done is None:
        answer = action()
        counter_queries.answer_command(command_id, answer)
        return answer
    if done.person_id != actor.person_id or done.body_sha256 != sha256 or done.answer is None:
        raise Problem("command_conflict")
    return done.answer


def run(
    actor: Actor, command_id: uuid.UUID, command: Mapping[str, Any], sent: Any
) -> dict[str, Any]:
    """A citizen's command: `withdraw`, `seen`, `end_sharing`, `forget` for a draft, those of the
    domains above (`pay_intent`), and what a phone reports of messages (`displayed`, `opened`,
    `read`, `told`)."""
    actor = accounts.settled(actor)

    def action() -> dict[str, Any]:
        if command["kind"] in notifications.verbs:
            notifications.confirm(actor, command["kind"], command["messages"])
            return {"id": str(command_id), "dossier": None, "state": "noted"}
        answer = {"id": str(command_id), "dossier": str(command["dossier"])}
        if command["kind"] == "forget":
            drafts.forget(actor, command["dossier"])
            return {**answer, "state": "forgotten"}
        dossier = _own(actor, command["dossier"])
        told = verbs[command["kind"]](actor, dossier, command["data"]) or {}
        return {**answer, "state": dossier.state, **told}

    return once(actor, command_id, sent, action)


def withdraw(actor: Actor, dossier: Dossier, data: Mapping[str, Any]) -> None:
    """→ 7 (Mẫu 05): only while there is no decision (TT 03/2025 article 7).

    What is still being sent was never received: it becomes the sender's draft again.
    """
    reason = data.get("reason")
    text = reason if isinstance(reason, str) and reason else None
    if dossier.finished_at is not None:
        raise Problem("decision_made")
    if dossier.stands is State.AWAITING_PAGES:
        move(dossier, State.DRAFT, Cause("taken_back", By.SUBMITTER, actor.person_id, text))
        queries.drop_waiting_pages(dossier.id)
    else:
        move(dossier, State.WITHDRAWN, Cause("withdrawn", By.SUBMITTER, actor.person_id, text))
        supplements.drop_request(dossier)
    feed.touch(dossier)


def seen(actor: Actor, dossier: Dossier, _data: Mapping[str, Any]) -> None:
    """The person has seen the result, or what else is new: worth knowing before one telephones."""
    feed.tell(dossier, "seen", by=By.SUBMITTER, actor_id=actor.person_id)
    feed.touch(dossier)


def _own(actor: Actor, dossier_id: uuid.UUID) -> Dossier:
    dossier = queries.locked(dossier_id)
    if dossier is None or queries.seen_dossier(dossier_id, actor.person_id, clock.now()) is None:
        raise Problem("not_found")
    return dossier


Verb = Callable[[Actor, Dossier, Mapping[str, Any]], dict[str, Any] | None]
"""What a command does; what it answers beyond the dossier's state, as JSON."""

verbs: dict[str, Verb] = {"withdraw": withdraw, "seen": seen, "end_sharing": sharing.end}
"""By kind. Domains above add their own (`create_app`)."""
