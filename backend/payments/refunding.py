"""Money that is due back: too much, twice, or after nothing was owed any more.

What is due is the account's negative balance, which the database keeps; here it becomes cases that
an officer works through: asked of VNPay, or sent back by hand, each with its evidence.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from backend.core import audit, clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.dossiers import service as dossiers
from backend.dossiers.service import Dossier
from backend.extensions import db
from backend.payments import ledger, queries
from backend.payments.attempts import SETTLED, AttemptState, Signal, after
from backend.payments.models import Attempt, FeeAccount, Refund

_OPEN = ("due", "asked")


def match_what_is_due(dossier: Dossier, account: FeeAccount) -> bool:
    """Open cases for what is due and has none; drop those for what is owed again. True: told."""
    cases = list(queries.refunds(dossier.id))
    open_sum = sum(case.amount for case in cases if case.state in _OPEN)
    missing = account.refund_due - open_sum
    if missing < 0:
        _drop(cases, -missing)
    if missing <= 0:
        return missing < 0
    for attempt in reversed(queries.attempts(dossier.id)):
        part = min(missing, _left_of(attempt, cases))
        if part > 0:
            _open_case(dossier, attempt, part)
            missing -= part
    return True


def _left_of(attempt: Attempt, cases: Sequence[Refund]) -> int:
    """What of an attempt's money is neither sent back nor about to be."""
    if AttemptState(attempt.state) not in SETTLED:
        return 0
    taken = sum(c.amount for c in cases if c.attempt_id == attempt.id and c.state != "dropped")
    return attempt.amount - taken


def _open_case(dossier: Dossier, attempt: Attempt, amount: int) -> None:
    now = clock.now()
    db.session.add(
        Refund(
            dossier_id=dossier.id,
            agency_code=dossier.agency_code,
            attempt_id=attempt.id,
            amount=amount,
            state="due",
            reason="Đã thu nhiều hơn số phải nộp.",
            made_at=now,
            changed_at=now,
        )
    )
    db.session.flush()
    dossiers.tell_of_money(dossier, "refund_due", amount=amount)


def _drop(cases: Sequence[Refund], surplus: int) -> None:
    """Something is owed after all: cases that nobody has asked for yet shrink, the newest first."""
    for case in reversed(cases):
        if surplus <= 0 or case.state != "due":
            continue
        taken = min(surplus, case.amount)
        surplus -= taken
        if taken == case.amount:
            case.state, case.changed_at = "dropped", clock.now()
        else:
            case.amount -= taken
    db.session.flush()


def in_hand(officer: Actor, refund_id: uuid.UUID) -> tuple[FeeAccount, Attempt, Refund]:
    """An open case of the officer's agency, its account locked."""
    agency_code = agency_of(officer)
    case = queries.refund(agency_code, refund_id)
    if case is None:
        raise Problem("not_found")
    account = queries.locked_account(case.dossier_id)
    case = queries.refund(agency_code, refund_id)
    attempt = None if case is None else queries.attempt(case.attempt_id)
    if account is None or case is None or attempt is None:
        raise Problem("not_found")
    if case.state not in _OPEN:
        raise Problem("refund_not_open", state=case.state)
    return account, attempt, case


def as_shown(officer: Actor, refund_id: uuid.UUID, amount: int) -> None:
    """Refuses with `refund_changed` when the case's sum is no longer the one that the officer saw:
    it shrinks when something is owed after all, and what left by hand must be what is booked."""
    _, _, case = in_hand(officer, refund_id)
    if case.amount != amount:
        raise Problem("refund_changed", amount=case.amount)


def asked(officer: Actor, refund_id: uuid.UUID, request_id: str) -> tuple[Attempt, Refund]:
    """VNPay is being asked: kept before the call, so that a lost answer is no second refund."""
    _, attempt, case = in_hand(officer, refund_id)
    if attempt.provider != "vnpay":
        raise Problem("invalid", errors={"action": ["Khoản này không đi qua VNPay."]})
    if case.state == "asked":
        raise Problem("refund_not_open", state=case.state)
    case.state, case.changed_at = "asked", clock.now()
    case.changed_by = officer.person_id
    case.evidence = {"request_id": request_id}
    db.session.flush()
    return attempt, case


def refused(officer: Actor, refund_id: uuid.UUID) -> None:
    """VNPay said no: it is due again."""
    _, _, case = in_hand(officer, refund_id)
    case.state, case.changed_at = "due", clock.now()
    db.session.flush()


def done(officer: Actor, refund_id: uuid.UUID, evidence: Mapping[str, Any]) -> None:
    """The money went back: an entry with its evidence."""
    account, attempt, case = in_hand(officer, refund_id)
    by = officer.person_id
    ledger.send_back(account, attempt, case, by=by, evidence=evidence)
    case.state, case.changed_at, case.changed_by = "done", clock.now(), by
    case.evidence = {**case.evidence, **evidence}
    cases = queries.refunds(case.dossier_id)
    if _left_of(attempt, cases) == 0:
        reached = after(AttemptState(attempt.state), Signal.REFUNDED)
        if reached is not None:
            attempt.state, attempt.told = reached.value, False
    db.session.flush()
    audit.record("refund_done", f"dossier:{case.dossier_id}", actor_id=by, amount=case.amount)
