"""Reminders before it is too late: to citizens, and to the officers who owe them something.

A job of the worker. Each reminder is said once: its cause (kind, dossier, date, how long before)
is unique among messages, and the dossier's row is held while it is written, so any number of
workers may run it at any time. The days stand in `deadlines.RULES`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.transaction import end_reading, writing
from backend.dossiers import apology, births, history_queries, people_told, queries
from backend.dossiers import reminder_queries as search
from backend.dossiers.deadlines import Rules, rules_at
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from backend.notifications import service as notifications
from backend.notifications.service import Kind, News, Recipient
from backend.places import service as places
from backend.places.service import WorkingCalendar

BATCH: Final = 100
EVERY_SECONDS: Final = 300.0
"""Between two runs of one worker: within the two working hours of a new dossier many times."""
_SOON: Final = timedelta(days=45)
"""Further ahead than ten working days ever reach, Tết included."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: what, why once, and whom; `facts` go beyond the dossier's own."""

    kind: Kind
    cause: str
    officers: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moment:
    """The present as rules count it."""

    now: datetime
    today: date
    calendar: WorkingCalendar
    rules: Rules
    said: bool = False
    """Asked of what was said already, whose cause stands until it is done, however late that is."""


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
                said += sum(_say(*one, moment) for one in due[start : start + BATCH])
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
        for reminder in _wanted(dossier, _moment(now, calendars[dossier.agency_code], said=True))
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
    wanted = {
        reminder.cause: (dossier.id, reminder.cause)
        for dossier in found
        for reminder in _wanted(dossier, _moment(now, calendars[dossier.agency_code]))
    }
    said = notifications.causes_said([dossier.id for dossier in found])
    following = found[-1].id if len(found) == BATCH else None
    end_reading()
    return [one for cause, one in wanted.items() if cause not in said], following


def _say(dossier_id: uuid.UUID, cause: str, now: datetime) -> int:
    """With the dossier in hand: what was due a moment ago may be done by now."""
    dossier = queries.locked(dossier_id)
    if dossier is None:
        return 0
    moment = _moment(now, places.calendar(dossier.agency_code))
    for reminder in _wanted(dossier, moment):
        if reminder.cause == cause:
            return len(notifications.tell(_news(dossier, reminder)))
    return 0


def _moment(now: datetime, calendar: WorkingCalendar, *, said: bool = False) -> Moment:
    return Moment(now, clock.local(now).date(), calendar, rules_at(now), said)


def _wanted(dossier: Dossier, moment: Moment) -> list[Reminder]:
    return [one for make in _MAKERS.get(dossier.stands, ()) if (one := make(dossier, moment))]


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


# --- what is due ---------------------------------------------------------------------------------


def _supplement(dossier: Dossier, moment: Moment) -> Reminder | None:
    """So many working days before the window closes; the nearest alone."""
    due = dossier.supplement_due
    if due is None or due <= moment.now:
        return None
    last_day = clock.local(due).date()
    left = moment.calendar.working_days_between(moment.today, last_day)
    step = _nearest(left, moment.rules.supplement_reminders)
    if step is None:
        return None
    cause = f"supplement:{dossier.id}:{last_day}:{step}"
    return Reminder(Kind.SUPPLEMENT_CLOSING, cause, facts={"days": max(left, 0)})


def _result(dossier: Dossier, moment: Moment) -> Reminder | None:
    """So many days after it was ready. A file that was looked at on the phone was fetched."""
    done = dossier.finished_at
    if done is None:
        return None
    waited = (moment.today - clock.local(done).date()).days
    passed = [days for days in moment.rules.result_reminders if waited >= days]
    if not passed or _looked_at(dossier, done):
        return None
    cause = f"result:{dossier.id}:{clock.local(done).date()}:{max(passed)}"
    return Reminder(Kind.RESULT_WAITING, cause)


def _looked_at(dossier: Dossier, done: datetime) -> bool:
    if not history_queries.results(dossier.id):
        return False
    seen = history_queries.last_event(dossier.id, "seen")
    return seen is not None and seen.at >= done


def _birth(dossier: Dossier, moment: Moment) -> Reminder | None:
    """So many days before the last day for a birth's registration, as far as we know of it."""
    born = births.unregistered(dossier)
    if born is None:
        return None
    last_day = born + timedelta(days=moment.rules.birth_days)
    left = (last_day - moment.today).days
    step = _nearest(left, moment.rules.birth_reminders)
    if step is None or left < 0:
        return None
    facts = {"due": last_day.isoformat(), "days": moment.rules.birth_days, "born": str(born)}
    return Reminder(Kind.BIRTH_CLOSING, f"birth:{dossier.id}:{last_day}:{step}", facts=facts)


def _new(dossier: Dossier, moment: Moment) -> Reminder | None:
    """Nobody has opened it: the desk hears of it at once, so within the two hours of T2."""
    if dossier.opened_at is not None or dossier.received_at is None:
        return None
    at = {"at": dossier.received_at.isoformat()}
    cause = f"desk_new:{dossier.id}:{dossier.received_at.isoformat()}"
    return Reminder(Kind.DESK_NEW, cause, officers=True, facts=at)


def _answer(dossier: Dossier, moment: Moment) -> Reminder | None:
    """The answer is due within so many working hours, and there is none."""
    due = dossier.answer_due
    if due is None or (due <= moment.now and not moment.said):
        return None
    left = moment.calendar.working_time_between(moment.now, due)
    if left > timedelta(hours=moment.rules.answer_alert_hours):
        return None
    return Reminder(
        Kind.DESK_ANSWER_DUE, f"desk_answer:{dossier.id}:{due.isoformat()}", officers=True
    )


def _binding(dossier: Dossier, moment: Moment) -> Reminder | None:
    days = range(moment.rules.due_alert_days + 1)
    return _before_due(dossier, moment, Kind.DESK_DUE_TOMORROW, days)


def _apology(dossier: Dossier, moment: Moment) -> Reminder | None:
    """In time for an apology, where none was given: it leaves a day before the date, so on the day
    itself nobody is told any more."""
    days = range(1, moment.rules.apology_alert_days + 1)
    found = _before_due(dossier, moment, Kind.DESK_APOLOGY_DUE, days)
    return None if found is None or apology.last(dossier) is not None else found


def _before_due(dossier: Dossier, moment: Moment, kind: Kind, days: range) -> Reminder | None:
    """With so many working days left: a worker that was down on the first says it on the next, and
    a term that is shorter is warned of at once."""
    due = dossier.binding_due
    if due is None:
        return None
    last_day = clock.local(due).date()
    left = moment.calendar.working_days_between(moment.today, last_day)
    if left >= days.stop or (left < days.start and not moment.said):
        return None
    return Reminder(kind, f"{kind.value}:{dossier.id}:{last_day}", officers=True)


def _nearest(left: int, steps: Sequence[int]) -> int | None:
    """The smallest step that is reached: 3 days before, the reminder of 10 is not said any more."""
    return min((step for step in steps if left <= step), default=None)


_MAKERS: Mapping[State, tuple[Callable[[Dossier, Moment], Reminder | None], ...]] = {
    State.SUPPLEMENT_ASKED: (_supplement,),
    State.FINISHED: (_result,),
    **dict.fromkeys(births.KNOWN_FROM, (_birth,)),
    State.RECEIVED: (_new, _answer),
    State.ACCEPTED: (_binding, _apology),
    State.PROCESSING: (_binding, _apology),
}
