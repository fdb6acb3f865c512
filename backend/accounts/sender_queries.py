"""SQL of send-only tokens, and of the people of phones that were never signed in."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update

from backend.accounts.models import DeviceSender, Person, SendToken
from backend.extensions import db


def token_with_person(token_hash: str) -> tuple[SendToken, Person, DeviceSender | None] | None:
    """Whose send-only token this is, in one query: of an unverified sender's that somebody has
    claimed it is the claimer's."""
    row = db.session.execute(
        select(SendToken, Person, DeviceSender)
        .outerjoin(DeviceSender, DeviceSender.person_id == SendToken.person_id)
        .join(Person, Person.id == func.coalesce(DeviceSender.claimed_by, SendToken.person_id))
        .where(SendToken.token_hash == token_hash)
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def see_token(token_id: uuid.UUID, moment: datetime) -> None:
    """Note that it was used, never going back in time."""
    db.session.execute(
        update(SendToken)
        .where(SendToken.id == token_id, SendToken.last_seen_at < moment)
        .values(last_seen_at=moment)
    )


def tokens_of(person_id: uuid.UUID) -> list[SendToken]:
    """A person's send-only tokens, the newest first."""
    return list(
        db.session.scalars(
            select(SendToken)
            .where(SendToken.person_id == person_id)
            .order_by(SendToken.created_at.desc(), SendToken.id.desc())
        )
    )


def delete_tokens(person_id: uuid.UUID, device_id: uuid.UUID) -> None:
    db.session.execute(
        delete(SendToken).where(SendToken.person_id == person_id, SendToken.device_id == device_id)
    )


def delete_sender_tokens(device_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Delete the tokens of a device's unverified senders, but not of those others have claimed."""
    senders = select(DeviceSender.person_id).where(
        DeviceSender.device_id == device_id,
        or_(DeviceSender.claimed_by.is_(None), DeviceSender.claimed_by == person_id),
    )
    db.session.execute(
        delete(SendToken).where(SendToken.device_id == device_id, SendToken.person_id.in_(senders))
    )


# --- phones that were never signed in -----------------------------------------------------------


def device_sender(person_id: uuid.UUID, *, lock: bool = False) -> DeviceSender | None:
    """The unverified sender with this id, for changing when `lock`; None for an ordinary person."""
    query = select(DeviceSender).where(DeviceSender.person_id == person_id)
    return db.session.scalar(query.with_for_update() if lock else query)


def senders_of_tokens(token_hashes: Collection[str]) -> list[tuple[DeviceSender, Person]]:
    """The unverified senders whose tokens these are, for changing, in the order of their ids."""
    rows = db.session.execute(
        select(DeviceSender, Person)
        .join(Person, Person.id == DeviceSender.person_id)
        .where(
            DeviceSender.person_id.in_(
                select(SendToken.person_id).where(SendToken.token_hash.in_(token_hashes))
            )
        )
        .order_by(DeviceSender.person_id)
        .with_for_update(of=DeviceSender)
    )
    return [(row[0], row[1]) for row in rows]


def same_sender(device_id: uuid.UUID, search_name: str, phone: str | None) -> Person | None:
    """Who said the same name and number on this device before, was not claimed since, and may still
    send: whoever finds a lost phone is somebody new."""
    return db.session.scalar(
        select(Person)
        .join(DeviceSender, DeviceSender.person_id == Person.id)
        .where(
            DeviceSender.device_id == device_id,
            DeviceSender.claimed_by.is_(None),
            exists().where(SendToken.person_id == DeviceSender.person_id),
            Person.search_name == search_name,
            DeviceSender.phone == phone if phone else DeviceSender.phone.is_(None),
        )
        .order_by(Person.id)
        .limit(1)
    )


def count_senders_since(
    moment: datetime, *, device_id: uuid.UUID | None = None, address_hash: str | None = None
) -> int:
    """How many unverified senders were made since `moment`: of a device, an address, or all."""
    query = select(func.count()).select_from(DeviceSender).where(DeviceSender.made_at >= moment)
    if device_id is not None:
        query = query.where(DeviceSender.device_id == device_id)
    if address_hash is not None:
        query = query.where(DeviceSender.address_hash == address_hash)
    return db.session.scalar(query) or 0
