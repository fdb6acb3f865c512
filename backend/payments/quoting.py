"""What a dossier costs: counted by the server when it is handed in, charged when it is received.

A sum is only charged when its sender saw at least as much: a higher one is asked again
(`fee_higher`), one that could not be told beforehand waits until the person agrees to it by
choosing how to pay, or pays it at the desk.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from backend.catalogue import service as catalogue
from backend.catalogue.service import Agreement, FeeQuote
from backend.core import clock, money
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import service as dossiers
from backend.dossiers.service import Dossier, Submission
from backend.extensions import db
from backend.payments import ledger, local_fees, models, queries

REASON_LENGTH = 10
MAX_AMOUNT = 1_000_000_000


def on_submission(dossier: Dossier, sent: Submission) -> None:
    """The hook of dossiers: count, compare with what was shown, and keep the quote.

    `fee_higher` with the new quote when it is more; nothing of the sending is then recorded.
    """
    if sent.kind != "form":
        return
    shown: Mapping[str, Any] = sent.body.get("fee_quote") or {}
    exempt: str | None = shown.get("exempt")
    version = catalogue.procedure(sent.procedure, sent.version)
    if exempt is not None:
        _refuse_unknown_group(version, exempt, online=dossier.channel == "online")
    counted, free_online = count(dossier, version, sent.answers, exempt=exempt is not None)
    means = catalogue.agreement(shown.get("amount"), counted.amount)
    if dossier.channel == "desk" and counted.amount is not None:
        means = Agreement.AGREED  # The person sits opposite, and an officer has said the sum.
    if means is Agreement.HIGHER:
        raise Problem("fee_higher", fee=wire(counted, shown.get("amount")))
    _keep(
        dossier,
        amount=counted.amount,
        shown=shown.get("amount"),
        agreement=means.value,
        lines=[asdict(line) for line in counted.lines],
        exempt=exempt,
        free_online=free_online,
        revision=sent.revision,
    )


def count(
    dossier: Dossier,
    version: catalogue.ProcedureVersion,
    answers: Mapping[str, Any],
    *,
    exempt: bool = False,
) -> tuple[FeeQuote, bool]:
    """The sum by the rules and the commune's table of today; whether it is free from a phone."""
    own = local_fees.rates(dossier.agency_code, version.code, local_fees.today())
    online = dossier.channel == "online"
    counted = catalogue.fee_quote(version, answers, online=online, exempt=exempt, local=own)
    return counted, online and catalogue.free_online(version, answers, own)


def current(dossier: Dossier) -> models.FeeQuote | None:
    """The version of the sum that counts: the newest that is about what stands at the desk."""
    return current_of(dossier, queries.quotes(dossier.id))


def current_of(dossier: Dossier, quotes: Sequence[models.FeeQuote]) -> models.FeeQuote | None:
    """The same, of quotes that are at hand, the newest first."""
    stands = dossier.revision or dossier.waiting_revision or 0
    return next((q for q in quotes if q.revision is None or q.revision <= stands), None)


def owed(quote: models.FeeQuote | None, account: models.FeeAccount | None) -> int | None:
    """What is to be paid now by the version of the sum that counts; None while nobody knows."""
    received = 0 if account is None else account.paid - account.refunded
    if quote is None or quote.amount is None:
        return None if account is None or account.charged == 0 else max(account.balance, 0)
    return max(quote.amount - received, 0)


def charge_agreed(dossier: Dossier) -> None:
    """Received, or received anew: what was agreed is owed, and no more than that."""
    quote = current(dossier)
    if quote is None:
        return
    agreed = quote.agreement == Agreement.AGREED.value
    if not (agreed and quote.amount) and queries.account(dossier.id) is None:
        return
    account = ledger.opened(dossier.id, dossier.agency_code)
    received = account.paid - account.refunded
    # What was paid was agreed to: a sum that is asked anew does not make it due back.
    unasked = received if quote.amount is None else min(received, quote.amount)
    owed = (quote.amount or 0) if agreed else unasked
    ledger.charge_to(account, owed, by=None, evidence={"quote": quote.number})


