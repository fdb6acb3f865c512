"""What a JSON Schema cannot see: days that exist and their bounds; ID numbers that look odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.catalogue.procedure import AnswerError

_NOT_PROVINCES = frozenset(
    (
        *(3, 5, 7, 9, 13, 16, 18, 21, 23, 28, 29, 32, 39, 41, 43, 47, 50),
        *(53, 55, 57, 59, 61, 63, 65, 69, 71, 73, 76, 78, 81, 85, 88, 90),
    )
)
ID_PREFIXES = frozenset(f"{number:03}" for number in set(range(1, 97)) - _NOT_PROVINCES)
"""The 63 provinces under which numbers were given out; later mergers did not renumber anybody."""

DATE_TYPES = ("date", "date_or_year", "datetime")
PLACE_TYPES = ("address", "address2")
_ID_LENGTH = 12
_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class World:
    """What the answers are held against: the day in Vietnam, and which communes there are.

    `is_commune` takes a province's and a commune's code.
    """

    today: date
    is_commune: Callable[[str, str], bool]


def located(fields: list[Mapping[str, Any]], answers: Mapping[str, Any]) -> Iterator[Any]:
    """Each answer with its path and its field, table cells included."""
    for field in fields:
        value = answers.get(field["key"])
        if field["type"] != "table":
            yield field["key"], field, value
            continue
        for number, row in enumerate(value if isinstance(value, list) else []):
            for column in field["columns"]:
                if isinstance(row, dict):
                    path = f"{field['key']}.{number}.{column['key']}"
                    yield path, column, row.get(column["key"])


def errors(
    fields: list[Mapping[str, Any]], answers: Mapping[str, Any], world: World
) -> list[AnswerError]:
    """Days that do not exist or lie outside the field's bounds; communes that do not exist.

    Answers that do not even match the schema are left alone: they have their error already.
    """
    found = []
    for path, field, value in located(fields, answers):
        error = None
        if field["type"] in DATE_TYPES and isinstance(value, str):
            error = _date_error(path, field, value, world.today)
        elif field["type"] in PLACE_TYPES and isinstance(value, dict) and "commune" in value:
            error = _place_error(path, value, world)
        if error:
            found.append(error)
    return found


def _place_error(path: str, value: Mapping[str, Any], world: World) -> AnswerError | None:
    province, commune = value.get("province"), value["commune"]
    if not isinstance(province, str) or not isinstance(commune, str):
        return None
    if world.is_commune(province, commune):
        return None
    return AnswerError(path, "no_such_place", "Không có xã này trong tỉnh. Hãy chọn lại xã.")


def _date_error(path: str, field: Mapping[str, Any], value: str, today: date) -> AnswerError | None:
    try:
        if len(value) == _YEAR_LENGTH:
            earliest, latest = date(int(value), 1, 1), date(int(value), 12, 31)
        else:
            earliest = latest = date.fromisoformat(value[:10])
    except ValueError:
        return AnswerError(path, "no_such_day", "Không có ngày này. Hãy xem lại ngày và tháng.")
    low, high = _bound(field.get("min"), today), _bound(field.get("max"), today)
    if high is not None and earliest > high:
        if field.get("max") == "today":
            return AnswerError(path, "in_future", "Ngày này chưa đến. Hãy xem lại năm.")
        return AnswerError(path, "out_of_range", f"Ngày muộn nhất là {high:%d/%m/%Y}.")
    if low is not None and latest < low:
        return AnswerError(path, "out_of_range", f"Ngày sớm nhất là {low:%d/%m/%Y}.")
    return None


def _bound(bound: Any, today: date) -> date | None:
    if bound is None:
        return None
    return today if bound == "today" else date.fromisoformat(bound)


def warnings(
    fields: list[Mapping[str, Any]], answers: Mapping[str, Any], today: date
) -> list[AnswerError]:
    """ID numbers (số định danh cá nhân) that look mistyped: shown, never refused.

    Three digits of the province, one of century and sex, two of the birth year; no check digit.
    Numbers given out abroad have other prefixes, so an unknown one is no proof of a mistake.
    """
    found = []
    for path, field, value in located(fields, answers):
        if field["type"] != "cccd" or not isinstance(value, str):
            continue
        if len(value) != _ID_LENGTH or not (value.isascii() and value.isdecimal()):
            continue
        born = 1900 + 100 * (int(value[3]) // 2) + int(value[4:6])
        if value[:3] not in ID_PREFIXES or born > today.year:
            message = "Số này trông lạ. Hãy xem lại trên thẻ."
            found.append(AnswerError(path, "odd_id_number", message))
    return found
