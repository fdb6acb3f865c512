"""Check the answers of a form: what is wrong, in which field, and what the person does about it.

Three layers, each asked only when the one before is content: is this plain data of a bearable size;
does it match the version's JSON Schema; do its days exist and lie where they may.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from backend.catalogue import semantics
from backend.catalogue.answer_types import MAX_TEXTAREA, WHAT_TO_DO
from backend.catalogue.json_schema import FORBIDDEN, Schema
from backend.catalogue.procedure import AnswerError
from backend.catalogue.semantics import World

Demand = Literal["all", "indispensable", "none"]
"""Which missing answers are errors: all that the form requires; only the indispensable ones (a
photographed handwritten form stands in for the rest); none (a draft)."""

MAX_DEPTH = 4
MAX_ITEMS = 200
MAX_VALUES = 3000
MAX_ERRORS = 100

_MISSING = "Mục này chưa có. Chưa biết thì chọn “Tôi chưa có / không biết”."
_NEEDED = "Mục này không thể thiếu. Hãy điền trước khi gửi."
_BY_KEYWORD = {
    "maxLength": ("too_long", "Dài quá. Hãy viết ngắn lại."),
    "minLength": ("too_short", "Ngắn quá. Hãy ghi rõ hơn."),
    "minItems": ("too_few", "Còn thiếu. Hãy thêm."),
    "maxItems": ("too_many", "Nhiều quá. Hãy bớt lại."),
    "uniqueItems": ("repeated", "Có lựa chọn bị lặp lại."),
}


def check(
    sections: list[dict[str, Any]],
    schema: Schema,
    answers: Any,
    world: World,
    *,
    demand: Demand = "all",
) -> list[AnswerError]:
    """Everything wrong with these answers, at most MAX_ERRORS, in the order of the form."""
    unreadable = _unreadable(answers)
    if unreadable:
        return [unreadable]
    fields = {f["key"]: f for section in sections for f in section["fields"]}
    found: dict[tuple[str, str], AnswerError] = {}
    for raw in Draft202012Validator(schema).iter_errors(answers):
        for error in _explain(raw, fields, demand):
            found.setdefault((error.path, error.code), error)
        if len(found) >= MAX_ERRORS:
            break
    wrong_paths = {path for path, _ in found}
    for error in semantics.errors(list(fields.values()), answers, world):
        if error.path not in wrong_paths:
            found[error.path, error.code] = error
    order = {key: number for number, key in enumerate(fields)}
    return sorted(found.values(), key=lambda e: order.get(e.path.split(".")[0], len(order)))


def _unreadable(answers: Any) -> AnswerError | None:
    """Data that no form sends: refused before anything looks at it closely."""
    if not isinstance(answers, dict):
        return AnswerError("", "wrong_form", "Câu trả lời không đọc được.")
    for count, (value, depth) in enumerate(_walk(answers)):
        if depth > MAX_DEPTH or count > MAX_VALUES or _is_hostile(value):
            return AnswerError("", "unreadable", "Có câu trả lời không đọc được. Hãy xem lại.")
    return None


def _walk(root: Any) -> Iterator[tuple[Any, int]]:
    """Every key and value with its depth; without recursion, so that depth cannot hurt."""
    waiting = [(root, 0)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, dict):
            waiting += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            waiting += [(part, depth + 1) for part in value]


def _is_hostile(value: Any) -> bool:
    if isinstance(value, str):
        strange = any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value)
        return strange or len(value) > MAX_TEXTAREA * 2
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, (list, dict)) and len(value) > MAX_ITEMS


def _explain(
    error: ValidationError, fields: Mapping[str, Any], demand: Demand
) -> Iterator[AnswerError]:
    """A validator's error as ours: one for each missing or unknown name it speaks of."""
    steps = list(error.absolute_path)
    if error.validator == "required":
        required: Any = error.validator_value
        present: Any = error.instance
        for key in required:
            if key not in present:
                yield from _missing([*steps, key], fields, demand)
        return
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        given: Any = error.instance
        for key in given:
            if key not in schema["properties"]:
                yield _error([*steps, key[:60]], "unknown_field", "Mục này không có trong tờ khai.")
        return
    yield _wrong(error, steps, fields)


def _missing(
    steps: list[str | int], fields: Mapping[str, Any], demand: Demand
) -> Iterator[AnswerError]:
    field = _field_at(steps, fields)
    if field is None:
        owner = _field_at(steps[:-1], fields)
        yield _error(steps[:-1], "wrong_form", WHAT_TO_DO[owner["type"]] if owner else _MISSING)
        return
    needed = field.get("indispensable", False) or field["type"] == "confirm"
    if len(steps) == 1 and (demand == "none" or (demand == "indispensable" and not needed)):
        return
    yield _error(steps, "missing", _NEEDED if needed else _MISSING)


def _wrong(
    error: ValidationError, steps: list[str | int], fields: Mapping[str, Any]
) -> AnswerError:
    if error.validator == "not" and error.validator_value == FORBIDDEN["not"]:
        return _error(steps, "not_asked", "Mục này không hỏi trong trường hợp này. Hãy bỏ đi.")
    while _field_at(steps, fields) is None and steps:
        steps = steps[:-1]  # Inside an address or an account: the field as a whole is wrong.
    field = _field_at(steps, fields) or {"type": "text"}
    if error.instance is None:
        return _error(steps, "needed", _NEEDED)
    if error.validator in _BY_KEYWORD:
        return _error(steps, *_BY_KEYWORD[error.validator])
    if error.validator in ("minimum", "maximum"):
        limit = "nhỏ nhất" if error.validator == "minimum" else "lớn nhất"
        return _error(steps, "out_of_range", f"Số {limit} là {error.validator_value}.")
    code = "not_an_option" if error.validator == "enum" else "wrong_form"
    return _error(steps, code, WHAT_TO_DO[field["type"]])


def _field_at(steps: list[str | int], fields: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The field, or the table's column, at a path; None where the path leads elsewhere."""
    match steps:
        case [str(key)]:
            field: Mapping[str, Any] | None = fields.get(key)
            return field
        case [str(key), int(), str(column)] if fields.get(key, {}).get("type") == "table":
            columns = {c["key"]: c for c in fields[key]["columns"]}
            return columns.get(column)
    return None


def _error(steps: list[str | int], code: str, message: str) -> AnswerError:
    return AnswerError(".".join(str(step) for step in steps), code, message)
