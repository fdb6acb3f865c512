"""All SQL of the browsers that people let us call."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import delete, func, select, update

from backend.extensions import db
from backend.notifications.models import Delivery, DeliveryState, PushSubscription

_UNSYNCHRONISED = {"synchronize_session": False}


def by_endpoint(digest: str) -> PushSubscription | None:
    """Whoever's it is, locked."""
    return db.session.scalars(
        select(PushSubscription).where(PushSubscription.endpoint_hash == digest).with_for_update()
    ).one_or_none()


def of(person_id: uuid.UUID) -> list[PushSubscription]:
    """A person's live browsers, the newest first."""
    return list(
        db.session.scalars(
            select(PushSubscription)
            .where(PushSubscription.person_id == person_id, PushSubscription.gone_at.is_(None))
            .order_by(PushSubscription.created_at.desc(), PushSubscription.id.desc())
        )
    )


def follow(found: PushSubscription) -> None:
    """The same phone had another endpoint before: what waits for that one goes to this one."""
    before = (
        select(PushSubscription.id)
        .where(
            PushSubscription.person_id == found.person_id,
            PushSubscription.device_id == found.device_id,
            PushSubscription.id != found.id,
        )
        .scalar_subquery()
    )
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.subscription_id.in_(before),
            Delivery.state == DeliveryState.WAITING.value,
        )
        .values(subscription_id=found.id)
        .execution_options(**_UNSYNCHRONISED)
    )
    db.session.execute(
        delete(PushSubscription)
        .where(PushSubscription.id.in_(before))
        .execution_options(**_UNSYNCHRONISED)
    )


def end_beyond(person_id: uuid.UUID, most: int) -> None:
    """End the oldest browsers of a person who has more than `most`."""
    surplus = [found.id for found in of(person_id)[most:]]
    if surplus:
        db.session.execute(
            delete(PushSubscription)
            .where(PushSubscription.id.in_(surplus))
            .execution_options(**_UNSYNCHRONISED)
        )


def drop_waiting(browser_id: uuid.UUID) -> None:
    """What waits for a browser is not sent there any more."""
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.subscription_id == browser_id,
            Delivery.state.in_((DeliveryState.WAITING.value, DeliveryState.SENDING.value)),
        )
        .values(state=DeliveryState.DEAD.value, error="moved", leased_by=None)
        .execution_options(**_UNSYNCHRONISED)
    )


def delete_one(person_id: uuid.UUID, browser_id: uuid.UUID) -> bool:
    """Whether a person had this browser; it is gone now."""
    return _delete(PushSubscription.person_id == person_id, PushSubscription.id == browser_id) > 0


def delete_of(person_id: uuid.UUID, device_id: uuid.UUID | None) -> None:
    """A person's browsers on one phone, or on all."""
    own = PushSubscription.person_id == person_id
    if device_id is None:
        _delete(own)
    else:
        _delete(own, PushSubscription.device_id == device_id)


def count_by_key() -> dict[str, int]:
    """How many live browsers were made with each key."""
    rows = db.session.execute(
        select(PushSubscription.vapid_key_id, func.count())
        .where(PushSubscription.gone_at.is_(None))
        .group_by(PushSubscription.vapid_key_id)
    )
    counted: dict[str, int] = {key_id: browsers for key_id, browsers in rows}  # noqa: C416
    return counted


def end_of_key(key_id: str, now: datetime) -> int:
    """Nobody can reach the browsers of this key any more; how many."""
    ended = db.session.execute(
        update(PushSubscription)
        .where(PushSubscription.vapid_key_id == key_id, PushSubscription.gone_at.is_(None))
        .values(gone_at=now)
        .execution_options(**_UNSYNCHRONISED)
    )
    return int(ended.rowcount)  # type: ignore[attr-defined]  # An UPDATE's result has it.


def _delete(*which: object) -> int:
    """Their deliveries stay, without an address: a worker finds that nobody is there."""
    ended = delete(PushSubscription).where(*which)  # type: ignore[arg-type]  # Columns' conditions.
    deleted = db.session.execute(ended.execution_options(**_UNSYNCHRONISED))
    return int(deleted.rowcount)  # type: ignore[attr-defined]  # A DELETE's result has it.
