"""Reconciliation (đối soát): asking after attempts without an answer, expiring, closing the day.

Differences are listed and never hidden: what nobody can explain by itself waits for an officer.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from backend.core import clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.core.transaction import end_reading, writing
from backend.payments import at_desk, config, desk_queries, gateway, queries, settling
from backend.payments.attempts import AttemptState, Signal
from backend.payments.models import Attempt, FeeAccount
from backend.payments.notices import SIGNALS, evidence_of, note_wrong_amount
from backend.payments.providers import vnpay_requests
from backend.payments.providers.vnpay import Notice, Outcome

log = structlog.get_logger(__name__)

ASK_AFTER = timedelta(minutes=5)
"""An attempt younger than this may still be paid in peace."""
ASK_AGAIN_AFTER = timedelta(minutes=30)
ASK_FOR = timedelta(days=7)
"""How long after it was made an attempt without an end is asked after again and again."""
GRACE = timedelta(minutes=15)
"""How long after its time an open attempt is given up, when VNPay knows nothing of it."""
AT_ONCE = 50
AWAY_AFTER = 3
"""So many calls in a row without an answer, a quarter of a minute each, mean that VNPay is away."""
LISTED = 200


@dataclass(slots=True)
class Done:
    """What one run of the job did."""

    asked: int = 0
    settled: int = 0
    expired: int = 0
    away: int = 0
    left: int = 0
    """Not asked after, because VNPay is away: the next run does."""
    told: int = 0
    wrong: list[str] = field(default_factory=list)

    def said(self) -> list[str]:
        """The same in words, for whoever ran the command."""
        return [
            f"Đối soát: hỏi {self.asked}, ghi nhận {self.settled}, quá hạn {self.expired}, "
            f"không trả lời {self.away}, báo cho hồ sơ {self.told}.",
            *(
                [f"VNPay chưa trả lời, lần sau hỏi tiếp {self.left} giao dịch."]
                if self.left
                else []
            ),
            *(f"Số tiền không khớp: {reference}" for reference in self.wrong),
        ]


def run() -> Done:
    """The job: ask, expire, tell. Each step has short transactions of its own; run it often."""
    done = Done()
    _ask(done)
    _expire(done)
    for dossier_id in _waiting_to_be_told():
        with writing():
            done.told += settling.follow_up(dossier_id)
    return done


def _ask(done: Done) -> None:
    merchant = config.merchant()
    if merchant is None:
        return
    now = clock.now()
    waiting = [
        (attempt.reference, attempt.made_at)
        for attempt in queries.unanswered(
            now - ASK_AFTER, now - ASK_AGAIN_AFTER, now - ASK_FOR, AT_ONCE
        )
    ]
    end_reading()
    silent = 0
    for place, (reference, made_at) in enumerate(waiting):
        if silent == AWAY_AFTER:
            done.left = len(waiting) - place
            return
        body = vnpay_requests.query_body(merchant, gateway.asking(), reference, made_at)
        try:
            told = vnpay_requests.query_notice(merchant, gateway.call(merchant, body))
        except gateway.GatewayAway:
            done.away += 1
            silent += 1
            continue
        silent = 0
        done.asked += 1
        with writing():
            _answered(reference, told, done)


def _answered(reference: str, told: Notice | None, done: Done) -> None:
    """VNPay's word on an attempt; one that is not signed (None) only leaves when we asked."""
    found = queries.locked_by_reference(reference)
    if found is None:
        return
    account, attempt = found
    attempt.asked_at = clock.now()
    if told is None or told.outcome in (Outcome.NOT_FOUND, Outcome.PENDING):
        return
    if told.reference != reference or told.amount != attempt.amount:
        if told.reference == reference:
            note_wrong_amount(attempt, told, "querydr")
        done.wrong.append(reference)
        log.error("payment_amount_wrong", reference=reference)
        return
    signal = SIGNALS[told.outcome]
    evidence = evidence_of(told, "querydr")
    number = told.transaction_no
    if settling.decide(account, attempt, signal, transaction_no=number, evidence=evidence):
        done.settled += 1


def _expire(done: Done) -> None:
    references = queries.overdue(clock.now() - GRACE, AT_ONCE)
    end_reading()
    for reference in references:
        with writing():
            found = queries.locked_by_reference(reference)
            if found is not None:
                done.expired += settling.decide(*found, Signal.EXPIRED, evidence={})


