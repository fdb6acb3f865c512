"""Sums are written and said as the shared vectors say."""

from __future__ import annotations

import json

import pytest

from backend.core import money
from tests.support.factories.catalogue import VECTORS

CASES = json.loads((VECTORS / "money.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(("amount", "words"), CASES, ids=lambda value: str(value)[:20])
def test_shared_vectors(amount: int, words: str) -> None:
    assert money.in_words(amount) == words


def test_every_sum_below_two_millions_has_words_of_its_own() -> None:
    """Two sums that are said alike could not be told from each other on a receipt."""
    said = [money.in_words(amount) for amount in range(0, 2_000_000, 500)]
    said += [money.in_words(amount) for amount in range(1, 500)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("amount", [-1, 10**15, True])
def test_what_is_no_sum_has_no_words(amount: int) -> None:
    with pytest.raises(ValueError, match="whole number"):
        money.in_words(amount)


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, "0 đồng"), (7000, "7.000 đồng"), (10_800_000, "10.800.000 đồng")]
)
def test_as_it_is_written(amount: int, shown: str) -> None:
    assert money.shown(amount) == shown
