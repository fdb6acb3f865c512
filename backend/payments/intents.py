"""Choosing how to pay: the command `pay_intent` of a phone's outbox.

The command names the version of the sum and the sum itself, as they were shown when the person
chose, perhaps days ago and without a link. The dossier's row is locked by whoever runs the command:
a double tap, two phones or two tabs find the same open attempt, never a second one.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from backend.catalogue import service as catalogue
from backend.core import clock, money
from backend.core.access import Actor, Role
from backend.core.problems import Problem
from backend.dossiers.service import Dossier, State
from backend.extensions import db
from backend.payments import config, ledger, local_fees, queries, quoting, settling
from backend.payments.attempts import AttemptState
from backend.payments.models import Attempt, FeeAccount

LIFE: Mapping[str, timedelta] = {"vnpay": timedelta(minutes=15), "vietqr": timedelta(days=7)}
"""How long an attempt is waited for; money that comes later is found all the same."""
MAX_ATTEMPTS = 60
"""Tries of one dossier from phones."""
MAX_NUMBER = 99
"""The number stands in the reference with two digits; those above are for money that is here."""
WAYS = ("desk", "vietqr", "vnpay")

_NOT_PAYABLE = frozenset({State.DRAFT, State.REFUSED, State.WITHDRAWN, State.STOPPED})


def pay_intent(actor: Actor, dossier: Dossier, data: Mapping[str, Any]) -> dict[str, Any]:
    """The verb: `data` is {way, quote, amount}. Answers which attempt is open.

    `fee_changed` with the present sum when it is another one by now, `nothing_owed`,
    `fee_unknown`, `payment_not_now`, `no_money_to_volunteers`, `way_not_offered`.
    """
    way, number, amount = _read(data)
    refuse_volunteer(actor, dossier)
    if way not in offered(dossier):
        raise Problem("way_not_offered")
    account = agreed_account(dossier, number, amount, by=actor.person_id)
    if way == "desk":
        settling.close_open(dossier.id)
        return {"payment": {"way": way, "attempt": None, "state": "at_desk"}}
    attempt = _open_attempt(dossier, account, way, number, actor.person_id)
    return {"payment": {"way": way, "attempt": str(attempt.id), "state": attempt.state}}


def refuse_volunteer(actor: Actor, dossier: Dossier) -> None:
    """A volunteer neither collects nor pays for others; their own they pay like anybody."""
    if may_not_pay(actor, dossier):
        raise Problem("no_money_to_volunteers")


def payers_own(actor: Actor, dossier: Dossier) -> Dossier:
    """The dossier, for whoever may deal with its money; `no_money_to_volunteers`."""
    refuse_volunteer(actor, dossier)
    return dossier


def may_not_pay(actor: Actor, dossier: Dossier) -> bool:
    """Whether money is out of question between this person and this dossier."""
    return actor.role is Role.VOLUNTEER and dossier.owner_id != actor.person_id


def offered(dossier: Dossier) -> list[str]:
    """Ways to pay, the desk first: there everybody can pay, with the result where rules allow."""
    ways = ["desk"]
    if local_fees.payee(dossier.agency_code) is not None:
        ways.append("vietqr")
    if config.merchant() is not None:
        ways.append("vnpay")
    return ways


def payable(dossier: Dossier) -> bool:
    """It was handed in, and neither refused, withdrawn nor stopped."""
    return dossier.slip is not None and dossier.stands not in _NOT_PAYABLE


def agreed_account(dossier: Dossier, number: int, amount: int, *, by: uuid.UUID) -> FeeAccount:
    """The account, charged with the version of the sum to which the person just agreed."""
    if not payable(dossier):
        raise Problem("payment_not_now", state=dossier.state)
    quote = quoting.current(dossier)
    due = quoting.owed(quote, queries.account(dossier.id))
    if quote is None or due is None:
        raise Problem("fee_unknown")
    if (number, amount) != (quote.number, due) and due > 0:
        present = {"quote": quote.number, "amount": due, "words": money.in_words(due)}
        raise Problem("fee_changed", fee=present)
    if due <= 0:
        raise Problem("nothing_owed")
    account = ledger.opened(dossier.id, dossier.agency_code)
    if account.charged < (quote.amount or 0):
        evidence = {"quote": quote.number, "agreed": True}
        ledger.charge_to(account, quote.amount or 0, by=by, evidence=evidence)
    return account


def _open_attempt(
    dossier: Dossier, account: FeeAccount, way: str, quote: int, by: uuid.UUID
) -> Attempt:
    """The open attempt of this way and sum, or a new one to which all others give way."""
    now = clock.now()
    known = queries.attempts(dossier.id)
    if any(attempt.state == AttemptState.REVIEW.value for attempt in known):
        raise Problem("payment_in_review")
    for attempt in known:
        if attempt.state != AttemptState.OPEN.value:
            continue
        if _serves(attempt, way, account.balance, now):
            return attempt
        settling.give_way(account, attempt)
    return make_attempt(dossier, account, way, quote, by, number=len(known) + 1)


def _serves(attempt: Attempt, way: str, amount: int, now: datetime) -> bool:
    fresh = attempt.expires_at is None or attempt.expires_at > now
    return (attempt.provider, attempt.amount) == (way, amount) and fresh


def make_attempt(
    dossier: Dossier,
    account: FeeAccount,
    way: str,
    quote: int,
    by: uuid.UUID,
    *,
    number: int,
    amount: int | None = None,
    open_to_pay: bool = True,
) -> Attempt:
    """A new attempt for all that is owed.

    Money that has arrived already brings its own `amount` and is not `open_to_pay`: it stands
    beside the attempt that somebody may be paying at this moment.
    """
    is_here = way == "desk" or not open_to_pay
    if number > (MAX_NUMBER if is_here else MAX_ATTEMPTS):
        raise Problem("too_many_requests")
    now = clock.now()
    life = LIFE.get(way)
    attempt = Attempt(
        dossier_id=dossier.id,
        agency_code=dossier.agency_code,
        number=number,
        provider=way,
        reference=f"HS{dossier.slip}{number:02d}",
        quote=quote,
        amount=account.balance if amount is None else amount,
        state=(AttemptState.OPEN if open_to_pay else AttemptState.REPLACED).value,
        told=True,
        made_at=now,
        made_by=by,
        expires_at=None if life is None else now + life,
        evidence={},
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def collected_after(dossier: Dossier) -> bool:
    """Whether this fee is taken with the result."""
    day = clock.local(dossier.first_received_at).date()
    return catalogue.collected_after(dossier.procedure_code, day)


def _read(data: Mapping[str, Any]) -> tuple[str, int, int]:
    way, quote, amount = data.get("way"), data.get("quote"), data.get("amount")
    numbers = [quote, amount]
    if way not in WAYS or any(isinstance(n, bool) or not isinstance(n, int) for n in numbers):
        raise Problem("invalid", errors={"data": ["Thiếu cách trả, lần tính hoặc số tiền."]})
    return str(way), int(numbers[0] or 0), int(numbers[1] or 0)
