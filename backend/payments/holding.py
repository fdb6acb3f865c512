"""No result leaves the desk while its fee is owed (the guard of dossiers)."""

from __future__ import annotations

from backend.core import money
from backend.core.problems import Problem
from backend.dossiers.service import Cause, Dossier, State
from backend.payments import intents, queries, quoting


def before_hand_over(dossier: Dossier, target: State, cause: Cause) -> None:
    """`fee_unpaid` with the sum, when a result is handed over and something is owed.

    A fee that is taken with the result (thu sau) can be let through with the officer's reason, and
    is then listed among the day's differences. A sum that nobody knows holds nothing back.
    """
    if target is not State.RETURNED or not intents.payable(dossier):
        return
    owed = quoting.owed(quoting.current(dossier), queries.account(dossier.id))
    if not owed:
        return
    reason = (cause.reason or "").strip()
    if intents.collected_after(dossier) and len(reason) >= quoting.REASON_LENGTH:
        return
    raise Problem("fee_unpaid", fee={"amount": owed, "words": money.in_words(owed)})
