"""All SQL of the outbox."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from backend.extensions import db
from backend.notifications.models import Delivery, Message, PushSubscription


def latest(limit: int) -> list[tuple[Delivery, Message]]:
    """What went or goes to telephones in words, the newest first."""
    rows = db.session.execute(
        select(Delivery, Message)
        .join(Message, Message.id == Delivery.message_id)
        .where(Delivery.recipient.is_not(None))
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
        .limit(limit)
    )
    return [(delivery, message) for delivery, message in rows]


def live_browsers(person_id: uuid.UUID) -> list[uuid.UUID]:
    """The browsers where a person can be called."""
    return list(
        db.session.scalars(
            select(PushSubscription.id)
            .where(PushSubscription.person_id == person_id, PushSubscription.gone_at.is_(None))
            .order_by(PushSubscription.id)
        )
    )
