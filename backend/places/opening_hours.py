"""Office hours: spans of a day, a week of them, as data for the wire, in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ Nhật")


class Span(NamedTuple):
    """Office hours from `opens` to `closes`, wall clock in Vietnam."""

    opens: time
    closes: time


Hours = tuple[Span, ...]


class CalendarError(ValueError):
    """Office hours that overlap or run backwards, or a week without a working day."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """One weekday: when the desk is open, and whether the day counts as a working day."""

    hours: Hours
    counted: bool


Week = tuple[DayHours, ...]
"""Seven days, Monday first."""


def check_hours(hours: Sequence[Span]) -> None:
    """Raise CalendarError unless the spans are in order, apart, and none is empty."""
    for span in hours:
        if span.opens >= span.closes:
            raise CalendarError("Office hours must open before they close.")
    for earlier, later in pairwise(hours):
        if earlier.closes > later.opens:
            raise CalendarError("Office hours must not overlap.")


def left_of(hours: Hours, at: time) -> timedelta:
    """The office time of a day that is left at `at`."""
    total = timedelta()
    for span in hours:
        if at < span.closes:
            total += _length(max(at, span.opens), span.closes)
    return total


def moved_into(hours: Hours, at: time) -> time:
    """`at` moved forward into the hours, or back to the last closing time."""
    for span in hours:
        if at <= span.closes:
            return max(at, span.opens)
    return hours[-1].closes


def spans_to_data(hours: Hours) -> list[list[str]]:
    """`[["07:30", "11:30"], ...]`."""
    return [[_text(span.opens), _text(span.closes)] for span in hours]


def spans_from_data(data: Sequence[Sequence[str]]) -> Hours:
    """The reverse of `spans_to_data`; ValueError for what is no time of day."""
    return tuple(
        Span(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in data
    )


def week_to_data(week: Week) -> list[dict[str, Any]]:
    """Seven times `{"hours": [...], "counted": ...}`, Monday first."""
    return [{"hours": spans_to_data(day.hours), "counted": day.counted} for day in week]


def week_from_data(data: Sequence[dict[str, Any]]) -> Week:
    """The reverse of `week_to_data`."""
    return tuple(DayHours(spans_from_data(day["hours"]), day["counted"]) for day in data)


def hours_text(week: Week) -> str:
    """“Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:30”; neighbouring days alike are told once."""
    parts = []
    for hours, group in groupby(range(7), key=lambda number: week[number].hours):
        days = list(group)
        if hours:
            last = f" đến {WEEKDAYS[days[-1]]}" if len(days) > 1 else ""
            spans = ", ".join(f"{_text(span.opens)}–{_text(span.closes)}" for span in hours)
            parts.append(f"{WEEKDAYS[days[0]]}{last}: {spans}")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _length(begin: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, begin)


def _text(at: time) -> str:
    return at.isoformat(timespec="minutes")
