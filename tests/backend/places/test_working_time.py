"""Rules of working time: the published vectors, and one test a rule."""

from __future__ import annotations

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta

import pytest

from backend.places.opening_hours import CalendarError, DayHours, Span
from backend.places.service import DEFAULT_WEEK
from backend.places.working_time import DayOverride, WorkingCalendar
from tests.support.factories.places import wall, working_calendar

MORNING = Span(time(7, 30), time(11, 30))
SWAPPED_SATURDAY = date(2026, 8, 22)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-20 09:00", 3, "2026-11-26 17:30"),
        ("2026-11-23 09:00", 3, "2026-11-27 17:30"),
        ("2026-11-23 09:00", 15, "2026-12-15 17:30"),
        ("2026-11-23 09:00", 25, "2026-12-29 17:30"),
        ("2027-02-01 09:00", 10, "2027-02-22 17:30"),
    ],
)
def test_published_terms_in_working_days(start: str, days: int, due: str) -> None:
    assert working_calendar().add_working_days(wall(start), days) == wall(due)


@pytest.mark.parametrize(
    ("arrived", "answer_due"),
    [("2026-11-20 16:20", "2026-11-23 16:20"), ("2026-11-20 16:45", "2026-11-23 17:30")],
)
def test_published_answer_clock_of_eight_hours(arrived: str, answer_due: str) -> None:
    calendar = working_calendar()
    start = calendar.clock_start(wall(arrived))
    assert calendar.add_working_hours(start, 8) == wall(answer_due)


@pytest.mark.parametrize(
    ("arrived", "starts"),
    [
        ("2026-11-20 06:00", "2026-11-20 07:30"),  # before opening
        ("2026-11-20 07:30", "2026-11-20 07:30"),
        ("2026-11-20 12:00", "2026-11-20 13:30"),  # lunch
        ("2026-11-20 16:29", "2026-11-20 16:29"),
        ("2026-11-20 16:30", "2026-11-23 07:30"),  # the last hour (T4)
        ("2026-11-20 17:30", "2026-11-23 07:30"),
        ("2026-11-20 22:00", "2026-11-23 07:30"),  # after hours (T5)
        ("2026-11-21 10:00", "2026-11-23 07:30"),  # Saturday
        ("2026-11-23 16:45", "2026-11-25 07:30"),  # the next day is a holiday
        ("2026-11-24 10:00", "2026-11-25 07:30"),  # holiday
    ],
)
def test_the_answer_clock_starts(arrived: str, starts: str) -> None:
    assert working_calendar().clock_start(wall(arrived)) == wall(starts)


def test_the_last_hour_is_an_hour_of_office_time() -> None:
    """Half an hour of afternoon: the last hour reaches back over lunch into the morning."""
    short = (MORNING, Span(time(13, 30), time(14, 0)))
    week = tuple(DayHours(short, counted=True) for _ in range(7))
    calendar = WorkingCalendar(week)
    assert calendar.clock_start(wall("2026-11-20 10:59")) == wall("2026-11-20 10:59")
    assert calendar.clock_start(wall("2026-11-20 11:00")) == wall("2026-11-21 07:30")
    assert calendar.clock_start(wall("2026-11-20 12:00")) == wall("2026-11-21 07:30")


def test_a_day_of_one_hour_still_starts_clocks() -> None:
    week = tuple(DayHours((Span(time(8, 0), time(9, 0)),), counted=True) for _ in range(7))
    calendar = WorkingCalendar(week)
    assert calendar.clock_start(wall("2026-11-20 07:00")) == wall("2026-11-20 08:00")
    assert calendar.clock_start(wall("2026-11-20 08:01")) == wall("2026-11-21 08:00")


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        ("2026-11-20 09:00", "2026-11-20 17:30"),
        ("2026-11-20 15:00", "2026-11-20 17:30"),
        ("2026-11-20 15:01", "2026-11-23 17:30"),
        ("2026-11-20 19:00", "2026-11-23 17:30"),
        ("2026-11-21 09:00", "2026-11-23 17:30"),
        ("2026-11-21 16:00", "2026-11-23 17:30"),  # a Saturday afternoon is Monday's matter
        ("2026-11-23 15:30", "2026-11-25 17:30"),
    ],
)
def test_a_matter_of_the_same_day(arrived: str, due: str) -> None:
    assert working_calendar().same_day(wall(arrived)) == wall(due)


