"""What people are shown of a dossier's money: what is owed and why, how to pay, what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backend.catalogue import service as catalogue
from backend.core import clock, money
from backend.core.access import Actor
from backend.dossiers.service import Dossier, State
from backend.payments import config, confirming, intents, local_fees, models, queries, quoting
from backend.payments.attempts import AttemptState
from backend.payments.models import Attempt
from backend.payments.providers import vietqr, vnpay


def for_citizen(actor: Actor, dossier: Dossier, address: str) -> dict[str, Any]:
    """The citizen's side. Who helps another sees what it costs, and no way to pay."""
    shown = whole(dossier)
    newest = shown.pop("newest")
    if intents.may_not_pay(actor, dossier):
        nothing: dict[str, Any] = {"ways": [], "attempts": [], "confirmations": [], "refunds": []}
        return {**shown, **nothing, "attempt": None, "volunteer": True}
    return {**shown, "attempt": _attempt(dossier, newest, address), "volunteer": False}


def for_desk(dossier: Dossier) -> dict[str, Any]:
    """The officer's side: the same with every try and the state of each."""
    shown = whole(dossier)
    newest = shown.pop("newest")
    return {
        **shown,
        "attempt": None if newest is None else tried(newest),
        "entries": [
            {
                "at": entry.at,
                "kind": entry.kind,
                "amount": entry.amount,
                "way": entry.provider,
                "day": entry.day,
            }
            for entry in queries.entries(dossier.id)
        ],
    }


def on_slip(dossier: Dossier) -> tuple[str, bool | None] | None:
    """What the acceptance slip (Mẫu 01) says under "Phí, lệ phí"; None while nobody knows."""
    quote = quoting.current(dossier)
    if quote is None or quote.amount is None:
        return None
    text = money.shown(quote.amount)
    if quote.amount == 0:
        return text, None
    owed = quoting.owed(quote, queries.account(dossier.id))
    if owed and intents.collected_after(dossier):
        return f"{text}, trả khi lấy kết quả", False
    return text, not owed


def whole(dossier: Dossier) -> dict[str, Any]:
    """What both sides see; `newest` is the newest attempt, for the caller to show."""
    quote = quoting.current(dossier)
    account = queries.account(dossier.id)
    attempts = queries.attempts(dossier.id)
    payable = intents.payable(dossier)
    owed = quoting.owed(quote, account) if payable else 0
    return {
        "dossier": dossier.id,
        "state": dossier.state,
        "quote": None if quote is None else _quote(dossier, quote),
        "owed": owed,
        "words": None if owed is None else money.in_words(owed),
        "charged": account.charged if account else 0,
        "paid": account.paid if account else 0,
        "refunded": account.refunded if account else 0,
        "refund_due": account.refund_due if account else 0,
        "collect": "after" if intents.collected_after(dossier) else "before",
        "waits": dossier.stands is State.PAYMENT_ASKED,
        "ways": intents.offered(dossier) if owed else [],
        "attempts": [tried(attempt) for attempt in attempts],
        "confirmations": _confirmations(dossier),
        "refunds": [
            {"amount": case.amount, "state": case.state, "at": case.changed_at}
            for case in queries.refunds(dossier.id)
            if case.state != "dropped"
        ],
        "newest": attempts[-1] if attempts else None,
    }


def tried(attempt: Attempt) -> dict[str, Any]:
    """One try, without what only its payer needs."""
    return {
        "id": attempt.id,
        "way": attempt.provider,
        "state": attempt.state,
        "amount": attempt.amount,
        "reference": attempt.reference,
        "made_at": attempt.made_at,
        "expires_at": attempt.expires_at,
        "settled_at": attempt.settled_at,
    }


def _quote(dossier: Dossier, quote: models.FeeQuote) -> dict[str, Any]:
    return {
        "number": quote.number,
        "amount": quote.amount,
        "words": None if quote.amount is None else money.in_words(quote.amount),
        "shown": quote.shown,
        "agreement": quote.agreement,
        "lines": quote.lines,
        "exempt": _exemption(dossier, quote),
        "free_online": quote.free_online,
        "reason": quote.reason,
        "made_at": quote.made_at,
    }


def _exemption(dossier: Dossier, quote: models.FeeQuote) -> dict[str, str] | None:
    if quote.exempt is None:
        return None
    version = catalogue.procedure(dossier.procedure_code, dossier.procedure_version)
    day = clock.local(quote.made_at).date()
    for each in catalogue.exemptions(version, day, online=dossier.channel == "online"):
        if each.key == quote.exempt:
            return {"key": each.key, "text": each.text, "proof": each.proof}
    return {"key": quote.exempt, "text": "", "proof": ""}


def _attempt(dossier: Dossier, attempt: Attempt | None, address: str) -> dict[str, Any] | None:
    """The newest try; while it is open, with all that its payer needs, offline too."""
    if attempt is None:
        return None
    shown = {**tried(attempt), "pay_url": None, "transfer": None}
    if attempt.state != AttemptState.OPEN.value:
        return shown
    if attempt.provider == "vietqr":
        shown["transfer"] = _transfer(attempt)
    elif attempt.provider == "vnpay":
        shown["pay_url"] = _pay_url(dossier, attempt, address)
    return shown


def _transfer(attempt: Attempt) -> dict[str, Any] | None:
    """A bank transfer as a QR code's text and in letters; None when the account was taken away."""
    payee = local_fees.payee(attempt.agency_code)
    if payee is None:
        return None
    named = vietqr.Transfer(payee.bin, payee.account, attempt.amount, attempt.reference)
    return {
        "payload": vietqr.payload(named),
        "bank": payee.bank,
        "bin": payee.bin,
        "account": payee.account,
        "name": payee.name,
        "amount": attempt.amount,
        "words": money.in_words(attempt.amount),
        "purpose": attempt.reference,
    }


def _pay_url(dossier: Dossier, attempt: Attempt, address: str) -> str | None:
    merchant = config.merchant()
    if merchant is None or attempt.expires_at is None or attempt.expires_at <= clock.now():
        return None
    payment = vnpay.Payment(
        reference=attempt.reference,
        amount=attempt.amount,
        info=f"Le phi ho so {dossier.code or dossier.slip}",
        made_at=attempt.made_at,
        expires_at=attempt.expires_at,
        return_url=config.return_url(),
        address=address,
    )
    return vnpay.payment_url(merchant, payment)


def _confirmations(dossier: Dossier) -> Sequence[dict[str, Any]]:
    return [
        {
            "year": confirmation.year,
            "number": confirmation.number,
            "reference": confirming.reference(confirmation),
            "amount": entry.amount,
            "way": entry.provider,
            "at": entry.at,
            "e_receipt": confirmation.e_receipt,
        }
        for confirmation, entry in queries.confirmations(dossier.id)
    ]
