"""What providers tell us by themselves: VNPay's IPN and return, payOS's notice of a transfer.

A notice decides only by its signature. Secrets and signatures never reach a log.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.core import audit, clock
from backend.core.problems import Problem
from backend.payments import banking, config, desk_queries, queries, settling
from backend.payments.attempts import SETTLED, AttemptState, Signal
from backend.payments.models import Attempt, FeeAccount
from backend.payments.providers import payos, vnpay
from backend.payments.providers.vnpay import Answer, Notice, Outcome

SIGNALS: Mapping[Outcome, Signal] = {
    Outcome.PAID: Signal.PAID,
    Outcome.FAILED: Signal.FAILED,
    Outcome.REVIEW: Signal.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """Our answer to a notice, and the dossier that is to be told (None: nothing changed)."""

    answer: Answer
    dossier_id: uuid.UUID | None = None


def ipn(pairs: Iterable[tuple[str, str]], address: str) -> Decided:
    """VNPay's notice, in the prescribed order: place, signature, order, amount, state.

    Call it in a write transaction. At most four statements.
    """
    listed = list(pairs)
    refusal = _refusal(listed, address)
    if refusal is not None:
        return Decided(refusal)
    values = dict(listed)
    found = queries.locked_by_reference(values.get("vnp_TxnRef", "")[:20])
    if found is None or not _is_ours(found[1], values):
        return Decided(Answer.NOT_FOUND)
    return _record(*found, vnpay.notice(values))


def _refusal(listed: list[tuple[str, str]], address: str) -> Answer | None:
    merchant = config.merchant()
    if not config.allowed(address):
        return Answer.WRONG_PLACE
    if merchant is None or not vnpay.is_signed(merchant, listed):
        return Answer.WRONG_SIGNATURE
    return None


def _is_ours(attempt: Attempt, values: Mapping[str, str]) -> bool:
    """Signed with our secret and yet of another terminal: its order is not ours."""
    merchant = config.merchant()
    terminal = None if merchant is None else merchant.tmn_code
    return attempt.provider == "vnpay" and values.get("vnp_TmnCode") == terminal


def _record(account: FeeAccount, attempt: Attempt, told: Notice) -> Decided:
    if told.amount != attempt.amount:
        note_wrong_amount(attempt, told, "ipn")
        return Decided(Answer.WRONG_AMOUNT)
    signal = SIGNALS.get(told.outcome)
    if signal is None:
        return Decided(Answer.FAULT)  # Unfinished: VNPay shall tell again.
    evidence = evidence_of(told, "ipn")
    number = told.transaction_no
    if settling.decide(account, attempt, signal, transaction_no=number, evidence=evidence):
        return Decided(Answer.RECORDED, attempt.dossier_id)
    return Decided(Answer.ALREADY)


def evidence_of(told: Notice, source: str) -> dict[str, Any]:
    """What an entry keeps of a provider's word."""
    return {
        "source": source,
        "response_code": told.response_code,
        "transaction_status": told.transaction_status,
        "transaction_no": told.transaction_no,
        "bank": told.bank,
        "paid_at": None if told.paid_at is None else told.paid_at.isoformat(),
    }


def note_wrong_amount(attempt: Attempt, told: Notice, source: str) -> None:
    """Signed and yet another sum: nothing is recorded as paid, and while nothing else settles the
    attempt it stands among the day's differences."""
    evidence = {**evidence_of(told, source), desk_queries.WRONG_AMOUNT: told.amount}
    unsettled = AttemptState(attempt.state) not in SETTLED
    if unsettled and told.outcome is not Outcome.FAILED and attempt.evidence != evidence:
        attempt.evidence = evidence
    audit.record(
        "payment_amount_wrong",
        f"attempt:{attempt.id}",
        actor_id=None,
        expected=attempt.amount,
        told=told.amount,
    )


def returned(pairs: Iterable[tuple[str, str]]) -> Attempt | None:
    """The attempt that a signed return names. It displays only: the IPN decides."""
    listed = list(pairs)
    merchant = config.merchant()
    if merchant is None or not vnpay.is_signed(merchant, listed):
        return None
    return queries.attempt_by_reference(dict(listed).get("vnp_TxnRef", "")[:20])


def transfer_notice(body: Mapping[str, Any]) -> uuid.UUID | None:
    """payOS's notice: the dossier that is to be told, None when nobody is.

    `signature_wrong` for whatever it did not sign. A probe, a failed transfer, an account of nobody
    and a repetition are answered alike: there is nothing to do.
    """
    key = config.payos_key()
    if not key or not payos.is_signed(key, body):
        raise Problem("signature_wrong")
    money = payos.arrived(body)
    agency_code = None if money is None else _payee_of(money)
    if money is None or agency_code is None:
        return None
    line = banking.Line(
        key=banking.transfer_key(money.reference or _digest(body), money.amount),
        reference=money.reference,
        booked_on=clock.local(money.at or clock.now()).date(),
        amount=money.amount,
        purpose=money.purpose,
    )
    return banking.take_notice(agency_code, line)


def _payee_of(money: payos.Arrived) -> str | None:
    """By the account; one that was changed after a code was shown, by what the transfer names."""
    return desk_queries.agency_of_account(money.account) or desk_queries.agency_of_references(
        banking.references(money.purpose)
    )


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(body["data"].items())).encode()).hexdigest()
