"""What phones report of messages: displayed, opened, read; and what a helper reports: told.

A few bytes in a phone's queue, many messages at once, any number of times. Other people's messages
are passed over in silence: a phone must not be stuck with a report that nobody takes.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Literal

from backend.core import clock
from backend.core.access import Actor
from backend.notifications import ladder
from backend.notifications import ladder_queries as queries
from backend.notifications.models import Message
from backend.notifications.policy import Rung

Report = Literal["displayed", "opened", "read", "told"]
Note = Callable[[uuid.UUID, Collection[uuid.UUID], datetime], int]


def confirm(actor: Actor, report: Report, ids: Collection[uuid.UUID]) -> int:
    """Note a report about messages; how many it was about. Call it in a write transaction."""
    return verbs[report](actor.person_id, ids, clock.now())


def _seen(mark: Callable[[Message, datetime], None]) -> Note:
    def note(person_id: uuid.UUID, ids: Collection[uuid.UUID], now: datetime) -> int:
        found = queries.own_messages(person_id, ids)
        for message in found:
            mark(message, now)
            ladder.look(message, now)
        return len(found)

    return note


def _displayed(message: Message, now: datetime) -> None:
    message.confirmed_at = message.confirmed_at or now


def _opened(message: Message, now: datetime) -> None:
    _displayed(message, now)
    message.opened_at = message.opened_at or now


def _read(message: Message, now: datetime) -> None:
    """Read in the inbox, on whichever phone: it need not have been displayed as a push."""
    message.read_at = message.read_at or now


def _told(helper_id: uuid.UUID, ids: Collection[uuid.UUID], now: datetime) -> int:
    """A helper told the person: all that waits for the same dossier is told with it."""
    asks = queries.own_asks(helper_id, ids)
    for ask in asks:
        message = queries.locked(ask.message_id)
        ask.told_at = ask.told_at or now
        if message is None or message.told_at is not None:
            continue
        message.told_at, message.told_by = now, helper_id
        if message.rung != Rung.DONE:
            ladder.stand(message, Rung.DONE, "told", now, by=helper_id)
    return len(asks)


verbs: Mapping[str, Note] = {
    "displayed": _seen(_displayed),
    "opened": _seen(_opened),
    "read": _seen(_read),
    "told": _told,
}
"""By kind of command."""
