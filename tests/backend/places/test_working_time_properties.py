"""What holds for every calendar, start and term (found by generated examples)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.core.clock import VIETNAM, local
from backend.places.opening_hours import DayHours, Span, Week
from backend.places.public_holidays import public_year
from backend.places.working_time import DayOverride, WorkingCalendar

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)


@st.composite
def hours(draw: st.DrawFn) -> tuple[Span, ...]:
    """One or two spans on whole quarters of an hour."""
    quarters = draw(st.lists(st.integers(24, 80), min_size=2, max_size=4, unique=True))
    marks = [time(q // 4, q % 4 * 15) for q in sorted(quarters)]
    return tuple(Span(marks[n], marks[n + 1]) for n in range(0, len(marks) - 1, 2))


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Monday works; of the other days some do."""
    monday = DayHours(draw(hours()), counted=True)
    day = st.builds(DayHours, st.one_of(st.just(()), hours()), st.booleans())
    return (monday, *(draw(day) for _ in range(6)))


overrides = st.dictionaries(
    st.dates(FIRST, LAST),
    st.one_of(
        st.just(DayOverride(False, "Nghỉ")),
        st.builds(DayOverride, st.just(True), st.just("Bù"), st.one_of(st.none(), hours())),
    ),
    max_size=12,
)
calendars = st.builds(WorkingCalendar, weeks(), overrides, st.just(public_year))
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # Hypothesis wants naive bounds and adds the zone.
    datetime(2028, 6, 30),  # noqa: DTZ001  # The same.
    timezones=st.just(VIETNAM),
)
lengths = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))
counts = st.integers(0, 40)


def within_hours(calendar: WorkingCalendar, moment: datetime) -> bool:
    at = local(moment)
    spans = calendar.office_hours(at.date()) if calendar.is_working_day(at.date()) else ()
    return any(span.opens <= at.time() <= span.closes for span in spans)


@given(calendars, moments, counts, st.booleans())
def test_a_term_in_days_ends_in_working_time(
    calendar: WorkingCalendar, start: datetime, days: int, exact: bool
) -> None:
    due = calendar.add_working_days(start, days, hour_exact=exact)
    assert within_hours(calendar, due)
    assert due >= start


@given(calendars, moments, lengths)
def test_a_term_in_hours_ends_in_working_time(
    calendar: WorkingCalendar, start: datetime, length: timedelta
) -> None:
    assert within_hours(calendar, calendar.add_working_time(start, length))


@given(calendars, moments, lengths)
def test_time_added_is_time_measured(
    calendar: WorkingCalendar, start: datetime, length: timedelta
) -> None:
    end = calendar.add_working_time(start, length)
    assert calendar.working_time_between(start, end) == length
    assert calendar.working_time_between(end, start) == -length


@given(calendars, moments, lengths)
def test_no_earlier_moment_would_do(
    calendar: WorkingCalendar, start: datetime, length: timedelta
) -> None:
    end = calendar.add_working_time(start, length)
    if length:
        earlier = end - timedelta(microseconds=1)
        assert calendar.working_time_between(start, earlier) < length


@given(calendars, moments, lengths, lengths)
def test_terms_in_hours_add_up(
    calendar: WorkingCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    in_two = calendar.add_working_time(calendar.add_working_time(start, first), second)
    assert in_two == calendar.add_working_time(start, first + second)


@given(calendars, moments, counts, counts)
def test_terms_in_days_add_up(
    calendar: WorkingCalendar, start: datetime, first: int, second: int
) -> None:
    day = local(start).date()
    in_two = calendar.working_day_after(calendar.working_day_after(day, first), second)
    assert in_two == calendar.working_day_after(day, first + second)
    assert calendar.working_days_between(day, in_two) == first + second


@given(calendars, moments, counts)
def test_days_after_and_before_undo_each_other(
    calendar: WorkingCalendar, start: datetime, days: int
) -> None:
    day = calendar.working_day_after(local(start).date())
    assert calendar.working_day_before(calendar.working_day_after(day, days), days) == day


@given(calendars, moments, moments, counts, st.booleans())
def test_who_starts_later_ends_no_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, days: int, exact: bool
) -> None:
    earlier, later = sorted((one, other))
    first = calendar.add_working_days(earlier, days, hour_exact=exact)
    assert first <= calendar.add_working_days(later, days, hour_exact=exact)
    assert calendar.same_day(earlier) <= calendar.same_day(later)
    assert calendar.clock_start(earlier) <= calendar.clock_start(later)
    answer = calendar.add_working_hours(calendar.clock_start(earlier), 8)
    assert answer <= calendar.add_working_hours(calendar.clock_start(later), 8)


@given(calendars, moments, counts)
def test_a_longer_term_ends_later(calendar: WorkingCalendar, start: datetime, days: int) -> None:
    shorter = calendar.add_working_days(start, days)
    longer = calendar.add_working_days(start, days + 1)
    assert shorter <= longer
    if calendar.is_working_day(local(shorter).date()) and days:
        assert local(longer).date() == calendar.working_day_after(local(shorter).date())


@given(calendars, moments, counts)
def test_the_exact_hour_is_never_later_than_closing(
    calendar: WorkingCalendar, start: datetime, days: int
) -> None:
    exact = calendar.add_working_days(start, days, hour_exact=True)
    assert exact <= calendar.add_working_days(start, days)


@given(calendars, moments)
def test_the_clock_starts_once(calendar: WorkingCalendar, moment: datetime) -> None:
    start = calendar.clock_start(moment)
    assert start >= moment
    assert within_hours(calendar, start)
    assert calendar.clock_start(start) == start


@given(calendars, moments, counts, lengths)
def test_a_pause_of_no_length_changes_nothing(
    calendar: WorkingCalendar, start: datetime, days: int, worked: timedelta
) -> None:
    due = calendar.add_working_days(start, days)
    paused = calendar.add_working_time(start, worked)
    if paused < due:
        remainder = calendar.working_time_between(paused, due)
        assert calendar.resume(paused, remainder) == due


@given(calendars, moments, counts, lengths, lengths)
def test_a_pause_gives_back_no_more_than_a_day(
    calendar: WorkingCalendar, start: datetime, days: int, worked: timedelta, waited: timedelta
) -> None:
    due = calendar.add_working_days(start, days)
    paused = calendar.add_working_time(start, worked)
    if paused < due:
        remainder = calendar.working_time_between(paused, due)
        resumed = paused + waited
        exact = calendar.resume(resumed, remainder, hour_exact=True)
        assert calendar.working_time_between(resumed, exact) == remainder
        ended = calendar.resume(resumed, remainder)
        assert ended >= exact
        assert local(ended).date() == local(exact).date()


@given(calendars, moments, moments)
def test_late_means_after_the_due_moment(
    calendar: WorkingCalendar, now: datetime, due: datetime
) -> None:
    left = calendar.remaining(now, due)
    assert left.late == (now > due)
    if left.late:
        assert left.days <= 0
        assert left.time <= timedelta()
    else:
        assert left.days >= 0
        assert left.time >= timedelta()
