"""Fees are added up as the shared vectors say, and nothing is invented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.catalogue import fees
from tests.support.factories.catalogue import VECTORS

FILE = json.loads((VECTORS / "fees.json").read_text(encoding="utf-8"))
CASES = FILE["cases"]


def local_amounts(case: dict[str, Any]) -> dict[str, fees.LocalAmount]:
    return {key: fees.LocalAmount(**rate) for key, rate in case.get("local", {}).items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_shared_vectors(case: dict[str, Any]) -> None:
    quote = fees.quote(
        case["rules"],
        case["facts"],
        online=case["online"],
        exempt=case["exempt"],
        local=local_amounts(case),
        unsure=case.get("unsure", False),
    )
    assert (quote.amount, quote.known_part) == (case["amount"], case["known_part"])


@pytest.mark.parametrize("case", FILE["free_online"], ids=lambda case: case["name"])
def test_free_from_a_phone(case: dict[str, Any]) -> None:
    free = fees.free_online(
        case["rules"], case["facts"], local=local_amounts(case), unsure=case.get("unsure", False)
    )
    assert free is case["free"]


@pytest.mark.parametrize("case", FILE["agreements"], ids=str)
def test_what_was_shown_and_what_counts(case: dict[str, Any]) -> None:
    """Seen failing when a higher sum counted as agreed: nobody is charged what nobody saw."""
    assert fees.agreement(case["shown"], case["counted"]).value == case["means"]


def test_lines_say_how_the_sum_came_about() -> None:
    rules: list[Any] = [
        {"kind": "per_copy", "name": "Bản sao", "amount": 8000, "copies_field": "so_luong"},
        {"kind": "unknown", "name": "Lệ phí quá hạn"},
    ]
    copies, late = fees.quote(rules, {"so_luong": 2}).lines
    assert (copies.name, copies.unit_amount, copies.quantity, copies.amount) == (
        "Bản sao", 8000, 2, 16000,
    )  # fmt: skip
    assert (late.name, late.amount, late.local) == ("Lệ phí quá hạn", None, False)
    own = {fees.USUAL_KEY: fees.LocalAmount(5000)}
    late = fees.quote(rules, {"so_luong": 2}, local=own).lines[1]
    assert (late.amount, late.unit_amount, late.quantity, late.local) == (5000, 5000, 1, True)


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
