"""SQL of the ladder: which messages may climb, what each has tried, who is asked. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, case, delete, exists, func, not_, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from backend.extensions import db
from backend.notifications.ladder_models import HelperAsk, MessageStep
from backend.notifications.models import Delivery, DeliveryState, Message, Rung

CLIMBING = (Rung.PUSH, Rung.SMS, Rung.PEOPLE)
_GIVEN_UP = (DeliveryState.FAILED, DeliveryState.DEAD)


def may_climb(
    now: datetime, silent_since: Mapping[tuple[Rung, str], datetime], limit: int
) -> list[uuid.UUID]:
    """Messages whose time on their rung is over, or all of whose deliveries there were given up.

    `silent_since`: by rung and urgency, the moment before which a rung has waited long enough.
    """
    late = [
        and_(Message.rung == rung, Message.urgency == urgency, Message.rung_since <= moment)
        for (rung, urgency), moment in silent_since.items()
    ]
    expired = and_(Message.rung.in_(CLIMBING), Message.expires_at <= now)
    given_up = and_(Message.rung.in_((Rung.PUSH, Rung.SMS)), not_(_has_delivery(_stands())))
    query = select(Message.id).where(or_(*late, expired, given_up))
    return list(db.session.scalars(query.order_by(Message.rung_since).limit(limit)))


def _stands() -> ColumnElement[bool]:
    """A delivery that may still arrive, or has; one that was overtaken did not fail."""
    overtaken = func.coalesce(Delivery.error, "") == "overtaken"
    return or_(Delivery.state.not_in(_GIVEN_UP), overtaken)


def _has_delivery(test: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the message has a delivery on the channel of its rung that passes."""
    of_rung = case((Message.rung == Rung.PUSH, Delivery.channel == "push"), else_=True)
    beyond = case((Message.rung == Rung.SMS, Delivery.channel != "push"), else_=True)
    return exists().where(Delivery.message_id == Message.id, of_rung, beyond, test)


def locked(message_id: uuid.UUID) -> Message | None:
    """One message, for changing."""
    return db.session.scalar(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def put_on(message_id: uuid.UUID, rung: Rung, now: datetime) -> None:
    """Put a message on a rung without reading it."""
    db.session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(rung=rung.value, rung_since=now)
        .execution_options(synchronize_session=False)
    )


def message_of_dedupe(dedupe: str) -> uuid.UUID | None:
    """Whether this was said already."""
    return db.session.scalar(select(Message.id).where(Message.dedupe == dedupe))


def causes_said(dossiers: Collection[uuid.UUID]) -> set[str]:
    """What was said once about these dossiers, to whomever (a reminder's cause)."""
    found = db.session.scalars(
        select(Message.dedupe).where(Message.dossier_id.in_(dossiers), Message.dedupe.is_not(None))
    )
    return {dedupe.rpartition(":")[0] for dedupe in found if dedupe is not None}


def deliveries(message_id: uuid.UUID) -> Sequence[Delivery]:
    """Everything that was tried for a message, in order."""
    return db.session.scalars(
        select(Delivery).where(Delivery.message_id == message_id).order_by(Delivery.id)
    ).all()


def deliveries_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Delivery]]:
    """The same for several messages; one query."""
    found: dict[uuid.UUID, list[Delivery]] = {one: [] for one in ids}
    for one in db.session.scalars(
        select(Delivery).where(Delivery.message_id.in_(ids)).order_by(Delivery.id)
    ):
        found[one.message_id].append(one)
    return found


def delivery_of_gateway(gateway_id: str) -> Delivery | None:
    """The text that a gateway's report is about."""
    return db.session.scalar(select(Delivery).where(Delivery.gateway_id == gateway_id).limit(1))


def delivery(delivery_id: uuid.UUID) -> Delivery | None:
    return db.session.get(Delivery, delivery_id)


def stop_waiting(message_id: uuid.UUID, now: datetime) -> None:
    """What has not left yet need not leave any more."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.message_id == message_id, Delivery.state == DeliveryState.WAITING)
        .values(state=DeliveryState.FAILED.value, error="replaced", due_at=now)
    )


def climbing_of(
    dossier_id: uuid.UUID, person_id: uuid.UUID | None, *, but: uuid.UUID
) -> list[Message]:
    """Messages of a dossier to the same person that are still on the ladder, for changing."""
    same = Message.person_id.is_(None) if person_id is None else Message.person_id == person_id
    return list(
        db.session.scalars(
            select(Message)
            .where(
                Message.dossier_id == dossier_id,
                same,
                Message.rung != Rung.DONE,
                Message.id != but,
            )
            .order_by(Message.id)
            .with_for_update()
        )
    )


def climbing_to(person_id: uuid.UUID) -> list[Message]:
    """A person's messages that are still on the ladder, for changing."""
    return _for_changing(Message.person_id == person_id, Message.rung != Rung.DONE)


