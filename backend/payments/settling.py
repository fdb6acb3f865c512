"""What became of an attempt, and what its dossier is told of it.

Deciding (`decide`) is short and knows no dossier: a provider's notice locks the account, moves the
attempt and writes the ledger in at most four statements. Telling (`follow_up`) comes after, in a
transaction of its own that locks the dossier first: a server killed in between loses nothing, since
`told` stays False and the job of reconciliation tells it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from backend.core import clock
from backend.dossiers import service as dossiers
from backend.dossiers.service import Dossier
from backend.extensions import db
from backend.payments import confirming, ledger, queries, quoting, refunding
from backend.payments.attempts import SETTLED, AttemptState, Signal, after
from backend.payments.models import Attempt, FeeAccount

_TOLD_AS = {
    AttemptState.PAID.value: "paid",
    AttemptState.FAILED.value: "payment_failed",
    AttemptState.REVIEW.value: "payment_in_review",
    AttemptState.REFUNDED.value: "refunded",
}


def decide(
    account: FeeAccount,
    attempt: Attempt,
    signal: Signal,
    *,
    by: uuid.UUID | None = None,
    transaction_no: str = "",
    evidence: Mapping[str, Any],
) -> bool:
    """Move an attempt on; money that arrived enters the ledger. False when nothing changes.

    The caller has locked the account and read the attempt behind it.
    """
    state = AttemptState(attempt.state)
    reached = after(state, signal)
    if reached is None:
        return False
    attempt.state, attempt.told = reached.value, reached.value not in _TOLD_AS
    if reached in SETTLED:
        attempt.settled_at = attempt.settled_at or clock.now()
    if signal in (Signal.PAID, Signal.FAILED, Signal.REVIEW):
        attempt.evidence, attempt.transaction_no = dict(evidence), transaction_no
    if reached is AttemptState.PAID:
        ledger.pay(account, attempt, by=by, evidence=evidence)
    db.session.flush()
    return True


def give_way(account: FeeAccount, attempt: Attempt) -> bool:
    """Another way was chosen, or nothing is owed any more."""
    return decide(account, attempt, Signal.REPLACED, evidence={})


def close_open(dossier_id: uuid.UUID) -> None:
    """Nobody shall pay any more: the open attempt gives way."""
    account = queries.locked_account(dossier_id)
    if account is None:
        return
    for attempt in queries.attempts(dossier_id):
        if attempt.state == AttemptState.OPEN.value:
            give_way(account, attempt)


def follow_up(dossier_id: uuid.UUID) -> bool:
    """Tell a dossier what became of its attempts; False when there is nothing new.

    Call it in a write transaction of its own.
    """
    dossier = dossiers.locked(dossier_id)
    if dossier is None or not tell(dossier):
        return False
    dossiers.touch(dossier)
    return True


def tell(dossier: Dossier, *, actor_id: uuid.UUID | None = None) -> bool:
    """The same for a dossier that is locked; the caller touches it."""
    account = queries.locked_account(dossier.id)
    if account is None:
        _end_wait(dossier, None)
        return False
    news = [attempt for attempt in queries.attempts(dossier.id) if not attempt.told]
    for attempt in news:
        attempt.told = True
        kind = _TOLD_AS.get(attempt.state)
        if kind is not None:
            told = {"way": attempt.provider, "amount": attempt.amount}
            dossiers.tell_of_money(dossier, kind, actor_id=actor_id, **told)
    confirming.confirm_payments(dossier.id, account.agency_code)
    due = refunding.match_what_is_due(dossier, account)
    _end_wait(dossier, account)
    return bool(news) or due


def _end_wait(dossier: Dossier, account: FeeAccount | None) -> None:
    """Nothing is owed (paid, or free after all): nobody shall pay, and state 6 is over."""
    if quoting.owed(quoting.current(dossier), account) == 0:
        close_open(dossier.id)
        dossiers.payment_settled(dossier, paid=account is not None and account.charged > 0)


def tell_some(limit: int = 50) -> list[uuid.UUID]:
    """Dossiers that wait to be told, for the job of reconciliation."""
    return list(queries.untold(limit))


def has_news(dossier_id: uuid.UUID) -> bool:
    """Whether an attempt's end is still to be told to this dossier; one query."""
    return any(not attempt.told for attempt in queries.attempts(dossier_id))