def test_a_matter_of_the_same_day_has_its_own_cutoff() -> None:
    due = working_calendar().same_day(wall("2026-11-20 10:30"), time(10, 0))
    assert due == wall("2026-11-23 17:30")


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-16 10:00", 3, "2026-11-19 10:00"),
        ("2026-11-16 06:00", 3, "2026-11-19 07:30"),
        ("2026-11-16 12:00", 3, "2026-11-19 13:30"),
        ("2026-11-16 18:00", 3, "2026-11-19 17:30"),  # such a start has no office hour
        ("2026-11-21 10:00", 1, "2026-11-23 17:30"),
    ],
)
def test_terms_to_the_exact_hour(start: str, days: int, due: str) -> None:
    assert working_calendar().add_working_days(wall(start), days, hour_exact=True) == wall(due)


def test_an_exact_hour_fits_into_a_shorter_day() -> None:
    hours = (Span(time(6, 0), time(9, 30)), Span(time(10, 0), time(11, 30)))
    calendar = working_calendar({date(2026, 11, 19): DayOverride(True, "Họp dân", hours)})
    due = calendar.add_working_days(wall("2026-11-16 15:00"), 3, hour_exact=True)
    assert due == wall("2026-11-19 11:30")
    early = calendar.add_working_days(wall("2026-11-16 06:30"), 3, hour_exact=True)
    assert early == wall("2026-11-19 07:30")


def test_no_days_end_on_the_day_itself_while_it_is_open() -> None:
    calendar = working_calendar()
    assert calendar.add_working_days(wall("2026-11-20 16:00"), 0) == wall("2026-11-20 17:30")
    assert calendar.add_working_days(wall("2026-11-20 18:00"), 0) == wall("2026-11-23 17:30")


def test_the_state_moves_a_weekend_day() -> None:
    """31/8/2026 was off and Saturday 22/8 worked instead."""
    calendar = working_calendar()
    assert calendar.is_working_day(SWAPPED_SATURDAY)
    assert calendar.office_hours(SWAPPED_SATURDAY) == DEFAULT_WEEK[0].hours
    assert not calendar.is_working_day(date(2026, 8, 31))
    due = calendar.add_working_days(wall("2026-08-21 09:00"), 1)
    assert due == wall("2026-08-22 17:30")


def test_the_agency_has_the_last_word() -> None:
    calendar = working_calendar(
        {
            date(2026, 11, 24): DayOverride(True, "Làm bù"),
            date(2026, 11, 25): DayOverride(False, "Lễ hội của xã"),
            SWAPPED_SATURDAY: DayOverride(False, "Không làm bù"),
        }
    )
    assert calendar.add_working_days(wall("2026-11-23 09:00"), 1) == wall("2026-11-24 17:30")
    assert calendar.add_working_days(wall("2026-11-24 09:00"), 1) == wall("2026-11-26 17:30")
    assert not calendar.is_working_day(SWAPPED_SATURDAY)
    assert calendar.office_hours(SWAPPED_SATURDAY) == ()


def test_days_off_have_names() -> None:
    calendar = working_calendar({date(2026, 11, 25): DayOverride(False, "Lễ hội của xã")})
    assert calendar.day_off_name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert calendar.day_off_name(date(2026, 11, 25)) == "Lễ hội của xã"
    assert calendar.day_off_name(date(2026, 11, 26)) is None


def test_a_saturday_morning_desk_is_open_and_counts_for_nothing() -> None:
    week = (*DEFAULT_WEEK[:5], DayHours((MORNING,), counted=False), DEFAULT_WEEK[6])
    calendar = WorkingCalendar(week)
    saturday = date(2026, 11, 21)
    assert calendar.office_hours(saturday) == (MORNING,)
    assert not calendar.is_working_day(saturday)
    assert calendar.add_working_days(wall("2026-11-20 09:00"), 1) == wall("2026-11-23 17:30")
    assert calendar.clock_start(wall("2026-11-21 08:00")) == wall("2026-11-23 07:30")


def test_an_agency_closes_its_saturday_desk_too() -> None:
    week = (*DEFAULT_WEEK[:5], DayHours((MORNING,), counted=False), DEFAULT_WEEK[6])
    saturday = date(2026, 11, 21)
    calendar = WorkingCalendar(week, {saturday: DayOverride(False, "Lễ hội của xã")})
    assert calendar.office_hours(saturday) == ()


def test_closing_time_still_belongs_to_the_day() -> None:
    calendar = working_calendar()
    assert calendar.clock_start(wall("2026-11-20 11:30")) == wall("2026-11-20 11:30")
    assert calendar.add_working_hours(wall("2026-11-20 17:30"), 0) == wall("2026-11-20 17:30")
    assert calendar.add_working_days(wall("2026-11-20 17:30"), 0) == wall("2026-11-20 17:30")


