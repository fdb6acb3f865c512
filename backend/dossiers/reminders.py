"""What of a dossier has to be said at a moment: to its citizen before it is too late, and to the
officers who owe it something. The days stand in `deadlines.RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.core import clock
from backend.dossiers import apology, births, history_queries
from backend.dossiers.deadlines import Rules
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from backend.notifications.service import Kind
from backend.places.service import WorkingCalendar

log = structlog.get_logger(__name__)


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


def wanted(dossier: Dossier, moment: Moment) -> list[Reminder]:
    """None about one that cannot be judged (spoilt data, a fault of ours): the others are said."""
    try:
        return [one for make in _MAKERS.get(dossier.stands, ()) if (one := make(dossier, moment))]
    except SQLAlchemyError:
        raise
    except Exception:  # Logged; the people of all other dossiers are still reminded.
        log.exception("reminder_fault", dossier=str(dossier.id))
        return []


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