def annul(dossier: Dossier, why: str) -> None:
    """What was not paid is owed no longer (withdrawn, refused); what was paid stays as it is."""
    account = queries.locked_account(dossier.id)
    if account is not None:
        kept = min(account.charged, account.paid - account.refunded)
        ledger.charge_to(account, kept, by=None, evidence={"event": why})


def set_by_officer(
    officer: Actor, dossier: Dossier, *, amount: int, reason: str, exempt: str | None = None
) -> models.FeeQuote:
    """An officer's own sum, with the reason. A lower one counts at once; a higher one is asked.

    The dossier is locked by the caller.
    """
    if not 0 <= amount <= MAX_AMOUNT:
        raise Problem("invalid", errors={"amount": ["Số tiền không hợp lệ."]})
    if len(reason.strip()) < REASON_LENGTH:
        errors = {"reason": [f"Hãy ghi lý do, ít nhất {REASON_LENGTH} chữ."]}
        raise Problem("invalid", errors=errors)
    before = current(dossier)
    agreed = amount <= _seen_before(dossier, before)
    quote = _keep(
        dossier,
        amount=amount,
        shown=before.amount if before else None,
        agreement=(Agreement.AGREED if agreed else Agreement.ASK).value,
        lines=[],
        exempt=exempt,
        free_online=False,
        reason=reason.strip(),
        by=officer.person_id,
    )
    if agreed:
        charge_agreed(dossier)
    return quote


def _seen_before(dossier: Dossier, quote: models.FeeQuote | None) -> int:
    """The highest sum that needs no asking: agreed to, or paid and not sent back."""
    account = queries.account(dossier.id)
    paid = 0 if account is None else account.paid - account.refunded
    known = quote is not None and quote.agreement == Agreement.AGREED.value
    return max(paid, quote.amount or 0 if known and quote is not None else 0)


def wire(counted: FeeQuote, shown: int | None) -> dict[str, Any]:
    """A quote that is not kept yet, as a problem tells it."""
    return {
        "amount": counted.amount,
        "words": None if counted.amount is None else money.in_words(counted.amount),
        "shown": shown,
        "lines": [asdict(line) for line in counted.lines],
    }


def _refuse_unknown_group(
    version: catalogue.ProcedureVersion, exempt: str, *, online: bool
) -> None:
    known = catalogue.exemptions(version, local_fees.today(), online=online)
    if exempt not in {each.key for each in known}:
        errors = {"fee_quote.exempt": ["Nhóm này không được miễn cho thủ tục này."]}
        raise Problem("invalid", errors=errors)


def _keep(
    dossier: Dossier,
    *,
    amount: int | None,
    shown: int | None,
    agreement: str,
    lines: list[dict[str, Any]],
    exempt: str | None,
    free_online: bool,
    revision: int | None = None,
    reason: str | None = None,
    by: uuid.UUID | None = None,
) -> models.FeeQuote:
    former = queries.quotes(dossier.id)
    quote = models.FeeQuote(
        dossier_id=dossier.id,
        number=former[0].number + 1 if former else 1,
        revision=revision,
        amount=amount,
        shown=shown,
        agreement=agreement,
        lines=lines,
        exempt=exempt,
        free_online=free_online,
        reason=reason,
        made_at=clock.now(),
        made_by=by,
    )
    db.session.add(quote)
    db.session.flush()
    return quote


def on_converted(dossier: Dossier) -> None:
    """A plea for help became a dossier: its sum is counted, and asked before it is owed."""
    sent = dossiers.revision_in_force(dossier)
    if sent is None:
        return
    version = catalogue.procedure(dossier.procedure_code, dossier.procedure_version)
    counted, free_online = count(dossier, version, sent.body["answers"])
    _keep(
        dossier,
        amount=counted.amount,
        shown=None,
        agreement=catalogue.agreement(None, counted.amount).value,
        lines=[asdict(line) for line in counted.lines],
        exempt=None,
        free_online=free_online,
        revision=dossier.revision,
    )
