"""An agency's own calendar between its three shapes: rows, working-time objects, the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.places.models import AgencyRecord, CalendarOverride
from backend.places.opening_hours import (
    Hours,
    Week,
    spans_from_data,
    spans_to_data,
    week_from_data,
    week_to_data,
)
from backend.places.working_time import DayOverride


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What an agency keeps of its own calendar: the week, and single dates."""

    week: Week
    overrides: Mapping[date, DayOverride]


def from_rows(record: AgencyRecord, rows: Sequence[CalendarOverride]) -> CalendarPlan:
    """The plan as the database has it."""
    return CalendarPlan(
        week_from_data(record.week),
        {row.day: DayOverride(row.kind == "work", row.reason, _hours(row.hours)) for row in rows},
    )


def to_rows(agency_code: str, plan: CalendarPlan) -> list[CalendarOverride]:
    """The dates of the plan, new rows."""
    return [
        CalendarOverride(agency_code=agency_code, **_override_to_data(day, override))
        for day, override in sorted(plan.overrides.items())
    ]


def from_data(data: Mapping[str, Any]) -> CalendarPlan:
    """The plan of a loaded `CalendarSchema`."""
    return CalendarPlan(
        week_from_data(data["week"]),
        {
            item["day"]: DayOverride(item["kind"] == "work", item["reason"], _hours(item["hours"]))
            for item in data["overrides"]
        },
    )


def to_data(plan: CalendarPlan) -> dict[str, Any]:
    """What `CalendarSchema` dumps."""
    return {
        "week": week_to_data(plan.week),
        "overrides": [_override_to_data(*item) for item in sorted(plan.overrides.items())],
    }


def difference(mine: CalendarPlan, other: CalendarPlan) -> dict[str, Any]:
    """What stands in `mine` and not so in `other`, by weekday.0 ... weekday.6 or by date."""
    theirs = _by_day(other)
    return {key: value for key, value in _by_day(mine).items() if theirs.get(key) != value}


def _by_day(plan: CalendarPlan) -> dict[str, Any]:
    days: dict[str, Any] = {f"weekday.{n}": day for n, day in enumerate(week_to_data(plan.week))}
    for day, override in plan.overrides.items():
        told = _override_to_data(day, override)
        days[told.pop("day").isoformat()] = told
    return days


def _override_to_data(day: date, override: DayOverride) -> dict[str, Any]:
    return {
        "day": day,
        "kind": "work" if override.works else "off",
        "reason": override.reason,
        "hours": None if override.hours is None else spans_to_data(override.hours),
    }


def _hours(data: Sequence[Sequence[str]] | None) -> Hours | None:
    return None if data is None else spans_from_data(data)
