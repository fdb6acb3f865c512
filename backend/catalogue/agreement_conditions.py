"""Do the conditions of a procedure file name questions and answers that exist, asked before?

A condition may only look back, so that asking is one pass from the first question to the last. One
that looks ahead is told what to move; two that wait for each other are told their circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.catalogue import vocabulary as words
from backend.catalogue.shapes import Report
from backend.catalogue.yaml_lines import Path

Field = Mapping[str, Any]
Waits = Mapping[str, set[str]]
"""By the key of each question of the form: the questions that its conditions name."""

WITHOUT_VALUES = ("address", "address2", "bank_account", "table")
"""Types whose answers have parts: nothing that a condition may compare them with."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The whole form, for conditions that look ahead; `asked` is what the condition decides on."""

    waits: Waits = field(default_factory=dict)
    asked: tuple[str, ...] = ()


NOTHING_AHEAD = Ahead()


def check(
    value: Mapping[str, Any],
    known: Mapping[str, Field],
    path: Path,
    report: Report,
    ahead: Ahead = NOTHING_AHEAD,
) -> None:
    """Report what a condition names that is not in `known`, and values that never occur."""
    for group in ("all", "any"):
        for index, part in enumerate(value.get(group, [])):
            check(part, known, (*path, group, index), report, ahead)
    if "not" in value:
        check(value["not"], known, (*path, "not"), report, ahead)
    if "field" not in value:
        return
    key = value["field"]
    if key in known:
        _tested_values(value, known[key], path, report)
    elif key in ahead.waits:
        reason = f"Mục '{key}' phải đứng trước mục này."
        circle = _circle(key, ahead)
        if circle:
            reason = f"{reason} Điều kiện đang đi vòng: {' → '.join(circle)}."
        report.fail((*path, "field"), reason)
    else:
        report.fail((*path, "field"), f"Mục '{key}' không có trong tờ khai.")


def waits_of(sections: list[dict[str, Any]]) -> Waits:
    """Which questions each question waits for, by its own condition or its section's."""
    return {
        one["key"]: {*names(section.get("when")), *names(one.get("when"))}
        for section in sections
        for one in section["fields"]
    }


def names(condition: Mapping[str, Any] | None) -> Iterator[str]:
    """The questions that a condition names."""
    for part in (condition or {}).get("all", []) + (condition or {}).get("any", []):
        yield from names(part)
    if condition and "not" in condition:
        yield from names(condition["not"])
    if condition and "field" in condition:
        yield condition["field"]


def _circle(start: str, ahead: Ahead) -> list[str]:
    """The way from a question that is asked, over `start`, back to it; empty when there is none."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] in ahead.asked:
            return [way[-1], *way]
        for following in sorted(ahead.waits.get(way[-1], set()) - seen):
            seen.add(following)
            ways.append([*way, following])
    return []


def _tested_values(value: Mapping[str, Any], one: Field, path: Path, report: Report) -> None:
    kind = one["type"]
    if "at_least" in value and kind not in words.WHOLE_NUMBERS:
        report.fail((*path, "at_least"), f"Mục '{one['key']}' không phải là số.")
    tested = [value["is"]] if "is" in value else value.get("in", [])
    for item in tested:
        if not _may_be(item, one):
            test = "is" if "is" in value else "in"
            report.fail((*path, test), f"Mục '{one['key']}' không bao giờ có giá trị '{item}'.")


def _may_be(item: Any, one: Field) -> bool:
    kind = one["type"]
    if kind in ("select", "multi"):
        return item in [option[0] for option in one.get("options", [])]
    if kind in ("bool", "confirm"):
        return isinstance(item, bool)
    if kind in words.WHOLE_NUMBERS:
        return isinstance(item, int) and not isinstance(item, bool)
    return kind not in WITHOUT_VALUES and isinstance(item, str)
