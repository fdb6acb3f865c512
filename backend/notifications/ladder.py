"""The ladder: push, a text, the people whom the person chose, the desk's call list.

A message leaves its rung as `climbing` says. Whoever looks at a message holds its row, so that two
workers never take the same step; nothing is sent here, deliveries are only written.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import end_reading, writing
from backend.extensions import db
from backend.notifications import channels, outbox, quiet, words
from backend.notifications import ladder_queries as queries
from backend.notifications.climbing import Standing, climb
from backend.notifications.ladder_models import HelperAsk, MessageStep
from backend.notifications.models import Delivery, DeliveryState, Message
from backend.notifications.policy import LADDER, Rung, Urgency, course, rules_at
from backend.notifications.sealing import unseal

log = structlog.get_logger(__name__)

BATCH: Final = 100
"""Messages a transaction: nobody waits long for the lock."""
_GIVEN_UP = frozenset({DeliveryState.FAILED.value, DeliveryState.DEAD.value})
OVERTAKEN: Final = "overtaken"
"""A delivery that gave way to a newer message on the same phone: it did not fail."""


def advance(now: datetime | None = None) -> int:
    """Let every message climb whose time has come; how many did. The worker calls it again and
    again, each batch in a transaction of its own."""
    moved = 0
    while True:
        moment = now or clock.now()
        ids = _due(moment)
        if not ids:
            return moved
        with writing():
            stepped = sum(_look_at(one, moment) for one in ids)
        moved += stepped
        if stepped == 0:  # Another worker was faster: it goes on with them.
            return moved


def _due(now: datetime) -> Sequence[uuid.UUID]:
    rules = rules_at(now)
    silent = {
        (rung, urgency.value): now - rules.waits[urgency].at(rung)
        for rung in queries.CLIMBING
        for urgency in Urgency
    }
    found = queries.may_climb(now, silent, BATCH)
    end_reading()  # The transaction that follows looks again, with the lock.
    return found


def _look_at(message_id: uuid.UUID, now: datetime) -> bool:
    """One that cannot be looked at (spoilt, sealed under another secret) holds up no other, and is
    not given up silently: the desk calls."""
    try:
        with db.session.begin_nested():
            message = queries.locked(message_id)
            return message is not None and look(message, now)
    except SQLAlchemyError:  # The database has a bad day: all of them stay as they are.
        raise
    except Exception:
        log.exception("ladder_message_fault", message=str(message_id))
        queries.put_on(message_id, Rung.CALL_LIST, now)
        db.session.add(
            MessageStep(message_id=message_id, rung=Rung.CALL_LIST.value, why="fault", at=now)
        )
        db.session.flush()
        return True


def look(message: Message, now: datetime) -> bool:
    """Take the steps that are due now; whether there was any. The row is locked, or new."""
    moved = False
    if message.expires_at is not None and message.expires_at <= now:
        return stand(message, Rung.DONE, "expired", now)
    while (step := climb(_standing(message, now), now, rules_at(now))) is not None:
        stand(message, step.to, step.why, now)
        _ENTER.get(step.to, _nothing)(message, now)
        moved = True
    return moved


def _standing(message: Message, now: datetime) -> Standing:
    rung, kind = Rung(message.rung), course(message.kind)
    tried = queries.deliveries(message.id)
    here = [d for d in tried if (d.channel == "push") == (rung is Rung.PUSH)]
    reach = kind.reach
    if message.person_id is None and message.phone is not None and reach is Rung.PUSH:
        reach = Rung.SMS  # Whoever has no account sees no inbox.
    reach = min(reach, Rung((message.chosen or {}).get("reach", reach)), key=LADDER.index)
    signs = (message.confirmed_at, message.opened_at, message.read_at, message.told_at)
    return Standing(
        rung=rung,
        since=message.rung_since,
        urgency=Urgency(message.urgency),
        reach=reach,
        open_to=_open_to(message, tried),
        failed=rung in (Rung.PUSH, Rung.SMS) and bool(here) and not any(_stands(d) for d in here),
        tried=any(_stands(d) for d in tried),
        confirmed=any(signs),
    )


def _stands(delivery: Delivery) -> bool:
    """It may still arrive, or has."""
    return delivery.state not in _GIVEN_UP or delivery.error == OVERTAKEN


def _open_to(message: Message, tried: Sequence[Delivery]) -> frozenset[Rung]:
    chosen = message.chosen or {}
    found = {Rung.CALL_LIST}
    if any(delivery.channel == "push" for delivery in tried):
        found.add(Rung.PUSH)
    if message.phone is not None and channels.can_text():
        found.add(Rung.SMS)
    if chosen.get("relative") or chosen.get("volunteer"):
        found.add(Rung.PEOPLE)
    return frozenset(found)


def stand(
    message: Message, rung: Rung, why: str, now: datetime, *, by: uuid.UUID | None = None
) -> bool:
    """Put a message on a rung and write down why."""
    message.rung = rung.value
    message.rung_since = now
    note(message, rung, why, now, by=by)
    if rung is Rung.DONE:
        queries.stop_waiting(message.id, now)
    return True


def note(
    message: Message, rung: Rung, why: str, now: datetime, *, by: uuid.UUID | None = None
) -> None:
    """One line of what the desk sees."""
    db.session.add(MessageStep(message_id=message.id, rung=rung.value, why=why, at=now, by=by))
    db.session.flush()


def replace(dossier_id: uuid.UUID, person_id: uuid.UUID | None, *, by: uuid.UUID) -> None:
    """A newer message says what stands now: the older ones need not arrive any more."""
    now = clock.now()
    for older in queries.climbing_of(dossier_id, person_id, but=by):
        stand(older, Rung.DONE, "replaced", now)


def _send_text(message: Message, now: datetime) -> None:
    rings = quiet.not_before(now, Urgency(message.urgency))
    message.rung_since = rings
    if message.phone is not None:
        outbox.by_sms(message, unseal(message.phone), rings)


def _ask_people(message: Message, now: datetime) -> None:
    """The volunteer's list; the relative gets a text that says nothing of the matter."""
    chosen: dict[str, Any] = message.chosen or {}
    rings = quiet.not_before(now, Urgency(message.urgency))
    message.rung_since = rings
    if chosen.get("volunteer"):
        db.session.add(
            HelperAsk(
                id=new_id(),
                message_id=message.id,
                helper_id=uuid.UUID(chosen["volunteer"]),
                asked_at=now,
            )
        )
    relative = chosen.get("relative")
    if relative:
        text = words.relative_sms(message.facts, message.language)
        outbox.by_sms(message, relative["phone"], rings, text=text)
    db.session.flush()


def _nothing(_message: Message, _now: datetime) -> None:
    """The call list is read from the messages themselves; off the ladder nothing is left to do."""


_ENTER: dict[Rung, Callable[[Message, datetime], None]] = {
    Rung.SMS: _send_text,
    Rung.PEOPLE: _ask_people,
}
