"""Writing deliveries, in the transaction that causes them; workers take them from there."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from backend.core import clock
from backend.extensions import db
from backend.notifications import channels, queries
from backend.notifications.models import Delivery, DeliveryState, Message
from backend.notifications.sealing import seal
from backend.notifications.words import sms_text

FIRST: Final = 0
"""The rank of what somebody is waiting for at this moment (a sign-in code, an answer)."""
ORDINARY: Final = 1
LAST: Final = 2
"""The rank of announcements to thousands: nobody's own news waits behind them."""


def address(message: Message, due_at: datetime, *, rank: int = ORDINARY) -> int:
    """One delivery to each of the person's browsers; how many there are."""
    if message.person_id is None:
        return 0
    browsers = queries.live_browsers(message.person_id)
    to_browsers(message, browsers, due_at, rank=rank)
    return len(browsers)


def to_browsers(
    message: Message, browsers: Sequence[uuid.UUID], due_at: datetime, *, rank: int = ORDINARY
) -> None:
    """The same where the browsers are known already."""
    now = clock.now()
    db.session.add_all(
        Delivery(
            message_id=message.id,
            channel="push",
            subscription_id=browser,
            state=DeliveryState.WAITING.value,
            rank=rank,
            due_at=max(due_at, message.not_before),
            created_at=now,
        )
        for browser in browsers
    )
    db.session.flush()


def by_sms(
    message: Message,
    number: str,
    due_at: datetime,
    *,
    text: str | None = None,
    rank: int = ORDINARY,
) -> Delivery:
    """One SMS to a number (E.164); without `text` it says what the message's facts say.

    Where real messages do not leave (the demo) it is shown on the console at once.
    """
    now = clock.now()
    channel = channels.for_phone()
    shown = channel.first_state is DeliveryState.SENT
    if text is None and shown:
        text = sms_text(message.kind, message.facts, message.language)
    delivery = Delivery(
        message_id=message.id,
        channel=channel.name,
        recipient=seal(number),
        text=None if text is None else seal(text),
        state=channel.first_state.value,
        rank=rank,
        due_at=due_at,
        created_at=now,
        sent_at=now if shown else None,
    )
    db.session.add(delivery)
    db.session.flush()
    return delivery
