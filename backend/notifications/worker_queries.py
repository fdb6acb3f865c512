"""All SQL of the worker: claiming what is due under a lease, and writing down what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)

from backend.extensions import db
from backend.notifications.models import Delivery, DeliveryState, Message, PushSubscription

RANKS = (0, 1, 2)
# Written out, not bound: a database uses the partial index only where it sees the same words.
_CLAIMABLE = Delivery.state.in_([literal_column("'waiting'"), literal_column("'sending'")])


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
_DUE = select(
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
                _CLAIMABLE,
                Delivery.channel.in_(channels),
                Delivery.rank.in_(RANKS),
                Delivery.due_at <= now,
            )
            .limit(1)
        )
        is not None
    )


def due(channel: str, now: datetime, limit: int) -> list[Due]:
    """What is due, most urgent rank first, locked; what another worker is claiming is passed by."""
    found: list[Due] = []
    for rank in RANKS:
        if len(found) >= limit:
            break
        rows = db.session.execute(
            _DUE.join(Message, Message.id == Delivery.message_id)
            .outerjoin(PushSubscription, PushSubscription.id == Delivery.subscription_id)
            .where(
                _CLAIMABLE,
                Delivery.channel == channel,
                Delivery.rank == rank,
                Delivery.due_at <= now,
            )
            .order_by(Delivery.due_at)
            .limit(limit - len(found))
            .with_for_update(of=Delivery, skip_locked=True)
        )
        found += [Due._make(row) for row in rows]
    return found


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


def lease(ids: Sequence[uuid.UUID], worker: str, until: datetime) -> None:
    """Take these for a worker until a moment; each has been tried once more."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids))
        .values(
            state=DeliveryState.SENDING.value,
            leased_by=worker,
            due_at=until,
            tries=Delivery.tries + 1,
        )
        .execution_options(synchronize_session=False)
    )


def give_back(worker: str, now: datetime) -> int:
    """Whatever a worker has leased is due now; how much that is."""
    theirs = (_CLAIMABLE, Delivery.leased_by == worker)
    db.session.execute(
        update(Delivery)
        .where(*theirs, Delivery.due_at > now)
        .values(due_at=now)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(select(func.count()).select_from(Delivery).where(*theirs)) or 0


def end(ids: Sequence[uuid.UUID], error: str, *, state: DeliveryState = DeliveryState.DEAD) -> None:
    """These are not sent at all."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids))
        .values(state=state.value, error=error, leased_by=None)
        .execution_options(synchronize_session=False)
    )


def write_outcomes(worker: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """What became of claimed deliveries: those whose lease is still this worker's own.

    Each row has `id`, `claim` (its tries when it was claimed) and the new values.
    """
    table = Delivery.__table__
    db.session.connection().execute(
        update(table)  # type: ignore[arg-type]  # A mapped class's table is a Table.
        .where(
            table.c.id == bindparam("row"),
            table.c.leased_by == worker,
            table.c.tries == bindparam("claim"),
            table.c.state == DeliveryState.SENDING.value,
        )
        .values(
            state=bindparam("new_state"),
            error=bindparam("new_error"),
            due_at=bindparam("new_due_at"),
            tries=bindparam("new_tries"),
            sent_at=bindparam("new_sent_at"),
            gateway_id=func.coalesce(bindparam("new_gateway_id"), table.c.gateway_id),
            leased_by=None,
        ),
        rows,
    )


def lock_browsers(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the browsers that nobody else sends to at this moment, locked until the end of the
    transaction: of two messages to one browser no two workers take one each."""
    return set(
        db.session.scalars(
            select(PushSubscription.id)
            .where(PushSubscription.id.in_(ids))
            .order_by(PushSubscription.id)
            .with_for_update(skip_locked=True)
        )
    )


def note_browsers(alive: Collection[uuid.UUID], gone: Collection[uuid.UUID], now: datetime) -> None:
    """When browsers were last reached (to the day), and that nobody is at some of them any more."""
    db.session.scalars(
        # Locked in one order, so that two workers never wait for each other.
        select(PushSubscription.id)
        .where(
            or_(
                PushSubscription.id.in_(gone),
                PushSubscription.id.in_(alive) & _not_seen_for_a_day(now),
            )
        )
        .order_by(PushSubscription.id)
        .with_for_update()
    ).all()
    if alive:
        _set_browsers(PushSubscription.id.in_(alive) & _not_seen_for_a_day(now), last_ok_at=now)
    if gone:
        _set_browsers(PushSubscription.id.in_(gone), gone_at=now)


def _not_seen_for_a_day(now: datetime) -> ColumnElement[bool]:
    return or_(
        PushSubscription.last_ok_at.is_(None), PushSubscription.last_ok_at < now - timedelta(days=1)
    )


def _set_browsers(which: ColumnElement[bool], **values: Any) -> None:
    db.session.execute(
        update(PushSubscription)
        .where(which)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def bury(subscriptions: Collection[uuid.UUID]) -> None:
    """What still waits for browsers where nobody is any more will not be sent."""
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.subscription_id.in_(subscriptions),
            Delivery.state == DeliveryState.WAITING.value,
        )
        .values(state=DeliveryState.DEAD.value, error="gone")
        .execution_options(synchronize_session=False)
    )


def still_to_send(now: datetime) -> int:
    """How many deliveries are due or under way."""
    counted = db.session.scalar(
        select(func.count())
        .select_from(Delivery)
        .where(_CLAIMABLE, Delivery.rank.in_(RANKS), Delivery.due_at <= now)
    )
    return counted or 0
