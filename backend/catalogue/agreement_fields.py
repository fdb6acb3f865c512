"""Does each question of a procedure file agree with its own type and with the form around it?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jsonschema import Draft202012Validator

from backend.catalogue import agreement_conditions as conditions
from backend.catalogue import json_schema
from backend.catalogue import vocabulary as words
from backend.catalogue.agreement_conditions import Field
from backend.catalogue.answer_types import MAX_ROWS, MAX_TEXT, MAX_TEXTAREA
from backend.catalogue.shapes import Report, is_day
from backend.catalogue.yaml_lines import Path

_LONGEST = {"text": MAX_TEXT, "textarea": MAX_TEXTAREA, "table": MAX_ROWS}
_RELATION: Field = {
    "key": words.RELATION,
    "type": "select",
    "options": [[value, value] for value in words.RELATIONS],
}


def unique(key: str, seen: set[str], path: Path, report: Report) -> None:
    """Report a key that stands twice."""
    if key in seen:
        report.fail(path, f"Tên '{key}' đã dùng ở trên.")
    seen.add(key)


def check(field: Field, earlier: Mapping[str, Field], path: Path, report: Report) -> None:
    """Report what a question says of itself that does not fit its type or the form so far."""
    kind = field["type"]
    _choices(field, path, report)
    _bounds(field, path, report)
    if (kind == "table") != ("columns" in field):
        report.fail((*path, "columns"), "Bảng (table) phải có 'columns', loại khác thì không.")
    if (kind == "computed") != ("compute" in field):
        report.fail(
            (*path, "compute"),
            "Mục tự tính phải có compute: {date_in_words: tên_mục_ngày}, loại khác thì không.",
        )
    if "compute" in field:
        source = earlier.get(field["compute"]["date_in_words"])
        if source is None or source["type"] not in ("date", "date_or_year"):
            report.fail((*path, "compute"), "Phải chỉ tới một mục ngày đứng trước.")
    source_key = field.get("prefill", "").removeprefix(words.PREFILL_EARLIER)
    if field.get("prefill", "").startswith(words.PREFILL_EARLIER) and source_key not in earlier:
        report.fail((*path, "prefill"), f"Mục '{source_key}' phải đứng trước mục này.")
    if kind == "confirm" and field.get("indispensable") is False:
        report.fail((*path, "indispensable"), "Lời cam đoan không thể trả lời 'không biết'.")
    columns: set[str] = set()
    for index, column in enumerate(field.get("columns", [])):
        where: Path = (*path, "columns", index)
        unique(column["key"], columns, (*where, "key"), report)
        _choices(column, where, report)
        _bounds(column, where, report)


def _choices(field: Field, path: Path, report: Report) -> None:
    if (field["type"] in ("select", "multi")) != ("options" in field):
        report.fail((*path, "options"), "select và multi phải có 'options', loại khác thì không.")
    values = [option[0] for option in field.get("options", [])]
    for index, value in enumerate(values):
        if value in values[:index]:
            report.fail((*path, "options", index), f"Giá trị '{value}' viết hai lần.")
    if field.get("indispensable") and not field.get("required"):
        report.fail((*path, "indispensable"), "Mục không thể thiếu thì phải có required: true.")


def _bounds(field: Field, path: Path, report: Report) -> None:
    kind = field["type"]
    for name in ("min", "max"):
        bound = field.get(name)
        if bound is None:
            continue
        if kind in words.DATES:
            good = bound == "today" or is_day(bound)
        elif kind in (*words.WHOLE_NUMBERS, "table", *words.BOUNDED_TEXTS):
            good = isinstance(bound, int) and bound >= 0
        else:
            good = False
        if not good:
            report.fail((*path, name), f"'{name}: {bound}' không hợp với loại {kind}.")
        limit = _LONGEST.get(kind)
        if good and limit is not None and bound > limit:
            report.fail((*path, name), f"Loại {kind} nhiều nhất là {limit}.")
    low, high = field.get("min"), field.get("max")
    if type(low) is type(high) and low is not None and "today" not in (low, high) and low > high:
        report.fail((*path, "min"), "'min' lớn hơn 'max'.")
    is_birth = re.search(r"(^|_)(ngay|nam)_sinh$", field["key"])
    if kind in words.DATES and is_birth and field.get("max") != "today":
        report.fail((*path, "max"), "Ngày sinh không thể ở tương lai: thêm max: today.")


def suggestions(field: Field, known: Mapping[str, Field], path: Path, report: Report) -> None:
    """First values that the person sees and may change: they fit the question and look back.

    `known` are the questions before the form and the earlier ones of it. Nobody's consent is
    suggested.
    """
    if "suggest" not in field:
        return
    if field["type"] in ("confirm", "computed", "table"):
        report.fail((*path, "suggest"), f"Loại {field['type']} không gợi ý sẵn được.")
        return
    plain = {key: part for key, part in field.items() if key != "when"}
    schema = json_schema.derive([{"fields": [{**plain, "indispensable": True}]}])
    judge = Draft202012Validator(schema)
    for index, one in enumerate(field["suggest"]):
        where: Path = (*path, "suggest", index)
        if not judge.is_valid({field["key"]: one["value"]}):
            value = one["value"]
            report.fail((*where, "value"), f"Mục '{field['key']}' không nhận giá trị '{value}'.")
        if "when" in one:
            asked = {**known, words.RELATION: _RELATION}
            conditions.check(one["when"], asked, (*where, "when"), report)
