"""Fees (phí, lệ phí) from a version's rules: pure, for showing and for counting again later.

The rules whose condition holds are added up. What is not known stays unknown: then the total is
None and the screen says "hỏi lại tại bộ phận một cửa". `facts` are the answers of the form, or
counts that an officer has made. Money is whole đồng (VND). `vectors/fees.json` holds the cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.catalogue.conditions import holds

Rule = Mapping[str, Any]
Facts = Mapping[str, Any]

MAX_COUNT = 10_000
"""More copies or pages than anybody asks for: such a number is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One rule that applies: its amount, or None where it cannot be told yet."""

    kind: str
    name: str | None
    amount: int | None
    unit_amount: int | None
    quantity: int | None


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """What a dossier costs. `amount` is None when any part is unknown, or no rule applies."""

    amount: int | None
    known_part: int
    lines: tuple[FeeLine, ...]
    exempt: bool = False


def quote(
    rules: Sequence[Rule], facts: Facts, *, online: bool = False, exempt: bool = False
) -> FeeQuote:
    """Add up the rules that apply; an exemption, once granted, makes everything free."""
    lines = tuple(_line(rule, facts, online) for rule in rules if holds(rule.get("when"), facts))
    if exempt:
        return FeeQuote(amount=0, known_part=0, lines=lines, exempt=True)
    known = sum(line.amount for line in lines if line.amount is not None)
    complete = bool(lines) and all(line.amount is not None for line in lines)
    return FeeQuote(amount=known if complete else None, known_part=known, lines=lines)


def _line(rule: Rule, facts: Facts, online: bool) -> FeeLine:
    kind = rule["kind"]
    name = rule.get("name")
    if kind in ("free", "unknown"):
        return FeeLine(kind, name, 0 if kind == "free" else None, None, None)
    unit = _unit(rule, online)
    if kind == "fixed":
        return FeeLine(kind, name, unit, unit, 1)
    if kind == "per_copy":
        copies = _count(rule, facts)
        amount = None if unit is None or copies is None else unit * copies
        return FeeLine(kind, name, amount, unit, copies)
    amount, pages = _pages(rule, facts, unit)
    return FeeLine(kind, name, amount, unit, pages)


def _unit(rule: Rule, online: bool) -> int | None:
    """The online amount where the rule has one; an online amount of null is not known."""
    unit: int | None = rule["online"] if online and "online" in rule else rule["amount"]
    return unit


def _count(rule: Rule, facts: Facts) -> int | None:
    return _whole(facts.get(rule["copies_field"])) if "copies_field" in rule else None


def _pages(rule: Rule, facts: Facts, unit: int | None) -> tuple[int | None, int | None]:
    """Pages of every document times its copies; each copy is capped by itself."""
    documents = _documents(rule, facts)
    if unit is None or not documents:
        return None, None
    total = pages_in_all = 0
    for pages, copies in documents:
        if pages is None or copies is None:
            return None, None
        total += _one_copy(rule, unit, pages) * copies
        pages_in_all += pages * copies
    return total, pages_in_all


def _documents(rule: Rule, facts: Facts) -> list[tuple[int | None, int | None]]:
    """(pages, copies) of each document: rows of a table, or the one that two fields describe."""
    if "table_field" not in rule:
        copies = _whole(facts.get(rule["copies_field"])) if "copies_field" in rule else 1
        return [(_whole(facts.get(rule.get("pages_field", ""))), copies)]
    rows = facts.get(rule["table_field"])
    if not isinstance(rows, list) or len(rows) > MAX_COUNT:
        return []
    documents: list[tuple[int | None, int | None]] = []
    for row in rows:
        cells = row if isinstance(row, dict) else {}
        copies = _whole(cells.get(rule["copies_field"])) if "copies_field" in rule else 1
        documents.append((_whole(cells.get(rule.get("pages_field", ""))), copies))
    return documents


def _one_copy(rule: Rule, unit: int, pages: int) -> int:
    first = min(pages, rule.get("first_pages", pages))
    amount: int = first * unit + (pages - first) * rule.get("then", unit)
    cap: int = rule.get("cap", amount)
    return min(amount, cap)


def _whole(value: Any) -> int | None:
    """A count of a bearable size; anything else is not known."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_COUNT:
        return None
    return value


def shown_amount(rules: Sequence[Rule], confidence: str) -> int | str | None:
    """The fee as one number for lists: "?" must be asked, None depends on the answers."""
    if confidence == "low" or all(rule["kind"] == "unknown" for rule in rules):
        return "?"
    if len(rules) > 1 or "when" in rules[0] or rules[0]["kind"] == "per_page":
        return None
    amount: int = rules[0].get("amount", 0)
    return amount
