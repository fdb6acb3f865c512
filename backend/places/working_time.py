"""Working time: the law counts in working days and hours, and each agency keeps its own.

Everything here is pure: a `WorkingCalendar` is built from plain data and a source of public
holidays, and answers from these alone. Moments come in aware and go out aware in UTC; in between
the calendar works on the wall clock in Vietnam, which has no summer time.

How a term is counted:

- The starting day is not counted (Civil Code, article 147): three working days from a Friday end
  on the Wednesday after, at closing time. A procedure may ask for the exact hour instead.
- Clocks run on counted days only (ngày làm việc). A Saturday morning on which the desk merely
  opens is shown to people, and is nobody's working day.
- Opening and closing times both belong to the working day, so a term that is used up exactly at
  closing time is due then, and not on the next morning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from backend.core.clock import VIETNAM
from backend.places.opening_hours import (
    CalendarError,
    Hours,
    Week,
    check_hours,
    left_of,
    moved_into,
)
from backend.places.public_holidays import HolidaySource, no_holidays

LAST_HOUR = timedelta(hours=1)
"""What arrives in the last working hour of a day starts its clock on the next one (rule T4)."""
SAME_DAY_CUTOFF = time(15, 0)
"""A matter of the same day that arrives later is due on the next working day (rule T12)."""
LONGEST_TERM_DAYS = 5_000
LONGEST_TERM = timedelta(hours=40_000)

_ONE_DAY = timedelta(days=1)
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class DayOverride:
    """What the agency says about one date: closed, or a working day with hours of its own.

    `hours` None on a working day means the hours of an ordinary working day.
    """

    works: bool
    reason: str
    hours: Hours | None = None


class Remaining(NamedTuple):
    """What is left of a term: `days` working days after today (0 = today), `time` in the office.

    Both are negative, and `late` is true, once the term is over.
    """

    late: bool
    days: int
    time: timedelta


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """An agency's working time. Instances may be shared between threads."""

    week: Week
    overrides: Mapping[date, DayOverride] = field(default_factory=dict)
    source: HolidaySource = no_holidays
    _known: dict[date, Hours] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise CalendarError("A week has seven days.")
        for hours in [*(day.hours for day in self.week), *self._special_hours()]:
            check_hours(hours)
        if not any(day.counted and day.hours for day in self.week):
            raise CalendarError("A week needs a working day.")

    # --- days ---------------------------------------------------------------------------------

    def office_hours(self, day: date) -> Hours:
        """When the desk is open on `day`; empty when it is closed."""
        return self._counted_hours(day) or self._uncounted_hours(day)

    def is_working_day(self, day: date) -> bool:
        """Does `day` count in a term?"""
        return bool(self._counted_hours(day))

    def day_off_name(self, day: date) -> str | None:
        """The name of the holiday, or the agency's own reason for being closed."""
        override = self.overrides.get(day)
        if override is not None:
            return None if override.works else override.reason
        return self.source(day.year).holidays.get(day)

    def working_day_after(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after `day`; `day` itself is not counted."""
        return self._step(day, count, _ONE_DAY)

    def working_day_before(self, day: date, count: int = 1) -> date:
        """The `count`-th working day before `day`, as an apology must leave before the due day."""
        return self._step(day, count, -_ONE_DAY)

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; negative when `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        days = (last - first).days
        return sum(self.is_working_day(first + timedelta(days=n + 1)) for n in range(days))

    # --- terms --------------------------------------------------------------------------------

    def clock_start(self, moment: datetime) -> datetime:
        """When the answer clock starts for something that arrived at `moment` (rules T4, T5).

        Outside office hours it waits for the next opening. In the last working hour of a day it
        waits for the next working day.
        """
        wall = self._next_open(_wall(moment))
        hours = self._counted_hours(wall.date())
        day_began = wall.time() == hours[0].opens
        if not day_began and left_of(hours, wall.time()) <= LAST_HOUR:
            wall = self._opening(self.working_day_after(wall.date()))
        return _utc(wall)

    def add_working_days(
        self, start: datetime, count: int, *, hour_exact: bool = False
    ) -> datetime:
        """The end of a term of `count` working days that starts at `start`.

        By default at closing time of the last day. With `hour_exact` at the hour at which it
        started, moved into that day's office hours; a start outside working time has no such hour
        and ends at closing time. No days at all end at closing time of the starting day, or of the
        next working day when it is closed by then.
        """
        if not 0 <= count <= LONGEST_TERM_DAYS:
            raise ValueError(f"A term of {count} working days is not one.")
        wall = _wall(start)
        hours = self._counted_hours(wall.date())
        open_today = bool(hours) and wall.time() <= hours[-1].closes
        if count == 0:
            return self._close_of(self._next_open(wall).date())
        last = self.working_day_after(wall.date(), count)
        if not (hour_exact and open_today):
            return self._close_of(last)
        at = max(wall.time(), hours[0].opens)
        return _utc(datetime.combine(last, moved_into(self._counted_hours(last), at)))

    def same_day(self, start: datetime, cutoff: time = SAME_DAY_CUTOFF) -> datetime:
        """The end of a matter of the same day: the next working day for what came after `cutoff`.

        Law on civil status, article 5.3; decree 23/2015/NĐ-CP, article 7 (rule T12).
        """
        wall = _wall(start)
        if wall.time() > cutoff:
            return self._close_of(self.working_day_after(wall.date()))
        return self._close_of(self._next_open(wall).date())

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """The moment at which `hours` of working time have passed since `start`."""
        return self.add_working_time(start, timedelta(hours=hours))

    def add_working_time(self, start: datetime, length: timedelta) -> datetime:
        """The first working moment by which `length` of working time has passed since `start`."""
        if not _NOTHING <= length <= LONGEST_TERM:
            raise ValueError(f"Working time of {length} is not a term.")
        wall = self._next_open(_wall(start))
        left = length
        for opens, closes in self._spans_from(wall):
            if left <= closes - opens:
                return _utc(opens + left)
            left -= closes - opens
        raise AssertionError("The spans of a calendar never end.")

    def working_time_between(self, first: datetime, last: datetime) -> timedelta:
        """Working time from `first` to `last`; negative when `last` is earlier."""
        if last < first:
            return -self.working_time_between(last, first)
        begin, end = _wall(first), _wall(last)
        total = _NOTHING
        for ordinal in range(begin.toordinal(), end.toordinal() + 1):
            day = date.fromordinal(ordinal)
            for span in self._counted_hours(day):
                opens = max(datetime.combine(day, span.opens), begin)
                closes = min(datetime.combine(day, span.closes), end)
                total += max(closes - opens, _NOTHING)
        return total

    # --- what is left, pauses -----------------------------------------------------------------

    def remaining(self, now: datetime, due: datetime) -> Remaining:
        """“còn n ngày”: working days after today until the due day, and the office time left."""
        days = self.working_days_between(_wall(now).date(), _wall(due).date())
        return Remaining(now > due, days, self.working_time_between(now, due))

    def resume(
        self, moment: datetime, remainder: timedelta, *, hour_exact: bool = False
    ) -> datetime:
        """The new end of a term that was paused with `remainder` left and goes on at `moment`.

        `remainder` is `working_time_between(pause, due)`; a term already over has nothing left. By
        default the term again ends at closing time of its last day.
        """
        end = self.add_working_time(moment, max(remainder, _NOTHING))
        return end if hour_exact else self._close_of(_wall(end).date())

    # --- inside -------------------------------------------------------------------------------

    def _special_hours(self) -> Iterator[Hours]:
        for override in self.overrides.values():
            if override.works and override.hours is not None:
                yield override.hours

    def _counted_hours(self, day: date) -> Hours:
        known = self._known.get(day)
        if known is None:
            # Two threads may both work it out; they come to the same answer.
            known = self._known[day] = self._work_out(day)
        return known

    def _work_out(self, day: date) -> Hours:
        override = self.overrides.get(day)
        if override is not None:
            return (override.hours or self._ordinary_hours(day)) if override.works else ()
        public = self.source(day.year)
        if day in public.worked_weekends:
            return self._ordinary_hours(day)
        if day in public.holidays:
            return ()
        weekday = self.week[day.weekday()]
        return weekday.hours if weekday.counted else ()

    def _uncounted_hours(self, day: date) -> Hours:
        closed = day in self.overrides or day in self.source(day.year).holidays
        return () if closed else self.week[day.weekday()].hours

    def _ordinary_hours(self, day: date) -> Hours:
        """The weekday's own hours when it counts, else those of the first day that does."""
        own = self.week[day.weekday()]
        if own.counted and own.hours:
            return own.hours
        return next(other.hours for other in self.week if other.counted and other.hours)

    def _step(self, day: date, count: int, by: timedelta) -> date:
        if not 0 <= count <= LONGEST_TERM_DAYS:
            raise ValueError(f"A step of {count} working days is not one.")
        while count:
            day += by
            count -= self.is_working_day(day)
        return day

    def _next_open(self, wall: datetime) -> datetime:
        """`wall` itself inside working time, else the next opening."""
        for span in self._counted_hours(wall.date()):
            if wall.time() <= span.closes:
                return max(wall, datetime.combine(wall.date(), span.opens))
        return self._opening(self.working_day_after(wall.date()))

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self._counted_hours(day)[0].opens)

    def _close_of(self, day: date) -> datetime:
        return _utc(datetime.combine(day, self._counted_hours(day)[-1].closes))

    def _spans_from(self, wall: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The pieces of working time from `wall` on, without end."""
        day = wall.date()
        while True:
            for span in self._counted_hours(day):
                closes = datetime.combine(day, span.closes)
                if wall <= closes:
                    yield max(datetime.combine(day, span.opens), wall), closes
            day += _ONE_DAY


def _wall(moment: datetime) -> datetime:
    """The naive wall clock in Vietnam."""
    if moment.tzinfo is None:
        raise ValueError("A naive time would be ambiguous; give an aware one.")
    return moment.astimezone(VIETNAM).replace(tzinfo=None)


def _utc(wall: datetime) -> datetime:
    return wall.replace(tzinfo=VIETNAM).astimezone(UTC)
