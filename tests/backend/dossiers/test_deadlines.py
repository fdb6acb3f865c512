"""The legal clocks, by the vectors of facts §1.3."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from backend.core.clock import VIETNAM
from backend.dossiers import deadlines
from backend.dossiers.deadlines import Term
from tests.support.factories.places import working_calendar

CALENDAR = working_calendar()


def at(text: str) -> datetime:
    """ "2026-11-20 16:20" on the wall in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-20 09:00", 3, "2026-11-26 17:30"),
        ("2026-11-23 09:00", 3, "2026-11-27 17:30"),
        ("2026-11-23 09:00", 25, "2026-12-29 17:30"),
        ("2027-02-01 09:00", 10, "2027-02-22 17:30"),
    ],
)
def test_terms_in_working_days(start: str, days: int, due: str) -> None:
    assert deadlines.term_due(CALENDAR, at(start), Term(days)) == at(due)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-20 16:20", "2026-11-23 16:20"),
        ("2026-11-20 16:45", "2026-11-23 17:30"),
        ("2026-11-20 20:00", "2026-11-23 17:30"),
        ("2026-11-21 10:00", "2026-11-23 17:30"),
        ("2026-11-23 16:20", "2026-11-25 16:20"),
    ],
)
def test_the_desk_answers_within_eight_working_hours(received: str, due: str) -> None:
    assert deadlines.answer_due(CALENDAR, at(received)) == at(due)


def test_a_citizen_has_fifteen_working_days_and_three_more_for_the_pages() -> None:
    due = deadlines.supplement_due(CALENDAR, at("2026-11-23 10:00"))
    assert due == at("2026-12-15 17:30")
    assert deadlines.held_supplement_due(CALENDAR, due) == at("2026-12-18 17:30")


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-20 14:59", "2026-11-20 17:30"),
        ("2026-11-20 15:00", "2026-11-20 17:30"),
        ("2026-11-20 15:01", "2026-11-23 17:30"),
        ("2026-11-21 09:00", "2026-11-23 17:30"),
    ],
)
def test_same_day_matters(start: str, due: str) -> None:
    assert deadlines.term_due(CALENDAR, at(start), Term(0, time(15))) == at(due)
    assert deadlines.term_due(CALENDAR, at(start), Term(0)) == at(due)


def test_unknown_days_are_not_invented() -> None:
    assert not Term(None).binds
    assert deadlines.term_due(CALENDAR, at("2026-11-20 09:00"), Term(None)) is None


def test_a_promised_day_ends_at_closing_time() -> None:
    assert deadlines.end_of_day(CALENDAR, date(2026, 11, 27)) == at("2026-11-27 17:30")
    assert deadlines.end_of_day(CALENDAR, date(2026, 11, 24)) == at("2026-11-25 17:30")


def test_a_pause_gives_back_what_was_left() -> None:
    due = at("2026-11-26 17:30")
    left = deadlines.remainder(CALENDAR, at("2026-11-23 10:00"), due)
    assert left == (5.5 + 8 + 8) * 3600
    resumed = deadlines.resumed_due(CALENDAR, at("2026-12-01 10:00"), left, due)
    assert resumed == at("2026-12-03 17:30")


def test_what_was_late_before_the_pause_stays_late() -> None:
    due = at("2026-11-20 17:30")
    left = deadlines.remainder(CALENDAR, at("2026-11-23 10:00"), due)
    assert left < 0
    assert deadlines.resumed_due(CALENDAR, at("2026-12-01 10:00"), left, due) == due


def test_rules_hold_from_their_day() -> None:
    assert deadlines.rules_at(datetime(2026, 11, 20, tzinfo=UTC)).supplement_days == 15
    assert deadlines.rules_at(datetime(2020, 1, 1, tzinfo=UTC)) == deadlines.RULES[0]
