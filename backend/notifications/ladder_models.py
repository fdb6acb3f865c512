"""Tables behind the ladder: each step of a message, what people wish, hamlets, announcements."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, BigId, Json, UtcDateTime, new_id


class MessageStep(Base):
    """A message came to a rung, and why; or an officer called. The desk reads it, in order.

    `why`: start, nobody, failed, silence, reached, delivered, told, far_enough, replaced, expired,
    withheld, fault, call_reached, call_not_reached.
    """

    __tablename__ = "message_steps"
    __table_args__ = (Index(None, "message_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    rung: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class Hamlet(Base):
    """A hamlet (thôn, bản) of a commune as the commune lists it, and its volunteer."""

    __tablename__ = "hamlets"
    __table_args__ = (UniqueConstraint("agency_code", "search_name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    name: Mapped[str] = mapped_column(String(80))
    search_name: Mapped[str] = mapped_column(String(80))
    volunteer_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """No longer offered; who chose it before keeps it."""


class MessagePreference(Base):
    """What a person wishes of messages; no row means the usual.

    `muted` are subjects. `announcements` is asked for, never assumed. `stopped_at`: consent to be
    messaged was withdrawn (Law 91/2025/QH15); what concerns them is still written down, not sent.
    """

    __tablename__ = "message_preferences"
    __table_args__ = (
        CheckConstraint("language IN ('vi', 'en')", name="language"),
        Index(None, "hamlet_id", "announcements"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(2), default="vi")
    muted: Mapped[list[str]] = mapped_column(Json(), default=list)
    announcements: Mapped[bool] = mapped_column(default=False)
    hamlet_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("hamlets.id", ondelete="SET NULL")
    )
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime())


class HelperAsk(Base):
    """A helper was asked to tell somebody (nhắn giúp); `told_at` when they said that they did."""

    __tablename__ = "helper_asks"
    __table_args__ = (
        UniqueConstraint("message_id", "helper_id"),
        Index(None, "helper_id", "told_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    helper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime())
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class Announcement(Base):
    """One alert of a commune to the residents of hamlets who asked for it.

    `reached_id` is the last person for whom a message was made: whoever goes on begins behind.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        CheckConstraint("kind IN ('announcement', 'alert')", name="kind"),
        CheckConstraint("state IN ('sending', 'done')", name="state"),
        Index(None, "agency_code", "made_at"),
        Index(None, "state"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text())
    hamlets: Mapped[list[str]] = mapped_column(Json())
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    state: Mapped[str] = mapped_column(String(8), default="sending")
    recipients: Mapped[int] = mapped_column(default=0)
    """How many there were when it was confirmed; `made` counts the messages made so far."""
    made: Mapped[int] = mapped_column(default=0)
    reached_id: Mapped[uuid.UUID | None] = mapped_column()
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class SmsIncoming(Base):
    """What the gateway told us, once each: a report of a delivery, or a text from a number.

    `number_hash` is keyed with the installation's secret: floods are counted, nobody is listed.
    """

    __tablename__ = "sms_incoming"
    __table_args__ = (
        CheckConstraint("kind IN ('report', 'question')", name="kind"),
        Index(None, "number_hash", "at"),
        Index(None, "agency_code", "at"),
    )

    notice_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    number_hash: Mapped[str | None] = mapped_column(String(64))
    agency_code: Mapped[str | None] = mapped_column(String(20))
    answered: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
