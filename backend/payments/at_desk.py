"""Money at the desk: only an officer takes cash, and each time a numbered confirmation is given."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from backend.core import audit, money
from backend.core.access import Actor, Role
from backend.core.problems import Problem
from backend.dossiers import service as dossiers
from backend.dossiers.service import Dossier, DossierEvent
from backend.payments import intents, queries, quoting, settling
from backend.payments.attempts import AttemptState, Signal

_CASH = "desk"


def take_cash(
    officer: Actor, dossier_id: uuid.UUID, command_id: uuid.UUID, data: Mapping[str, Any], sent: Any
) -> Dossier:
    """Cash for all that is owed, once for its command; `fee_changed` when it is another sum."""

    def take() -> dict[str, Any]:
        dossier = dossiers.for_staff(officer, dossier_id)
        record_cash(officer, dossier, data["quote"], data["amount"], data.get("e_receipt"))
        dossiers.touch(dossier)
        return {"id": str(dossier.id)}

    only_officers(officer)
    dossiers.for_staff(officer, dossier_id)
    dossiers.once(officer, command_id, {"dossier": str(dossier_id), **sent}, take)
    return dossiers.for_staff(officer, dossier_id)


def only_officers(caller: Actor) -> None:
    """A leader or an administrator looks; whoever takes money is an officer of the desk."""
    if caller.role is not Role.OFFICER:
        raise Problem("forbidden")


def record_cash(
    officer: Actor, dossier: Dossier, quote: int, amount: int, e_receipt: str | None = None
) -> None:
    """The entry, its confirmation, and what the dossier does next. The dossier is locked."""
    by = officer.person_id
    account = intents.agreed_account(dossier, quote, amount, by=by)
    settling.close_open(dossier.id)
    number = queries.count_attempts(dossier.id) + 1
    attempt = intents.make_attempt(dossier, account, _CASH, quote, by, number=number)
    settling.decide(account, attempt, Signal.PAID, by=by, evidence={"cash": True})
    settling.tell(dossier, actor_id=by)
    if e_receipt is not None:
        confirmation, _ = queries.confirmations(dossier.id)[-1]
        confirmation.e_receipt = e_receipt
    audit.record("cash_taken", f"dossier:{dossier.id}", actor_id=by, amount=amount)


def on_confirmed(dossier: Dossier, event: DossierEvent) -> None:
    """The act "đã thu tiền" in state 6: the officer has the cash, so the ledger has it too."""
    quote = quoting.current(dossier)
    owed = quoting.owed(quote, queries.account(dossier.id))
    if quote is not None and owed is None:
        # Cash of a sum that nobody has counted would stand in no book.
        errors = {"amount": ["Chưa có số tiền. Hãy tính lệ phí trước, rồi xác nhận."]}
        raise Problem("invalid", errors=errors)
    if quote is None or not owed or event.actor_id is None:
        return
    account = intents.agreed_account(dossier, quote.number, owed, by=event.actor_id)
    settling.close_open(dossier.id)
    number = queries.count_attempts(dossier.id) + 1
    attempt = intents.make_attempt(
        dossier, account, _CASH, quote.number, event.actor_id, number=number
    )
    settling.decide(account, attempt, Signal.PAID, by=event.actor_id, evidence={"cash": True})
    settling.tell(dossier, actor_id=event.actor_id)


def set_fee(
    officer: Actor, dossier_id: uuid.UUID, command_id: uuid.UUID, data: Mapping[str, Any], sent: Any
) -> Dossier:
    """The officer counts the sum (exemption granted or refused, pages counted), with the reason."""

    def change() -> dict[str, Any]:
        dossier = dossiers.for_staff(officer, dossier_id)
        quote = quoting.set_by_officer(
            officer,
            dossier,
            amount=data["amount"],
            reason=data["reason"],
            exempt=data.get("exempt"),
        )
        _after_change(dossier)
        dossiers.tell_of_money(
            dossier,
            "fee_set",
            actor_id=officer.person_id,
            amount=money.shown(quote.amount or 0),
            quote=quote.number,
        )
        dossiers.touch(dossier)
        return {"id": str(dossier.id)}

    only_officers(officer)
    dossiers.for_staff(officer, dossier_id)
    dossiers.once(officer, command_id, {"dossier": str(dossier_id), **sent}, change)
    return dossiers.for_staff(officer, dossier_id)


def _after_change(dossier: Dossier) -> None:
    """An open attempt of another sum gives way, and what was paid too much is due back."""
    account = queries.locked_account(dossier.id)
    if account is not None:
        for attempt in queries.attempts(dossier.id):
            if attempt.state == AttemptState.OPEN.value and attempt.amount != account.balance:
                settling.give_way(account, attempt)
    settling.tell(dossier)


def review(
    officer: Actor, dossier_id: uuid.UUID, attempt_id: uuid.UUID, data: Mapping[str, Any]
) -> Dossier:
    """An officer decides on an attempt that the provider found suspicious; audited."""
    only_officers(officer)
    dossier = dossiers.for_staff(officer, dossier_id)
    account = queries.locked_account(dossier.id)
    attempt = next((a for a in queries.attempts(dossier.id) if a.id == attempt_id), None)
    if account is None or attempt is None:
        raise Problem("not_found")
    if attempt.state != AttemptState.REVIEW.value:
        raise Problem("payment_not_now", state=attempt.state)
    signal = Signal.PAID if data["arrived"] else Signal.FAILED
    evidence = {**attempt.evidence, "reason": data["reason"]}
    settling.decide(
        account, attempt, signal, by=officer.person_id,
        transaction_no=attempt.transaction_no, evidence=evidence,
    )  # fmt: skip
    audit.record("payment_reviewed", f"dossier:{dossier.id}", actor_id=officer.person_id)
    settling.tell(dossier, actor_id=officer.person_id)
    dossiers.touch(dossier)
    return dossier
