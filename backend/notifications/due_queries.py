"""SQL that reads the outbox: what is due, with all that sending it needs. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, cast, func, literal_column, select
from sqlalchemy import Text as SqlText

from backend.extensions import db
from backend.notifications.models import Delivery, DeliveryState, Message, PushSubscription

RANKS = (0, 1, 2)
# Written out, not bound: a database uses the partial index only where it sees the same words.
CLAIMABLE = Delivery.state.in_([literal_column("'waiting'"), literal_column("'sending'")])


class Due(NamedTuple):
    """A delivery whose time has come, with all that sending it needs; `browser` and what follows
    are None where it has no subscription any more."""

    id: uuid.UUID
    message_id: uuid.UUID
    channel: str
    state: str
    leased_by: str | None
    tries: int
    error: str | None
    recipient: bytes | None
    text: bytes | None
    person_id: uuid.UUID | None
    dossier_id: uuid.UUID | None
    agency_code: str | None
    kind: str
    urgency: str
    language: str
    facts: dict[str, Any]
    seq: int
    created_at: datetime
    expires_at: datetime | None
    withheld: str | None
    browser: uuid.UUID | None
    endpoint: str | None
    p256dh: str | None
    auth: str | None
    detail: str | None
    vapid_key_id: str | None
    gone_at: datetime | None


# Columns and not rows of the ORM: thousands a second are read, and nothing of them is changed.
_DUE = (
    select(
        Delivery.id,
        Delivery.message_id,
        Delivery.channel,
        Delivery.state,
        Delivery.leased_by,
        Delivery.tries,
        Delivery.error,
        Delivery.recipient,
        Delivery.text,
        Message.person_id,
        Message.dossier_id,
        Message.agency_code,
        Message.kind,
        Message.urgency,
        Message.language,
        Message.facts,
        Message.seq,
        Message.created_at,
        Message.expires_at,
        Message.withheld,
        PushSubscription.id,
        PushSubscription.endpoint,
        PushSubscription.p256dh,
        PushSubscription.auth,
        PushSubscription.detail,
        PushSubscription.vapid_key_id,
        PushSubscription.gone_at,
    )
    .join(Message, Message.id == Delivery.message_id)
    .outerjoin(PushSubscription, PushSubscription.id == Delivery.subscription_id)
)


class Sibling(NamedTuple):
    """Another delivery of the same dossier to the same browser."""

    id: uuid.UUID
    subscription_id: uuid.UUID
    dossier_id: uuid.UUID
    seq: int
    created_at: datetime
    state: str
    due_at: datetime


def anything_due(channels: Collection[str], now: datetime) -> bool:
    """Whether a claim would find something; reads a few index entries and locks nothing."""
    return (
        db.session.scalar(
            select(Delivery.id)
            .where(
                CLAIMABLE,
                Delivery.channel.in_(channels),
                Delivery.rank.in_(RANKS),
                Delivery.due_at <= now,
            )
            .limit(1)
        )
        is not None
    )


def due(channel: str, now: datetime, limit: int) -> list[Due]:
    """What is due, most urgent rank first, locked; what another worker is claiming is passed by.

    Raises ValueError or TypeError when one of the rows holds what cannot be read."""
    return [Due._make(row) for row in _rows(_DUE, channel, now, limit)]


def due_ids(channel: str, now: datetime, limit: int) -> list[uuid.UUID]:
    """Which these are, without reading anything of them; locked."""
    return [row[0] for row in _rows(select(Delivery.id), channel, now, limit)]


def due_row(delivery_id: uuid.UUID) -> Due | None:
    """One of them, locked before; raises as `due` does."""
    row = db.session.execute(_DUE.where(Delivery.id == delivery_id)).one_or_none()
    return None if row is None else Due._make(row)


def _rows(query: Select[*tuple[Any, ...]], channel: str, now: datetime, limit: int) -> list[Any]:
    found: list[Any] = []
    for rank in RANKS:
        if len(found) >= limit:
            break
        found += db.session.execute(
            query.where(
                CLAIMABLE,
                Delivery.channel == channel,
                Delivery.rank == rank,
                Delivery.due_at <= now,
            )
            .order_by(Delivery.due_at)
            .limit(limit - len(found))
            .with_for_update(of=Delivery, skip_locked=True)
        )
    return found


def facts_as_written(ids: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Messages of these deliveries, and their facts as the text that stands in the database."""
    rows = db.session.execute(
        select(Message.id, cast(Message.facts, SqlText))
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Delivery.id.in_(ids))
    )
    return [(row[0], row[1]) for row in rows]


def siblings(
    subscriptions: Collection[uuid.UUID],
    dossiers: Collection[uuid.UUID],
    *,
    beside: Collection[uuid.UUID],
) -> list[Sibling]:
    """What goes or went to these browsers about these dossiers, beside some deliveries."""
    rows = db.session.execute(
        select(
            Delivery.id,
            Delivery.subscription_id,
            Message.dossier_id,
            Message.seq,
            Message.created_at,
            Delivery.state,
            Delivery.due_at,
        )
        .join(Message, Message.id == Delivery.message_id)
        .where(
            Delivery.subscription_id.in_(subscriptions),
            Message.dossier_id.in_(dossiers),
            Delivery.id.not_in(beside),
            Delivery.state.in_(
                (
                    DeliveryState.WAITING.value,
                    DeliveryState.SENDING.value,
                    DeliveryState.SENT.value,
                )
            ),
        )
    )
    return [Sibling._make(row) for row in rows]


def still_to_send(now: datetime) -> int:
    """How many deliveries are due or under way."""
    counted = db.session.scalar(
        select(func.count())
        .select_from(Delivery)
        .where(CLAIMABLE, Delivery.rank.in_(RANKS), Delivery.due_at <= now)
    )
    return counted or 0
