"""The outbox: what is to be said to whom, written in the transaction that causes it.

A message says one thing to one person. A delivery takes it to one address by one channel; it is
what workers claim. A subscription is a browser that a person lets us call (Web Push).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, Json, UtcDateTime, new_id


class Rung(StrEnum):
    """How far a message has gone down the ladder; `done` when nothing more is to be tried."""

    PUSH = "push"
    SMS = "sms"
    PEOPLE = "people"
    CALL_LIST = "call_list"
    DONE = "done"


class Urgency(StrEnum):
    """How soon it matters (RFC 8030's words, which the push service gets too)."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class DeliveryState(StrEnum):
    """`unknown`: the gateway did not say whether it took it. `failed`: given up after many tries.
    `dead`: this address will never take it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DEAD = "dead"


class Detail(StrEnum):
    """What a lock screen may show: everything, or that there is news."""

    PRIVATE = "private"
    DISCREET = "discreet"


def _one_of(column: str, kinds: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(kind.value) for kind in kinds)})"


class Message(Base):
    """One thing said to one person, who may have no account (then `phone` is all there is).

    `facts` are plain data from which the words are made when it leaves. `seq` is the dossier's
    version: an older message never covers a newer one. `dedupe` names a cause that may come twice
    (a reminder). `phone` is sealed E.164. `withheld` says why it is not sent at all.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint(_one_of("rung", Rung), name="rung"),
        CheckConstraint(_one_of("urgency", Urgency), name="urgency"),
        Index(None, "person_id", "created_at"),
        Index(None, "dossier_id", "created_at"),
        Index(None, "rung", "rung_since"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column()
    agency_code: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"))
    kind: Mapped[str] = mapped_column(String(32))
    urgency: Mapped[str] = mapped_column(String(8), default=Urgency.NORMAL.value)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    facts: Mapped[dict[str, Any]] = mapped_column(Json(), default=dict)
    seq: Mapped[int] = mapped_column(default=0)
    dedupe: Mapped[str | None] = mapped_column(String(120), unique=True)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary())
    chosen: Mapped[dict[str, Any] | None] = mapped_column(Json())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime())
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    rung: Mapped[str] = mapped_column(String(10), default=Rung.PUSH.value)
    rung_since: Mapped[datetime] = mapped_column(UtcDateTime())
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Displayed on a phone, as that phone reported; `opened_at` when it was touched there."""
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    told_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    withheld: Mapped[str | None] = mapped_column(String(32))


_CLAIMABLE: ColumnElement[bool] = literal_column("state IN ('waiting', 'sending')")


class Delivery(Base):
    """A message on its way to one address.

    `due_at`: while it waits, when it may be tried; while a worker (`leased_by`) has it, when that
    worker's lease ends and another may take it. `rank` orders what is due: a sign-in code never
    waits behind 10,000 announcements. `recipient` (E.164) and `text` are sealed: a text that is
    kept may hold a sign-in code, and a copy of the database must not open accounts.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint("channel IN ('push', 'sms', 'console')", name="channel"),
        CheckConstraint(_one_of("state", DeliveryState), name="state"),
        Index(
            "ix_deliveries_claimable",
            "channel",
            "rank",
            "due_at",
            postgresql_where=_CLAIMABLE,
            sqlite_where=_CLAIMABLE,
        ),
        Index(None, "message_id"),
        Index(None, "subscription_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(8))
    subscription_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("push_subscriptions.id", ondelete="SET NULL")
    )
    recipient: Mapped[bytes | None] = mapped_column(LargeBinary())
    text: Mapped[bytes | None] = mapped_column(LargeBinary())
    state: Mapped[str] = mapped_column(String(8), default=DeliveryState.WAITING.value)
    rank: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime())
    leased_by: Mapped[str | None] = mapped_column(String(40))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    gateway_id: Mapped[str | None] = mapped_column(String(80), index=True)
    error: Mapped[str | None] = mapped_column(String(40))


class PushSubscription(Base):
    """A browser that a person lets us call. The endpoint is an address of theirs: never logged.

    `vapid_key_id` names the key pair it was made with; a push service takes no other's messages.
    `gone_at` is set when the service said that nobody is there any more.
    """

    __tablename__ = "push_subscriptions"
    __table_args__ = (
        CheckConstraint(_one_of("detail", Detail), name="detail"),
        Index(None, "person_id", "device_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    endpoint_hash: Mapped[str] = mapped_column(String(64), unique=True)
    endpoint: Mapped[str] = mapped_column(Text())
    p256dh: Mapped[str] = mapped_column(String(88))
    auth: Mapped[str] = mapped_column(String(24))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    device_id: Mapped[uuid.UUID] = mapped_column()
    detail: Mapped[str] = mapped_column(String(8))
    vapid_key_id: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    last_ok_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
