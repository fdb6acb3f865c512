"""Do the parts of a procedure file agree with one another? Asked once the shape is right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from backend.catalogue import vocabulary as words
from backend.catalogue.answer_types import MAX_ROWS, MAX_TEXT, MAX_TEXTAREA
from backend.catalogue.fees import open_fees
from backend.catalogue.shapes import Report, is_day
from backend.catalogue.yaml_lines import Path

Field = Mapping[str, Any]

_LONGEST = {"text": MAX_TEXT, "textarea": MAX_TEXTAREA, "table": MAX_ROWS}


def check(content: Mapping[str, Any], report: Report) -> None:
    """Report every disagreement in a procedure whose shape is right."""
    fields = _sections(content, report)
    _references(content, fields, report)
    _papers(content, fields, report)
    _eligibility(content, fields, report)
    _fee(content["fee"], fields, report)
    _confidence(content, report)
    _dates(content, report)


def _sections(content: Mapping[str, Any], report: Report) -> dict[str, Field]:
    """Walk the form in order; a condition may look back only, so that it can never be circular."""
    has_form = content.get("mode", "form") == "form"
    sections = content.get("sections", [])
    if has_form and not sections:
        report.fail(("sections",), "Thiếu 'sections'; nếu chưa có tờ khai, viết mode: assistance.")
    if not has_form and sections:
        report.fail(("sections",), "mode: assistance thì không có 'sections'.")
    every = {f["key"] for s in sections for f in s["fields"]}
    earlier: dict[str, Field] = {}
    section_keys: set[str] = set()
    for number, section in enumerate(sections):
        path: Path = ("sections", number)
        _unique(section["key"], section_keys, (*path, "key"), report)
        if "when" in section:
            _condition(section["when"], earlier, (*path, "when"), report, later=every)
        for index, field in enumerate(section["fields"]):
            where: Path = (*path, "fields", index)
            if field["key"] in earlier:
                report.fail((*where, "key"), f"Tên '{field['key']}' đã dùng ở trên.")
            if "when" in field:
                _condition(field["when"], earlier, (*where, "when"), report, later=every)
            _field(field, earlier, where, report)
            earlier[field["key"]] = field
    return earlier


def _unique(key: str, seen: set[str], path: Path, report: Report) -> None:
    if key in seen:
        report.fail(path, f"Tên '{key}' đã dùng ở trên.")
    seen.add(key)


def _condition(
    value: Mapping[str, Any],
    fields: Mapping[str, Field],
    path: Path,
    report: Report,
    later: set[str] | None = None,
) -> None:
    for group in ("all", "any"):
        for index, part in enumerate(value.get(group, [])):
            _condition(part, fields, (*path, group, index), report, later)
    if "not" in value:
        _condition(value["not"], fields, (*path, "not"), report, later)
    if "field" not in value:
        return
    key = value["field"]
    if key not in fields:
        known = later is not None and key in later
        reason = "phải đứng trước mục này" if known else "không có trong tờ khai"
        report.fail((*path, "field"), f"Mục '{key}' {reason}.")
        return
    _tested_values(value, fields[key], path, report)


def _tested_values(value: Mapping[str, Any], field: Field, path: Path, report: Report) -> None:
    kind = field["type"]
    if "at_least" in value and kind not in words.WHOLE_NUMBERS:
        report.fail((*path, "at_least"), f"Mục '{field['key']}' không phải là số.")
    tested = [value["is"]] if "is" in value else value.get("in", [])
    for item in tested:
        if kind in ("select", "multi"):
            good = item in [option[0] for option in field.get("options", [])]
        elif kind in ("bool", "confirm"):
            good = isinstance(item, bool)
        elif kind in words.WHOLE_NUMBERS:
            good = isinstance(item, int) and not isinstance(item, bool)
        elif kind in ("address", "address2", "bank_account", "table"):
            good = False
        else:
            good = isinstance(item, str)
        if not good:
            test = "is" if "is" in value else "in"
            report.fail((*path, test), f"Mục '{field['key']}' không bao giờ có giá trị '{item}'.")


def _references(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    """`same_as` names another field of any place: officers read that one when this is not asked.
    `paper` names the paper on which the officer finds the answer again."""
    papers = {paper["key"] for paper in content["papers"]}
    for number, section in enumerate(content.get("sections", [])):
        for index, field in enumerate(section["fields"]):
            other = field.get("same_as")
            if other is not None and (other == field["key"] or other not in fields):
                path: Path = ("sections", number, "fields", index, "same_as")
                report.fail(path, f"Không có mục khác tên '{other}'.")
            paper = field.get("paper")
            if paper is not None and paper not in papers:
                where: Path = ("sections", number, "fields", index, "paper")
                report.fail(where, f"Không có giấy nào tên '{paper}'.")


def _field(field: Field, earlier: Mapping[str, Field], path: Path, report: Report) -> None:
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
        _unique(column["key"], columns, (*where, "key"), report)
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


def _papers(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    keys: set[str] = set()
    for index, paper in enumerate(content["papers"]):
        path: Path = ("papers", index)
        _unique(paper["key"], keys, (*path, "key"), report)
        if paper["key"] == words.FREE_PAPER:
            report.fail((*path, "key"), "Tên 'khac' dành cho ảnh không thuộc giấy nào.")
        if "when" in paper:
            _condition(paper["when"], fields, (*path, "when"), report)
        if paper.get("own_form") and (paper["kind"] != "nop" or not fields):
            report.fail((*path, "own_form"), "Tờ khai của thủ tục phải là giấy nop, có 'sections'.")
        if paper.get("indispensable") and not (paper["required"] and paper["kind"] == "nop"):
            report.fail(
                (*path, "indispensable"), "Chỉ giấy nop, required: true mới không thể thiếu."
            )


def _eligibility(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    """A rule's question is answered yes or no under the rule's own key; later rules may use it."""
    known = dict(fields)
    for index, rule in enumerate(content.get("eligibility", [])):
        path: Path = ("eligibility", index)
        if rule["key"] in known:
            report.fail((*path, "key"), f"Tên '{rule['key']}' đã dùng.")
        if "when" in rule:
            _condition(rule["when"], known, (*path, "when"), report)
        if "ask" in rule:
            known[rule["key"]] = {"key": rule["key"], "type": "bool"}
        elif "stop_when" not in rule:
            report.fail(path, "Cần câu hỏi 'ask' hoặc 'stop_when'.")
        if ("stop_when" in rule) != ("text" in rule):
            report.fail((*path, "text"), "'stop_when' và 'text' phải đi cùng nhau.")
        if "stop_when" in rule:
            _condition(rule["stop_when"], known, (*path, "stop_when"), report)


_RULE_PARTS: dict[str, tuple[set[str], set[str]]] = {
    "fixed": ({"amount"}, {"online"}),
    "per_copy": ({"amount"}, {"online", "copies_field"}),
    "per_page": (
        {"amount"},
        {"online", "first_pages", "then", "cap", "pages_field", "copies_field", "table_field"},
    ),
    "free": (set(), {"amount", "online"}),
    "unknown": (set(), {"amount", "online"}),
}


def _fee(fee: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    for index, rule in enumerate(fee["rules"]):
        path: Path = ("fee", "rules", index)
        needed, allowed = _RULE_PARTS[rule["kind"]]
        parts = set(rule) - {"kind", "name", "when", "key"}
        for part in sorted(needed - parts):
            report.fail((*path, part), f"Thiếu '{part}' cho loại {rule['kind']}.")
        for part in sorted(parts - needed - allowed):
            report.fail((*path, part), f"Loại {rule['kind']} không dùng '{part}'.")
        _amounts(rule, path, report)
        if ("first_pages" in rule) != ("then" in rule):
            report.fail(path, "'first_pages' và 'then' phải đi cùng nhau.")
        if "when" in rule:
            _condition(rule["when"], fields, (*path, "when"), report)
        _counted(rule, fields, path, report)
    if len(open_fees(fee["rules"])) < sum(rule["kind"] == "unknown" for rule in fee["rules"]):
        report.fail(("fee", "rules"), "Hai khoản chưa rõ thì mỗi khoản cần một 'key' riêng.")


def _amounts(rule: Mapping[str, Any], path: Path, report: Report) -> None:
    """Nothing is invented: an unknown fee carries no number, a free one carries no other than 0."""
    amount = rule.get("amount")
    if rule["kind"] == "unknown" and (amount is not None or rule.get("online") is not None):
        report.fail((*path, "amount"), "Khoản chưa rõ (unknown) thì amount, online là null.")
    if rule["kind"] == "free" and (amount or rule.get("online")):
        report.fail((*path, "amount"), "Khoản miễn (free) thì amount, online là 0.")
    if rule["kind"] not in ("free", "unknown") and "amount" in rule and amount is None:
        report.fail((*path, "amount"), "Chưa rõ số tiền thì dùng kind: unknown.")


def _counted(
    rule: Mapping[str, Any], fields: Mapping[str, Field], path: Path, report: Report
) -> None:
    """Copies and pages are counted in number fields, or in number columns of one table."""
    numbers: Mapping[str, Any] = fields
    if "table_field" in rule:
        table = fields.get(rule["table_field"])
        if table is None or table["type"] != "table":
            report.fail((*path, "table_field"), "Không có bảng nào tên như vậy.")
            return
        numbers = {column["key"]: column for column in table.get("columns", [])}
    for part in ("copies_field", "pages_field"):
        if part in rule and numbers.get(rule[part], {}).get("type") != "number":
            report.fail((*path, part), f"Không có mục số (number) nào tên '{rule[part]}'.")


def _confidence(content: Mapping[str, Any], report: Report) -> None:
    """`uncertain` repeats the marks of days and fee: the index and the screens read that list."""
    for name in ("days", "fee"):
        unsure = content[name]["confidence"] != "high"
        listed = name in content["uncertain"]
        if unsure and not listed:
            report.fail(("uncertain",), f"'{name}' chưa chắc chắn nên phải có trong 'uncertain'.")
        if listed and not unsure:
            report.fail((name, "confidence"), f"'{name}' có trong 'uncertain' mà lại ghi high.")
    if content["days"]["value"] is None and content["days"]["confidence"] == "high":
        report.fail(("days", "confidence"), "Chưa biết số ngày thì không thể ghi high.")
    if content["days"].get("cutoff") and content["days"]["value"] != 0:
        report.fail(("days", "cutoff"), "Giờ chốt chỉ dùng khi trả trong ngày (value: 0).")


def _dates(content: Mapping[str, Any], report: Report) -> None:
    end = content["effective_to"]
    if end is not None and end < content["effective_from"]:
        report.fail(("effective_to",), "Ngày hết hiệu lực trước ngày có hiệu lực.")
