"""When things are due: the clocks of a dossier over an agency's working calendar (facts §1.3).

Pure: the calendar and the moment are given. The numbers of the law stand in `RULES` with the day
from which they hold; a dossier is counted by the rules of the moment that starts its clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.core import clock
from backend.places.service import WorkingCalendar

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """Numbers of the law in force from `since`."""

    since: date
    answer_hours: int
    """Working hours in which the desk accepts, refuses or asks (T3)."""
    supplement_days: int
    """Working days in which a citizen answers a request (T8)."""
    supplement_hold_days: int
    """Working days more for the pages when the words of the answer came in time."""
    birth_days: int
    """Days in which a birth is registered (T20)."""
    supplement_reminders: tuple[int, ...]
    """Working days before the window closes on which its citizen is reminded."""
    birth_reminders: tuple[int, ...]
    """Days before the last day of a birth's registration."""
    result_reminders: tuple[int, ...]
    """Days after a result was ready on which somebody who has not fetched it is reminded."""
    answer_alert_hours: int
    """Working hours before the answer is due on which the desk is warned."""
    due_alert_days: int
    """Working days before the binding date on which who handles it is warned."""
    apology_alert_days: int
    """The same for an apology, which leaves a day before the date at the latest (T9)."""


RULES = (
    Rules(
        date(2025, 7, 1),
        answer_hours=8,
        supplement_days=15,
        supplement_hold_days=3,
        birth_days=60,
        supplement_reminders=(10, 3),
        birth_reminders=(15, 5),
        result_reminders=(7, 30),
        answer_alert_hours=2,
        due_alert_days=1,
        apology_alert_days=2,
    ),
)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a procedure may take: `days` working days, 0 the same day, None not known."""

    days: int | None
    cutoff: time | None = None

    @property
    def binds(self) -> bool:
        """The rules name a term that can be promised; else an officer gives the date."""
        return self.days is not None


def rules_at(moment: datetime) -> Rules:
    """The rules in force on that day in Vietnam; the first ones for anything before."""
    day = clock.local(moment).date()
    return max((r for r in RULES if r.since <= day), key=lambda r: r.since, default=RULES[0])


def answer_due(calendar: WorkingCalendar, received: datetime) -> datetime:
    """The end of the desk's 8 working hours for what was received at this moment (T3–T5)."""
    start = calendar.clock_start(received)
    return calendar.add_working_hours(start, rules_at(received).answer_hours)


def term_due(calendar: WorkingCalendar, start: datetime, term: Term) -> datetime | None:
    """The end of a full term that starts now; None when the rules name none (T12)."""
    if term.days is None:
        return None
    if term.days == 0:
        return calendar.same_day(start, term.cutoff) if term.cutoff else calendar.same_day(start)
    return calendar.add_working_days(start, term.days)


def end_of_day(calendar: WorkingCalendar, day: date) -> datetime:
    """Closing time of the day that an officer promised, or of the next working day after it."""
    midnight = datetime.combine(day, time(0), tzinfo=clock.VIETNAM)
    return calendar.add_working_days(midnight, 0)


def promised_again(
    calendar: WorkingCalendar, accepted: datetime, promised: date, restart: datetime
) -> datetime:
    """The promise of an officer after a supplement: the same number of working days from now."""
    days = calendar.working_days_between(clock.local(accepted).date(), promised)
    return calendar.add_working_days(restart, max(days, 0))


def remainder(calendar: WorkingCalendar, paused: datetime, due: datetime) -> int:
    """Working seconds that are left of a term at a pause; negative when it is over (T21)."""
    return calendar.working_time_between(paused, due) // SECOND


def resumed_due(
    calendar: WorkingCalendar, resumed: datetime, left: int, former_due: datetime
) -> datetime:
    """The new end of a paused term; one that was late before the pause stays as late as it was."""
    if left < 0:
        return former_due
    return calendar.resume(resumed, timedelta(seconds=left))


def supplement_due(calendar: WorkingCalendar, asked: datetime) -> datetime:
    """The end of the window for an answer to a request for papers (T8)."""
    return calendar.add_working_days(asked, rules_at(asked).supplement_days)


def held_supplement_due(calendar: WorkingCalendar, due: datetime) -> datetime:
    """The end of the window for the pages, once the words of the answer came inside it."""
    return calendar.add_working_days(due, rules_at(due).supplement_hold_days)
