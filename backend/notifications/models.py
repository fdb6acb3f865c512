"""The outbox: what is to be said to somebody, written in the transaction that causes it."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, UtcDateTime, new_id


class MessageState(StrEnum):
    """`waiting` for its channel, or `shown` on the console."""

    WAITING = "waiting"
    SHOWN = "shown"


class OutgoingMessage(Base):
    """A message to a person.

    `recipient` (E.164) and text are sealed with the installation's secret: a text may hold a
    sign-in code, and a copy of the database must not open accounts.
    """

    __tablename__ = "outgoing_messages"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'shown')", name="state"),
        Index(None, "state", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[bytes] = mapped_column(LargeBinary())
    text: Mapped[bytes] = mapped_column(LargeBinary())
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
