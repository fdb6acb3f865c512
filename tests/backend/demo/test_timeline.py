"""Invented moments lie in the past, on days that the desk works."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from backend.core import clock
from backend.demo.timeline import Timeline, day_of
from backend.places.service import DEFAULT_WEEK, WorkingCalendar
from backend.places.working_time import DayOverride
from tests.support.factories.places import wall

CALENDAR = WorkingCalendar(DEFAULT_WEEK, {date(2026, 11, 24): DayOverride(False, "Ngày hội xã")})


def timeline(now: str) -> Timeline:
    return Timeline(CALENDAR, wall(now))


def shown(moment: datetime) -> str:
    return clock.local(moment).strftime("%Y-%m-%d %H:%M")


def test_a_moment_of_the_desk_passes_over_closed_days() -> None:
    assert shown(timeline("2026-11-25 10:00").desk(1, "09:10")) == "2026-11-23 09:10"
    assert shown(timeline("2026-11-22 10:00").desk(1, "09:10")) == "2026-11-20 09:10"


def test_people_send_at_any_hour() -> None:
    assert shown(timeline("2026-11-22 00:10").ago(minutes=20)) == "2026-11-21 23:50"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-25 06:00", date(2026, 11, 25)),
        ("2026-11-25 17:29", date(2026, 11, 25)),
        ("2026-11-25 17:30", date(2026, 11, 26)),
        ("2026-11-22 10:00", date(2026, 11, 23)),
        ("2026-11-24 10:00", date(2026, 11, 25)),
    ],
)
def test_the_next_due_day_is_today_while_the_desk_works(now: str, due: date) -> None:
    assert timeline(now).next_due_day == due


def test_a_term_is_counted_back_from_its_end() -> None:
    when = timeline("2026-11-25 10:00")
    accepted = when.accepted_for(10, 0, "08:40")
    assert CALENDAR.add_working_days(accepted, 10) == wall("2026-11-25 17:30")
    late = when.accepted_for(10, 3, "08:40")
    assert CALENDAR.add_working_days(late, 10) == wall("2026-11-19 17:30")


def test_a_promise_lies_ahead() -> None:
    assert timeline("2026-11-20 10:00").ahead(2) == date(2026, 11, 25)


def test_forms_write_the_day_in_vietnam() -> None:
    assert day_of(wall("2026-11-20 00:30")) == "2026-11-20"
