"""Telling people: messages in the transaction that causes them, and their first rung.

The domains above say what happened in plain facts (`News`); who may know is theirs to say, what
the person wishes is looked up here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from backend.core import clock
from backend.extensions import db
from backend.notifications import ladder, ladder_queries, outbox, preferences, quiet
from backend.notifications.models import Message
from backend.notifications.policy import Kind, Rung, course
from backend.notifications.sealing import seal


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is to know. `phone` (E.164) is where a text goes; None: no text.

    `chosen`: the people whom they chose for when nothing else reaches them, as
    {"relative": {"name", "phone"} or None, "volunteer": person id or None, "wide": may the helper
    see what it is about}. `withheld`: why they may not be told after all.
    """

    person_id: uuid.UUID | None = None
    phone: str | None = None
    chosen: Mapping[str, Any] | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What happened, as plain facts (names as text, moments and days in ISO 8601).

    `seq` grows with the dossier: an older message never covers a newer one. `dedupe` names what is
    said once (a reminder). `replaces`: earlier messages of the dossier to the same person need not
    arrive any more.
    """

    kind: Kind
    agency_code: str | None
    recipients: Sequence[Recipient]
    facts: Mapping[str, Any] = field(default_factory=dict)
    dossier_id: uuid.UUID | None = None
    seq: int = 0
    dedupe: str | None = None
    replaces: bool = False
    expires_at: datetime | None = None


def tell(news: News) -> list[uuid.UUID]:
    """Write a message for each recipient in the present transaction; their ids.

    What was said before under the same `dedupe` is not said again.
    """
    return [message for one in news.recipients if (message := _tell(news, one)) is not None]


def _tell(news: News, to: Recipient) -> uuid.UUID | None:
    dedupe = f"{news.dedupe}:{to.person_id or 'owner'}" if news.dedupe else None
    if dedupe is not None and ladder_queries.message_of_dedupe(dedupe) is not None:
        return None
    now = clock.now()
    wishes = preferences.wishes(to.person_id)
    urgency = course(news.kind).urgency
    rings = quiet.not_before(now, urgency)
    message = Message(
        person_id=to.person_id,
        dossier_id=news.dossier_id,
        agency_code=news.agency_code,
        kind=news.kind.value,
        urgency=urgency.value,
        language=wishes.language,
        facts=dict(news.facts),
        seq=news.seq,
        dedupe=dedupe,
        phone=seal(to.phone) if to.phone else None,
        chosen=dict(to.chosen) if to.chosen else None,
        created_at=now,
        not_before=rings,
        expires_at=news.expires_at,
        rung=Rung.PUSH.value,
        rung_since=rings,
        withheld=to.withheld or wishes.withheld(news.kind),
    )
    db.session.add(message)
    db.session.flush()
    if news.replaces and news.dossier_id is not None:
        ladder.replace(news.dossier_id, to.person_id, by=message.id)
    _start(message, now)
    return message.id


def _start(message: Message, now: datetime) -> None:
    if message.withheld is not None:
        ladder.stand(message, Rung.DONE, "withheld", now)
        return
    ladder.note(message, Rung.PUSH, "start", now)
    outbox.address(message, now)
    ladder.look(message, now)