def test_what_is_left_of_a_term() -> None:
    calendar = working_calendar()
    due = wall("2026-11-26 17:30")
    left = calendar.remaining(wall("2026-11-20 09:00"), due)
    assert (left.late, left.days) == (False, 3)
    assert left.time == timedelta(hours=6.5 + 3 * 8)
    assert calendar.remaining(wall("2026-11-26 08:00"), due).days == 0
    late = calendar.remaining(wall("2026-11-30 09:00"), due)
    assert (late.late, late.days) == (True, -2)
    assert late.time == -timedelta(hours=9.5)


def test_a_pause_keeps_what_was_left() -> None:
    calendar = working_calendar()
    paused, due = wall("2026-11-18 10:00"), wall("2026-11-20 17:30")
    remainder = calendar.working_time_between(paused, due)
    assert remainder == timedelta(hours=5.5 + 16)
    assert calendar.resume(paused, remainder) == due
    later = wall("2026-11-25 07:30")
    assert calendar.resume(later, remainder, hour_exact=True) == wall("2026-11-27 15:00")
    assert calendar.resume(later, remainder) == wall("2026-11-27 17:30")


def test_a_term_that_was_over_has_nothing_left() -> None:
    resumed = working_calendar().resume(wall("2026-11-25 09:00"), timedelta(hours=-3))
    assert resumed == wall("2026-11-25 17:30")


def test_an_apology_leaves_a_working_day_before() -> None:
    assert working_calendar().working_day_before(date(2026, 11, 25)) == date(2026, 11, 23)


def test_moments_leave_in_utc() -> None:
    due = working_calendar().add_working_days(wall("2026-11-20 09:00"), 3)
    assert due.tzinfo is UTC
    assert due == datetime(2026, 11, 26, 10, 30, tzinfo=UTC)


def test_late_evening_in_utc_is_the_next_day_here() -> None:
    """17:30 UTC on Sunday is half past midnight on Monday in Vietnam."""
    start = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)
    assert working_calendar().add_working_days(start, 1) == wall("2026-11-17 17:30")


def test_a_naive_moment_is_refused() -> None:
    naive = datetime(2026, 11, 20, 9)  # noqa: DTZ001  # The test is about a naive moment.
    with pytest.raises(ValueError, match="aware"):
        working_calendar().clock_start(naive)


@pytest.mark.parametrize("days", [-1, 5001, 10**12])
def test_absurd_terms_are_refused(days: int) -> None:
    with pytest.raises(ValueError, match="term"):
        working_calendar().add_working_days(wall("2026-11-20 09:00"), days)


def test_absurd_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="term"):
        working_calendar().add_working_hours(wall("2026-11-20 09:00"), -1)
    with pytest.raises(ValueError, match="not one"):
        working_calendar().working_day_after(date(2026, 11, 20), -1)


@pytest.mark.parametrize(
    "hours",
    [
        (Span(time(11, 30), time(7, 30)),),
        (Span(time(7, 30), time(7, 30)),),
        (MORNING, Span(time(11, 0), time(17, 0))),
    ],
)
def test_impossible_hours_are_refused(hours: tuple[Span, ...]) -> None:
    with pytest.raises(CalendarError):
        WorkingCalendar((DayHours(hours, counted=True), *DEFAULT_WEEK[1:]))
    with pytest.raises(CalendarError):
        working_calendar({date(2026, 11, 21): DayOverride(True, "Làm bù", hours)})


def test_a_week_needs_seven_days_and_work() -> None:
    with pytest.raises(CalendarError):
        WorkingCalendar(DEFAULT_WEEK[:6])
    with pytest.raises(CalendarError):
        WorkingCalendar(tuple(DayHours((MORNING,), counted=False) for _ in range(7)))


def test_a_worklist_is_quick_to_count() -> None:
    """Printed, not asserted: a slow machine is no fault of the code."""
    calendar = working_calendar()
    began = stopwatch.perf_counter()
    for minutes in range(500):
        arrived = wall("2026-11-20 09:00") + timedelta(minutes=17 * minutes)
        due = calendar.add_working_days(arrived, 15)
        calendar.add_working_hours(calendar.clock_start(arrived), 8)
        calendar.remaining(arrived, due)
    spent = stopwatch.perf_counter() - began
    print(f"500 dossiers: {spent * 1000:.1f} ms")
