"""Reminders before it is too late: to citizens, and to the officers who owe them something.

A job of the worker. Each reminder is said once: its cause (kind, dossier, date, how long before)
is unique among messages, and the dossier's row is held while it is written, so any number of
workers may run it at any time. The days stand in `deadlines.RULES`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.transaction import end_reading, writing
from backend.dossiers import people_told, queries
from backend.dossiers import reminder_queries as search
from backend.dossiers.deadlines import rules_at
from backend.dossiers.models import Dossier
from backend.dossiers.reminders import Moment, Reminder, wanted
from backend.dossiers.states import State
from backend.extensions import db
from backend.notifications import service as notifications
from backend.notifications.service import News, Recipient
from backend.places import service as places
from backend.places.service import WorkingCalendar

log = structlog.get_logger(__name__)

BATCH: Final = 100
EVERY_SECONDS: Final = 300.0
"""Between two runs of one worker: within the two working hours of a new dossier many times."""
_SOON: Final = timedelta(days=45)
"""Further ahead than ten working days ever reach, Tết included."""

_ran: dict[str, float] = {}


def remind_sometimes(now: datetime) -> int:
    """The same for a loop that comes by every few seconds."""
    tick = time.monotonic()
    if tick - _ran.get("at", -EVERY_SECONDS) < EVERY_SECONDS:
        return 0
    _ran["at"] = tick
    return remind(now)


def remind(now: datetime | None = None) -> int:
    """Say every reminder that is due and was not said; how many."""
    moment = now or clock.now()
    said, after = 0, None
    while True:
        due, after = _due(moment, after)
        for start in range(0, len(due), BATCH):
            with writing():
                said += sum(_say_alone(*one, moment) for one in due[start : start + BATCH])
        if after is None:
            return said


def causes_standing(dossier_ids: Sequence[uuid.UUID]) -> set[str]:
    """Of which reminders to officers about these dossiers the cause still stands."""
    now = clock.now()
    found = search.of_ids(dossier_ids)
    calendars = {code: places.calendar(code) for code in {one.agency_code for one in found}}
    return {
        reminder.cause
        for dossier in found
        for reminder in wanted(dossier, _moment(now, calendars[dossier.agency_code], said=True))
        if reminder.officers
    }


def _due(
    now: datetime, after: uuid.UUID | None
) -> tuple[list[tuple[uuid.UUID, str]], uuid.UUID | None]:
    """The reminders of a batch of dossiers that were not said yet; where to go on (None: end)."""
    rules = rules_at(now)
    found = search.candidates(
        now,
        soon=now + _SOON,
        ready_before=now - timedelta(days=min(rules.result_reminders)),
        births_since=now - timedelta(days=rules.birth_days),
        after=after,
        limit=BATCH,
    )
    calendars = {code: places.calendar(code) for code in {one.agency_code for one in found}}
    due = {
        reminder.cause: (dossier.id, reminder.cause)
        for dossier in found
        for reminder in wanted(dossier, _moment(now, calendars[dossier.agency_code]))
    }
    said = notifications.causes_said([dossier.id for dossier in found])
    following = found[-1].id if len(found) == BATCH else None
    end_reading()
    return [one for cause, one in due.items() if cause not in said], following


def _say_alone(dossier_id: uuid.UUID, cause: str, now: datetime) -> int:
    """One that cannot be said takes no other with it."""
    try:
        with db.session.begin_nested():
            return _say(dossier_id, cause, now)
    except SQLAlchemyError:
        raise
    except Exception:  # Logged; the people of all other dossiers are still reminded.
        log.exception("reminder_fault", dossier=str(dossier_id))
        return 0


def _say(dossier_id: uuid.UUID, cause: str, now: datetime) -> int:
    """With the dossier in hand: what was due a moment ago may be done by now."""
    dossier = queries.locked(dossier_id)
    if dossier is None:
        return 0
    moment = _moment(now, places.calendar(dossier.agency_code))
    for reminder in wanted(dossier, moment):
        if reminder.cause == cause:
            return len(notifications.tell(_news(dossier, reminder)))
    return 0


def _moment(now: datetime, calendar: WorkingCalendar, *, said: bool = False) -> Moment:
    return Moment(now, clock.local(now).date(), calendar, rules_at(now), said)


def _news(dossier: Dossier, reminder: Reminder) -> News:
    sent = queries.revision(dossier.id, dossier.revision or dossier.waiting_revision or 0)
    body = sent.body if sent else {}
    facts = {**people_told.facts(dossier, body), **reminder.facts}
    return News(
        kind=reminder.kind,
        agency_code=dossier.agency_code,
        dossier_id=dossier.id,
        seq=dossier.version,
        facts=facts,
        recipients=_recipients(dossier, body, reminder),
        dedupe=reminder.cause,
    )


def _recipients(
    dossier: Dossier, body: Mapping[str, Any], reminder: Reminder
) -> Sequence[Recipient]:
    if reminder.officers:
        in_hand = dossier.officer_id
        officers = [in_hand] if in_hand else accounts.officers(dossier.agency_code)
        return [Recipient(one) for one in officers]
    if dossier.stands is State.DRAFT:
        own = accounts.person(dossier.submitter_id)
        number = people_told.text_number(own.phone if own else None)
        return [Recipient(dossier.submitter_id, number)]
    return people_told.recipients(dossier, body)
