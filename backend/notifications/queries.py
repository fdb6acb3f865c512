"""All SQL of the outbox."""

from __future__ import annotations

from sqlalchemy import select

from backend.extensions import db
from backend.notifications.models import OutgoingMessage


def latest(limit: int) -> list[OutgoingMessage]:
    """The newest messages first."""
    return list(
        db.session.scalars(
            select(OutgoingMessage)
            .order_by(OutgoingMessage.created_at.desc(), OutgoingMessage.id.desc())
            .limit(limit)
        )
    )
