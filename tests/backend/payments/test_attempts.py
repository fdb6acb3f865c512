"""The table of an attempt's states, walked whole and written down a second time."""

from __future__ import annotations

from itertools import product

import pytest

from backend.payments.attempts import SETTLED, STEPS, UNANSWERED, AttemptState, Signal, after

WRITTEN: dict[str, dict[str, str]] = {
    "open": {
        "paid": "paid", "failed": "failed", "review": "review", "expired": "expired",
        "replaced": "replaced",
    },
    "review": {"paid": "paid", "failed": "failed"},
    "paid": {"refunded": "refunded"},
    "failed": {"paid": "paid", "review": "review"},
    "expired": {"paid": "paid", "failed": "failed", "review": "review"},
    "replaced": {"paid": "paid", "failed": "failed", "review": "review"},
    "refunded": {},
}  # fmt: skip


@pytest.mark.parametrize(("state", "signal"), list(product(AttemptState, Signal)))
def test_each_of_the_42_pairs(state: AttemptState, signal: Signal) -> None:
    expected = WRITTEN[state.value].get(signal.value)
    reached = after(state, signal)
    assert (None if reached is None else reached.value) == expected


def test_money_settles_from_every_state_but_the_settled_ones() -> None:
    for state in AttemptState:
        assert (after(state, Signal.PAID) is AttemptState.PAID) == (state not in SETTLED)


def test_what_is_settled_is_never_settled_again() -> None:
    for (state, signal), reached in STEPS.items():
        if state in SETTLED:
            assert (signal, reached) == (Signal.REFUNDED, AttemptState.REFUNDED)


def test_only_what_has_no_answer_is_asked_after() -> None:
    assert {state.value for state in UNANSWERED} == {"open", "expired", "replaced"}