def messages_about(dossier_id: uuid.UUID) -> list[Message]:
    """All messages of a dossier, to whomever, for changing."""
    return _for_changing(Message.dossier_id == dossier_id)


def _for_changing(*which: ColumnElement[bool]) -> list[Message]:
    query = select(Message).where(*which).order_by(Message.id).with_for_update()
    return list(db.session.scalars(query))


def ask_nobody(message_id: uuid.UUID) -> None:
    """No helper is asked to pass a message on any more."""
    db.session.execute(
        delete(HelperAsk).where(HelperAsk.message_id == message_id, HelperAsk.told_at.is_(None))
    )


def own_messages(person_id: uuid.UUID, ids: Collection[uuid.UUID]) -> list[Message]:
    """Those of `ids` that are this person's, for changing."""
    return list(
        db.session.scalars(
            select(Message)
            .where(Message.person_id == person_id, Message.id.in_(ids))
            .order_by(Message.id)
            .with_for_update()
        )
    )


def give_messages(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """What was said to the first person is the second one's."""
    db.session.execute(update(Message).where(Message.person_id == from_id).values(person_id=to_id))


# --- steps ---------------------------------------------------------------------------------------


def steps(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[MessageStep]]:
    """The steps of these messages, each in order; one query."""
    found: dict[uuid.UUID, list[MessageStep]] = {one: [] for one in ids}
    for step in db.session.scalars(
        select(MessageStep).where(MessageStep.message_id.in_(ids)).order_by(MessageStep.id)
    ):
        found[step.message_id].append(step)
    return found


def of_dossier(dossier_id: uuid.UUID, limit: int) -> list[Message]:
    """The newest messages about a dossier."""
    return list(
        db.session.scalars(
            select(Message)
            .where(Message.dossier_id == dossier_id)
            .order_by(Message.created_at.desc(), Message.id.desc())
            .limit(limit)
        )
    )


# --- helpers and the call list -------------------------------------------------------------------


def asks_of(helper_id: uuid.UUID, limit: int) -> list[tuple[HelperAsk, Message]]:
    """What a helper is asked to tell and has not told yet, the oldest first."""
    rows = db.session.execute(
        select(HelperAsk, Message)
        .join(Message, Message.id == HelperAsk.message_id)
        .where(
            HelperAsk.helper_id == helper_id,
            HelperAsk.told_at.is_(None),
            Message.rung.in_((Rung.PEOPLE, Rung.CALL_LIST)),
        )
        .order_by(HelperAsk.asked_at, HelperAsk.id)
        .limit(limit)
    ).all()
    return [(row[0], row[1]) for row in rows]


def own_asks(helper_id: uuid.UUID, ids: Collection[uuid.UUID]) -> list[HelperAsk]:
    """The asks of this helper about these messages, for changing."""
    return list(
        db.session.scalars(
            select(HelperAsk)
            .where(HelperAsk.helper_id == helper_id, HelperAsk.message_id.in_(ids))
            .order_by(HelperAsk.id)
            .with_for_update()
        )
    )


def to_call(agency_code: str, limit: int) -> list[Message]:
    """Whom nobody reached, the longest waiting first."""
    return list(
        db.session.scalars(
            select(Message)
            .where(Message.agency_code == agency_code, Message.rung == Rung.CALL_LIST)
            .order_by(Message.rung_since, Message.id)
            .limit(limit)
        )
    )


# --- the inbox -----------------------------------------------------------------------------------

_HIDDEN = "no_consent"
"""What somebody may not know, they do not find in their inbox either."""


def _own(person_id: uuid.UUID) -> list[ColumnElement[bool]]:
    withheld = func.coalesce(Message.withheld, "")
    return [Message.person_id == person_id, withheld != _HIDDEN]


def inbox(person_id: uuid.UUID, before: uuid.UUID | None, limit: int) -> list[Message]:
    """A page of somebody's messages, the newest first; ids are ordered by time."""
    query = select(Message).where(*_own(person_id))
    if before is not None:
        query = query.where(Message.id < before)
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(limit)))


def unread_of(
    person_id: uuid.UUID, kinds: Sequence[str], before: uuid.UUID | None, limit: int
) -> list[Message]:
    """Somebody's unread messages of some kinds, the newest first."""
    query = select(Message).where(
        *_own(person_id), Message.kind.in_(kinds), Message.read_at.is_(None)
    )
    if before is not None:
        query = query.where(Message.id < before)
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(limit)))


def inbox_state(person_id: uuid.UUID) -> tuple[int, int, datetime | None]:
    """How many messages somebody has, how many are unread, and when one was read last."""
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((Message.read_at.is_(None), 1), else_=0)), 0),
            func.max(Message.read_at),
        ).where(*_own(person_id))
    ).one()
    return int(row[0]), int(row[1]), row[2]