def _waiting_to_be_told() -> list[uuid.UUID]:
    found = settling.tell_some(AT_ONCE)
    end_reading()
    return found


# --- the day ----------------------------------------------------------------------------------


def day(officer: Actor, wanted: date) -> dict[str, Any]:
    """A day's sums by kind and way, whether it is closed, and what does not agree."""
    agency_code = agency_of(officer)
    closed = desk_queries.closed_day(agency_code, wanted)
    return {
        "day": wanted,
        "totals": totals(agency_code, wanted),
        "closed_at": None if closed is None else closed.closed_at,
        "can_close": closed is None and wanted < _today(),
        "differences": list(differences(agency_code, wanted)),
    }


def totals(agency_code: str, wanted: date) -> list[dict[str, Any]]:
    """One row a kind and way: how many entries, and their sum in đồng."""
    return [
        {"kind": kind, "way": way, "count": count, "amount": amount}
        for kind, way, count, amount in desk_queries.day_totals(agency_code, wanted)
    ]


def close_day(officer: Actor, wanted: date) -> None:
    """Close a day that is over: its sums are kept as they are. `day_not_over`, `day_closed`."""
    at_desk.only_officers(officer)
    if wanted >= _today():
        raise Problem("day_not_over")
    agency_code = agency_of(officer)
    kept = {
        "totals": totals(agency_code, wanted),
        "differences": len(list(differences(agency_code, wanted))),
    }
    closed = desk_queries.close_day(
        {
            "agency_code": agency_code,
            "day": wanted,
            "totals": kept,
            "closed_at": clock.now(),
            "closed_by": officer.person_id,
        }
    )
    if not closed:
        raise Problem("day_closed")


def differences(agency_code: str, wanted: date) -> Iterator[dict[str, Any]]:
    """Everything up to a day that does not agree, each with what it is about."""
    for line in desk_queries.lines_to_decide(agency_code, LISTED):
        yield {
            "kind": f"line_{line.state}",
            "reference": line.reference or line.purpose[:60],
            "dossier": None,
            "amount": line.amount,
            "at": line.arrived_at,
        }
    until = _end_of(wanted)
    doubtful = [AttemptState.REVIEW.value]
    for attempt in desk_queries.attempts_in_states(agency_code, doubtful, until, LISTED):
        yield _difference("in_review", attempt)
    waiting = [AttemptState.OPEN.value]
    limit = min(until, clock.now() - ASK_AFTER)
    for attempt in desk_queries.attempts_in_states(agency_code, waiting, limit, LISTED):
        if attempt.provider == "vnpay":
            yield _difference("without_answer", attempt)
    for attempt in desk_queries.attempts_with_another_sum(agency_code, until, LISTED):
        told = attempt.evidence.get(desk_queries.WRONG_AMOUNT)
        yield {**_difference("another_sum", attempt), "amount": told or attempt.amount}
    for attempt in desk_queries.transfers_not_on_statements(agency_code, wanted, LISTED):
        yield _difference("not_on_statement", attempt)
    for case, attempt in queries.open_refunds(agency_code, LISTED):
        yield {**_difference(f"refund_{case.state}", attempt), "amount": case.amount}
    for account in desk_queries.unpaid_returned(agency_code, LISTED):
        yield _of_account("handed_over_unpaid", account, account.balance)
    for account, _ in desk_queries.mismatched_accounts(agency_code, LISTED):
        yield _of_account("refunds_do_not_add_up", account, account.refund_due)


def _of_account(kind: str, account: FeeAccount, amount: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "reference": None,
        "dossier": account.dossier_id,
        "amount": amount,
        "at": clock.now(),
    }


def _difference(kind: str, attempt: Attempt) -> dict[str, Any]:
    return {
        "kind": kind,
        "reference": attempt.reference,
        "dossier": attempt.dossier_id,
        "amount": attempt.amount,
        "at": attempt.made_at,
    }


def _today() -> date:
    return clock.local(clock.now()).date()


def _end_of(wanted: date) -> datetime:
    midnight = datetime(wanted.year, wanted.month, wanted.day, tzinfo=clock.VIETNAM)
    return midnight + timedelta(days=1)
