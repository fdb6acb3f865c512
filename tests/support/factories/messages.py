"""Messages of invented people: phones that take pushes, hamlets, what became of what was said."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from sqlalchemy import select

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications.ladder_models import Hamlet, MessagePreference, MessageStep
from backend.notifications.models import (
    Delivery,
    DeliveryState,
    Message,
    PushSubscription,
)
from tests.support.factories.places import LUAN_THANH


def give_browser(person_id: uuid.UUID, *, detail: str = "private") -> uuid.UUID:
    """A phone of this person that takes pushes; nothing of it is real."""
    browser_id = new_id()
    with writing():
        db.session.add(
            PushSubscription(
                id=browser_id,
                endpoint_hash=hashlib.sha256(browser_id.bytes).hexdigest(),
                endpoint=f"https://push.example/{browser_id}",
                p256dh="p" * 87,
                auth="a" * 22,
                person_id=person_id,
                device_id=new_id(),
                detail=detail,
                vapid_key_id="1",
                created_at=clock.now(),
            )
        )
    return browser_id


def make_hamlet(
    name: str = "Bản Thử", *, volunteer: uuid.UUID | None = None, agency: str = LUAN_THANH
) -> uuid.UUID:
    """A hamlet of the commune's list."""
    hamlet_id = new_id()
    with writing():
        db.session.add(
            Hamlet(
                id=hamlet_id,
                agency_code=agency,
                name=name,
                search_name=name.lower().replace("ả", "a").replace("ử", "u").replace("ẫ", "a"),
                volunteer_id=volunteer,
            )
        )
    return hamlet_id


def wish(person_id: uuid.UUID, **changes: object) -> None:
    """What this person wishes of messages."""
    with writing():
        facts: dict[str, object] = {"language": "vi", "muted": [], "announcements": False}
        db.session.merge(
            MessagePreference(person_id=person_id, updated_at=clock.now(), **{**facts, **changes})
        )


def messages(dossier_id: uuid.UUID | None = None) -> list[Message]:
    """All messages (of a dossier), in the order in which they were said."""
    db.session.rollback()
    db.session.expunge_all()
    query = select(Message).order_by(Message.created_at, Message.id)
    if dossier_id is not None:
        query = query.where(Message.dossier_id == dossier_id)
    found = list(db.session.scalars(query))
    db.session.expunge_all()  # What was found stays readable as it was.
    return found


def newest(dossier_id: uuid.UUID) -> Message:
    """The last thing that was said about a dossier."""
    return messages(dossier_id)[-1]


def steps(message_id: uuid.UUID) -> list[tuple[str, str]]:
    """The way of a message: rung and why."""
    found = db.session.scalars(
        select(MessageStep).where(MessageStep.message_id == message_id).order_by(MessageStep.id)
    )
    return [(step.rung, step.why) for step in found]


def deliveries(message_id: uuid.UUID) -> list[Delivery]:
    """What was tried for it, as the database has it now."""
    db.session.rollback()
    query = select(Delivery).where(Delivery.message_id == message_id).order_by(Delivery.id)
    found = list(db.session.scalars(query))
    db.session.expunge_all()
    return found


def record(
    message_id: uuid.UUID, state: DeliveryState, *, error: str | None = None, most: int = 99
) -> None:
    """What a worker would write about the pushes of a message (about `most` of them)."""
    query = (
        select(Delivery)
        .where(Delivery.message_id == message_id, Delivery.channel == "push")
        .order_by(Delivery.id)
    )
    with writing():
        for delivery in list(db.session.scalars(query))[:most]:
            delivery.state, delivery.error = state.value, error


def hurry(message_id: uuid.UUID) -> None:
    """What waits for another try is due now."""
    with writing():
        for delivery in db.session.scalars(
            select(Delivery).where(Delivery.message_id == message_id)
        ):
            delivery.due_at = clock.now()


def at(text: str) -> datetime:
    """A moment on a wall clock in Vietnam, "2026-11-23 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.VIETNAM)
