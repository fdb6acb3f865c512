"""The states of a payment attempt and every step between them, as data. Pure.

Money decides: whoever proves that it arrived (a signed notice, a query's signed answer, a line of
the bank's statement, an officer with the cash) settles the attempt from every state but the settled
ones: also after it failed, expired or gave way to another. What is then too much is refund due.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AttemptState(StrEnum):
    """The value is what stands in the database and on the wire."""

    OPEN = "open"
    """The payer may be paying; at most one attempt of a dossier is open."""
    REVIEW = "review"
    """Debited but not settled at the provider; an officer looks."""
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REPLACED = "replaced"
    """Another way was chosen, or nothing is owed any more."""
    REFUNDED = "refunded"


class Signal(StrEnum):
    """What happened to an attempt."""

    PAID = "paid"
    FAILED = "failed"
    REVIEW = "review"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REFUNDED = "refunded"


S = AttemptState

STEPS: Mapping[tuple[AttemptState, Signal], AttemptState] = {
    (S.OPEN, Signal.PAID): S.PAID,
    (S.OPEN, Signal.FAILED): S.FAILED,
    (S.OPEN, Signal.REVIEW): S.REVIEW,
    (S.OPEN, Signal.EXPIRED): S.EXPIRED,
    (S.OPEN, Signal.REPLACED): S.REPLACED,
    (S.REVIEW, Signal.PAID): S.PAID,
    (S.REVIEW, Signal.FAILED): S.FAILED,
    (S.FAILED, Signal.PAID): S.PAID,
    (S.FAILED, Signal.REVIEW): S.REVIEW,
    (S.EXPIRED, Signal.PAID): S.PAID,
    (S.EXPIRED, Signal.FAILED): S.FAILED,
    (S.EXPIRED, Signal.REVIEW): S.REVIEW,
    (S.REPLACED, Signal.PAID): S.PAID,
    (S.REPLACED, Signal.FAILED): S.FAILED,
    (S.REPLACED, Signal.REVIEW): S.REVIEW,
    (S.PAID, Signal.REFUNDED): S.REFUNDED,
}
"""What is not here does not happen: a settled attempt is never settled again."""

SETTLED = frozenset({S.PAID, S.REFUNDED})

UNANSWERED = frozenset({S.OPEN, S.EXPIRED, S.REPLACED})
"""The provider has not said what became of it: reconciliation asks."""


def after(state: AttemptState, signal: Signal) -> AttemptState | None:
    """The next state; None when the signal changes nothing."""
    return STEPS.get((state, signal))
