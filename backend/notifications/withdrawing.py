"""Consent that ends: what was not sent yet is not sent any more, on whichever rung it stands."""

from __future__ import annotations

import uuid

from backend.core import clock
from backend.notifications import ladder
from backend.notifications import ladder_queries as queries
from backend.notifications.models import Message, Rung


def stop(person_id: uuid.UUID) -> None:
    """A person wants no messages: neither their phone, nor a text, nor anybody else."""
    for message in queries.climbing_to(person_id):
        _withhold(message, "consent_withdrawn")


def end_sharing(dossier_id: uuid.UUID, helper: uuid.UUID | None, *, asked_by_consent: bool) -> None:
    """Who helped with a dossier may not know of it any more.

    `helper` hears nothing, nor keeps what was said in their inbox. Who passes a word on says
    nothing of the matter; `asked_by_consent`: the volunteer was asked only because of it.
    """
    for message in queries.messages_about(dossier_id):
        if helper is not None and message.person_id == helper:
            _withhold(message, "no_consent")
        elif message.chosen and "wide" in message.chosen:
            message.chosen = {**message.chosen, "wide": False}
            if asked_by_consent:
                message.chosen = {**message.chosen, "volunteer": None}
                queries.ask_nobody(message.id)


def _withhold(message: Message, why: str) -> None:
    message.withheld = why
    if message.rung != Rung.DONE:
        ladder.stand(message, Rung.DONE, "withheld", clock.now())
