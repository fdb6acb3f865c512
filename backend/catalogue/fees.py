"""Fees (phí, lệ phí) from a version's rules: pure, for showing and for counting again later.

The rules whose condition holds are added up. What the rules leave open is looked up in the
commune's own table (set by the province's council, HĐND); what stands in neither stays unknown:
then the total is None and the screen says "hỏi lại tại bộ phận một cửa". `facts` are the answers of
the form, or counts that an officer has made. Money is whole đồng (VND). `vectors/fees.json` holds
the cases, which pwa/src/domain/fees.ts passes too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.catalogue.conditions import holds

Rule = Mapping[str, Any]
Facts = Mapping[str, Any]

MAX_COUNT = 10_000
"""More copies or pages than anybody asks for: such a number is taken for a mistake."""


USUAL_KEY = "fee"
"""What a commune's table calls a procedure's only open rule."""


@dataclass(frozen=True, slots=True)
class LocalAmount:
    """A rate of the commune's own table; `online` is the rate of what is filed from a phone."""

    amount: int
    online: int | None = None

    def rate(self, online: bool) -> int:
        """What this way of filing costs: the ordinary rate where no other is set."""
        return self.amount if not online or self.online is None else self.online


LocalAmounts = Mapping[str, LocalAmount]
"""Rates in force on the day in question, by the key of the rule that they fill in."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One rule that applies: its amount, or None where it cannot be told yet."""

    kind: str
    name: str | None
    amount: int | None
    unit_amount: int | None
    quantity: int | None
    local: bool = False
    """The rate is the commune's own."""


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """What a dossier costs. `amount` is None when any part is unknown, or no rule applies."""

    amount: int | None
    known_part: int
    lines: tuple[FeeLine, ...]
    exempt: bool = False


def quote(
    rules: Sequence[Rule],
    facts: Facts,
    *,
    online: bool = False,
    exempt: bool = False,
    local: LocalAmounts | None = None,
    unsure: bool = False,
) -> FeeQuote:
    """Add up the rules that apply; an exemption, once granted, makes everything free.

    `unsure`: nobody vouches for the amounts of the rules, so the commune's table alone counts.
    """
    asked = _Asked(facts, online, local or {}, unsure)
    lines = tuple(_line(rule, asked) for rule in rules if holds(rule.get("when"), facts))
    if exempt:
        return FeeQuote(amount=0, known_part=0, lines=lines, exempt=True)
    known = sum(line.amount for line in lines if line.amount is not None)
    complete = bool(lines) and all(line.amount is not None for line in lines)
    return FeeQuote(amount=known if complete else None, known_part=known, lines=lines)


def free_online(
    rules: Sequence[Rule],
    facts: Facts,
    *,
    local: LocalAmounts | None = None,
    unsure: bool = False,
) -> bool:
    """Nothing to pay from a phone, something at the desk: "miễn phí khi nộp trực tuyến"."""
    here = quote(rules, facts, online=True, local=local, unsure=unsure)
    there = quote(rules, facts, local=local, unsure=unsure)
    return here.amount == 0 and there.amount != 0


class Agreement(StrEnum):
    """What the sum that was shown and the sum that counts mean together."""

    AGREED = "agreed"
    """Not more than was shown: this is what is owed."""
    ASK = "ask"
    """Nothing certain was shown: the sum is said first, and owed once the person agrees."""
    HIGHER = "higher"
    """More than was shown: it is asked again and never charged."""
    UNKNOWN = "unknown"
    """Nobody knows it yet; an officer says it."""


def agreement(shown: int | None, counted: int | None) -> Agreement:
    """Compare the quote that a person saw with the server's own."""
    if counted is None:
        return Agreement.UNKNOWN
    if shown is None:
        return Agreement.AGREED if counted == 0 else Agreement.ASK
    return Agreement.HIGHER if counted > shown else Agreement.AGREED


@dataclass(frozen=True, slots=True)
class _Asked:
    facts: Facts
    online: bool
    local: LocalAmounts
    unsure: bool


def _line(rule: Rule, asked: _Asked) -> FeeLine:
    kind, name = rule["kind"], rule.get("name")
    if kind == "free" and not asked.unsure:
        return FeeLine(kind, name, 0, None, None)
    unit, local = _unit(rule, asked)
    if kind in ("free", "unknown"):
        return FeeLine(kind, name, unit, unit, None if unit is None else 1, local)
    if kind == "fixed":
        return FeeLine(kind, name, unit, unit, 1, local)
    if kind == "per_copy":
        copies = _count(rule, asked.facts)
        known = unit == 0 or copies is not None
        amount = None if unit is None or not known else unit * (copies or 0)
        return FeeLine(kind, name, amount, unit, copies, local)
    amount, pages = _pages(rule, asked.facts, unit)
    return FeeLine(kind, name, amount, unit, pages, local)


def _unit(rule: Rule, asked: _Asked) -> tuple[int | None, bool]:
    """The rate of this way of filing, and whether the commune's table gave it.

    An online rate of null is one that nobody knows, not the desk's.
    """
    unit: int | None = None
    if rule["kind"] != "unknown" and not asked.unsure:
        unit = rule["online"] if asked.online and "online" in rule else rule["amount"]
    if unit is not None:
        return unit, False
    own = asked.local.get(rule.get("key", USUAL_KEY))
    return (None, False) if own is None else (own.rate(asked.online), True)


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


@dataclass(frozen=True, slots=True)
class OpenFee:
    """A rule whose rate only the commune can say; `name` tells it from others of its procedure."""

    key: str
    name: str | None


def open_fees(rules: Sequence[Rule], *, unsure: bool = False) -> list[OpenFee]:
    """The rules with a rate that nobody knows, each key once."""
    found = {
        rule.get("key", USUAL_KEY): rule.get("name")
        for rule in rules
        if unsure or rule["kind"] == "unknown" or _has_unknown_rate(rule)
    }
    return [OpenFee(key, name) for key, name in found.items()]


def _has_unknown_rate(rule: Rule) -> bool:
    return rule["kind"] != "free" and None in (rule.get("amount", 0), rule.get("online", 0))


def shown_amount(rules: Sequence[Rule], confidence: str) -> int | str | None:
    """The fee as one number for lists: "?" must be asked, None depends on the answers."""
    always_open = any(rule["kind"] == "unknown" and "when" not in rule for rule in rules)
    if always_open or confidence == "low" or all(rule["kind"] == "unknown" for rule in rules):
        return "?"
    if len(rules) > 1 or "when" in rules[0] or rules[0]["kind"] == "per_page":
        return None
    amount: int = rules[0].get("amount", 0)
    return amount
