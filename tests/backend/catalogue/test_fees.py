"""Fees are added up as the shared vectors say, and nothing is invented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.catalogue import fees
from tests.support.factories.catalogue import VECTORS

CASES = json.loads((VECTORS / "fees.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_shared_vectors(case: dict[str, Any]) -> None:
    quote = fees.quote(case["rules"], case["facts"], online=case["online"], exempt=case["exempt"])
    assert (quote.amount, quote.known_part) == (case["amount"], case["known_part"])


def test_lines_say_how_the_sum_came_about() -> None:
    rules: list[Any] = [
        {"kind": "per_copy", "name": "Bản sao", "amount": 8000, "copies_field": "so_luong"},
        {"kind": "unknown", "name": "Lệ phí quá hạn"},
    ]
    copies, late = fees.quote(rules, {"so_luong": 2}).lines
    assert (copies.name, copies.unit_amount, copies.quantity, copies.amount) == (
        "Bản sao", 8000, 2, 16000,
    )  # fmt: skip
    assert (late.name, late.amount) == ("Lệ phí quá hạn", None)


@pytest.mark.parametrize("count", [10**400, float("nan"), float("inf"), [], {}, "10", -(10**400)])
def test_counts_that_no_form_sends_are_not_known(count: Any) -> None:
    rules = [{"kind": "per_copy", "amount": 8000, "copies_field": "so_luong"}]
    assert fees.quote(rules, {"so_luong": count}).amount is None


@pytest.mark.parametrize(
    ("rules", "confidence", "shown"),
    [
        ([{"kind": "fixed", "amount": 15000}], "high", 15000),
        ([{"kind": "fixed", "amount": 15000}], "medium", 15000),
        ([{"kind": "fixed", "amount": 15000}], "low", "?"),
        ([{"kind": "free"}], "high", 0),
        ([{"kind": "unknown"}], "high", "?"),
        ([{"kind": "per_copy", "amount": 8000, "copies_field": "n"}], "high", 8000),
        ([{"kind": "per_page", "amount": 2000, "pages_field": "n"}], "high", None),
        ([{"kind": "free", "when": {}}, {"kind": "unknown", "when": {}}], "medium", None),
        ([{"kind": "fixed", "amount": 1}, {"kind": "fixed", "amount": 2}], "high", None),
    ],
)
def test_one_number_for_lists(rules: list[Any], confidence: str, shown: Any) -> None:
    assert fees.shown_amount(rules, confidence) == shown
