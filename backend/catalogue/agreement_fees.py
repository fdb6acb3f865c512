"""Do the fee rules of a procedure file say all that they need, and nothing that is not known?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.catalogue import agreement_conditions as conditions
from backend.catalogue.agreement_conditions import Field
from backend.catalogue.fees import open_fees
from backend.catalogue.shapes import Report
from backend.catalogue.yaml_lines import Path

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


def check(fee: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    """Report rules that lack a part, have one too many, or count what is not there."""
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
            conditions.check(rule["when"], fields, (*path, "when"), report)
        _counted(rule, fields, path, report)
    if len(open_fees(fee["rules"])) < sum(rule["kind"] == "unknown" for rule in fee["rules"]):
        report.fail(("fee", "rules"), "Chỉ để trống một khoản; nhiều hơn thì mỗi khoản cần 'key'.")


def _amounts(rule: Mapping[str, Any], path: Path, report: Report) -> None:
    """Nothing is invented: an unknown fee carries no number, a free one carries no other than 0."""
    amount = rule.get("amount")
    if rule["kind"] == "unknown" and (amount is not None or rule.get("online") is not None):
        report.fail((*path, "amount"), "Khoản hỏi lại thì để trống cả mức tại quầy lẫn trực tuyến.")
    if rule["kind"] == "free" and (amount or rule.get("online")):
        report.fail((*path, "amount"), "Khoản miễn phí thì mức tại quầy và mức trực tuyến là 0.")
    if rule["kind"] not in ("free", "unknown") and "amount" in rule and amount is None:
        report.fail((*path, "amount"), "Chưa rõ số tiền thì ghi khoản này là hỏi lại.")


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
