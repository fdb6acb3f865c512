"""Conditions: when a question, a paper or a fee applies. Pure; the phone evaluates them alike.

Shapes: `{field, is}`, `{field, in}`, `{field, known}`, `{field, at_least}`, `{all}`, `{any}`,
`{not}`. A question that was not answered, or was answered "Tôi chưa có / không biết" (null), meets
no test. Where an answer is a list (several choices), `is` and `in` ask whether it contains one.
`vectors/conditions.json` holds the cases that both languages pass.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Condition = Mapping[str, Any]
Answers = Mapping[str, Any]


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether the condition is met; None (no condition) always is."""
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, answers) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    return _passes(answers.get(condition["field"]), condition)


def _passes(value: Any, condition: Condition) -> bool:
    if "is" in condition:
        return _matches(value, condition["is"])
    if "in" in condition:
        return any(_matches(value, wanted) for wanted in condition["in"])
    if "known" in condition:
        return is_known(value) is condition["known"]
    return _is_number(value) and value >= condition["at_least"]


def is_known(value: Any) -> bool:
    """A real answer: neither absent, nor null, nor empty."""
    return value is not None and value not in ("", [])


def asked_answers(sections: list[dict[str, Any]], answers: Answers) -> dict[str, Any]:
    """The answers to questions that are asked, in the form's order.

    Conditions look back only (the authoring check sees to that), so one pass in order is enough:
    an answer to a question that is not asked counts for nothing further on.
    """
    kept: dict[str, Any] = {}
    for section in sections:
        if not holds(section.get("when"), kept):
            continue
        for field in section["fields"]:
            if field["key"] in answers and holds(field.get("when"), kept):
                kept[field["key"]] = answers[field["key"]]
    return kept


def _matches(value: Any, wanted: Any) -> bool:
    if isinstance(value, list):
        return any(_same(item, wanted) for item in value)
    return _same(value, wanted)


def _same(value: Any, wanted: Any) -> bool:
    """Equal as JSON: Python alone holds that True equals 1."""
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(value == wanted) if value is not None else False


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
