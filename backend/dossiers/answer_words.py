"""Answers in words, as officers read them and official forms print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from backend.places import service as places

YES_NO = {True: "Có", False: "Không"}


def answer_text(field: Mapping[str, Any], value: Any) -> str | None:
    """The answer to a question in words; None stays None."""
    if value is None:
        return None
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := answer_text(field, item)))
    if isinstance(value, dict):
        return _object_text(value)
    options = dict(field.get("options") or [])
    if options:
        return str(options.get(value, value))
    return _WORDS.get(field.get("type", ""), str)(value)


def _object_text(value: Mapping[str, Any]) -> str:
    """An address, a phone that somebody else answers, a bank account."""
    if "province" in value:
        return places.address_text(
            value["province"], value["commune"], str(value.get("detail") or "")
        )
    if "via" in value:
        return f"Không có điện thoại; báo qua {value['via']}"
    return ", ".join(str(part) for part in value.values() if part)


def _date_text(value: str) -> str:
    """ "2001-03-15" -> "15/03/2001"; a year alone stays a year."""
    if len(value) == len("2001"):
        return value
    if "T" in value:
        return f"{datetime.fromisoformat(value):%H:%M %d/%m/%Y}"
    return f"{date.fromisoformat(value):%d/%m/%Y}"


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "date": _date_text,
    "date_or_year": _date_text,
    "datetime": _date_text,
    "money": lambda value: f"{value:,} đồng".replace(",", "."),
    "phone": lambda value: value.replace("+84", "0", 1),
}
"""How a simple value of a type is said; everything else stands as it was written."""
