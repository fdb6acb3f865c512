"""The state's calendar (ngày nghỉ lễ, tết): days off and swapped weekend days, year by year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple


class PublicYear(NamedTuple):
    """The state's calendar of one year: days off by name, and weekend days that are worked."""

    holidays: Mapping[date, str]
    worked_weekends: frozenset[date]


HolidaySource = Callable[[int], PublicYear]


def no_holidays(year: int) -> PublicYear:
    """A source without any holiday."""
    return PublicYear({}, frozenset())


@cache
def public_year(year: int) -> PublicYear:
    """Holidays of `year` with their Vietnamese names, from the `holidays` package.

    It knows 24/11 (Ngày Văn hóa Việt Nam) since 2026. Years to come are worked out from the lunar
    calendar and may differ from the government's notice: the agency's overrides come first.
    """
    import holidays  # Slow to import, and most requests never count a day.

    found = holidays.country_holidays(
        "VN", years=(year - 1, year, year + 1), language="vi", expand=False
    )
    return PublicYear(
        {day: name for day, name in found.items() if day.year == year},
        frozenset(day for day in found.weekend_workdays if day.year == year),
    )
