"""All SQL of the outbox."""

from __future__ import annotations

from sqlalchemy import select

from backend.extensions import db
from backend.notifications.models import Delivery, Message


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
