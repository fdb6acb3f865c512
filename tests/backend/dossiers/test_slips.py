"""Slip numbers survive the telephone and bad handwriting."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.dossiers import slips
from backend.dossiers.slips import ALPHABET, check_character, new_slip, parse, spoken

bodies = st.text(ALPHABET, min_size=6, max_size=6)


def test_the_alphabet_has_no_doubles_and_a_prime_length() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 23
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUE")


@given(bodies)
def test_what_is_spoken_is_understood(body: str) -> None:
    slip = body + check_character(body)
    assert parse(spoken(slip)) == slip
    assert parse(f" {spoken(slip).lower().replace('-', ' ')} ") == slip
    assert parse(".".join(slip)) == slip


def test_a_vietnamese_keyboards_d() -> None:
    slip = "DDDDDD" + check_character("DDDDDD")
    assert parse(slip.replace("D", "đ")) == slip


@given(bodies, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, other: str) -> None:
    slip = body + check_character(body)
    wrong = slip[:place] + other + slip[place + 1 :]
    assert (parse(wrong) is not None) == (wrong == slip)


@given(bodies)
def test_two_swapped_characters_are_noticed(body: str) -> None:
    slip = body + check_character(body)
    for a, b in combinations(range(7), 2):
        letters = list(slip)
        letters[a], letters[b] = letters[b], letters[a]
        swapped = "".join(letters)
        assert (parse(swapped) is not None) == (swapped == slip)


@pytest.mark.parametrize("text", ["", "ABC", "K7X-M4P-AA", "0000000", "K7XM4P!", "ôôôôôôô"])
def test_what_is_no_slip(text: str) -> None:
    assert parse(text) is None


def test_numbers_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({new_slip() for _ in range(1000)}) == 1000
    monkeypatch.setattr(slips.secrets, "choice", lambda alphabet: alphabet[0])
    assert new_slip() == "333333" + check_character("333333")
