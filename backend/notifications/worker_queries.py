"""SQL that writes the outbox: leases, and what became of deliveries. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select, update

from backend.extensions import db
from backend.notifications.due_queries import CLAIMABLE
from backend.notifications.models import Delivery, DeliveryState, Message, PushSubscription
from backend.notifications.parcels import UNKNOWN


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
    theirs = (CLAIMABLE, Delivery.leased_by == worker)
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


def put_off(ids: Collection[uuid.UUID], messages: Collection[uuid.UUID], until: datetime) -> None:
    """These wait until a moment, and so does the ladder for a sign of their people. What a worker
    died with is remembered as of unknown outcome: it may have left."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids))
        .values(
            state=DeliveryState.WAITING.value,
            error=case(
                (Delivery.state == DeliveryState.SENDING.value, UNKNOWN), else_=Delivery.error
            ),
            due_at=until,
            leased_by=None,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Message)
        .where(Message.id.in_(messages), Message.rung_since < until)
        .values(rung_since=until)
        .execution_options(synchronize_session=False)
    )


def set_facts(message_id: uuid.UUID, facts: Mapping[str, Any]) -> None:
    """A message's facts anew, without reading the old ones."""
    db.session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(facts=dict(facts))
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
