"""What an officer decides about money that nobody could match: whose it is, or nobody's."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from backend.core import audit
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.dossiers import service as dossiers
from backend.payments import (
    at_desk,
    banking,
    desk_queries,
    intents,
    ledger,
    queries,
    quoting,
    settling,
)
from backend.payments.attempts import Signal
from backend.payments.desk_models import BankLine

PER_PAGE = 100


def waiting(officer: Actor, page: int) -> dict[str, Any]:
    """One page of the money that waits for a decision, oldest first."""
    agency_code = agency_of(officer)
    found = desk_queries.lines_to_decide(agency_code, PER_PAGE, (page - 1) * PER_PAGE)
    total = desk_queries.count_to_decide(agency_code)
    attempts = {
        line.attempt_id: queries.attempt(line.attempt_id) for line in found if line.attempt_id
    }
    items = []
    for line in found:
        attempt = attempts.get(line.attempt_id) if line.attempt_id else None
        items.append(
            {
                "id": line.id,
                "state": line.state,
                "source": line.source,
                "booked_on": line.booked_on,
                "amount": line.amount,
                "purpose": line.purpose,
                "reference": line.reference,
                "dossier": None if attempt is None else attempt.dossier_id,
                "expected": None if attempt is None else attempt.amount,
            }
        )
    return {"items": items, "page": page, "pages": -(-total // PER_PAGE), "total": total}


def decide(officer: Actor, line_id: uuid.UUID, data: Mapping[str, Any]) -> None:
    """`pay`: it is this dossier's money, all of it; `ignore`: none of ours. With the reason."""
    at_desk.only_officers(officer)
    agency_code = agency_of(officer)
    if data["action"] == "pay":
        _pay(officer, agency_code, line_id, data)
        return
    line = _in_hand(agency_code, line_id)
    _note(officer, line, data)


def _pay(officer: Actor, agency_code: str, line_id: uuid.UUID, data: Mapping[str, Any]) -> None:
    """A payment of the line's own sum: what is missing stays owed, what is too much is due back."""
    dossier_id: uuid.UUID | None = data.get("dossier")
    if dossier_id is None:
        raise Problem("invalid", errors={"dossier": ["Hãy chọn hồ sơ của khoản tiền này."]})
    dossier = dossiers.for_staff(officer, dossier_id)
    if dossier.slip is None:
        raise Problem("payment_not_now", state=dossier.state)
    account = ledger.opened(dossier.id, agency_code)
    line = _in_hand(agency_code, line_id)
    quote = quoting.current(dossier)
    number = queries.count_attempts(dossier.id) + 1
    attempt = intents.make_attempt(
        dossier,
        account,
        "vietqr",
        0 if quote is None else quote.number,
        officer.person_id,
        number=number,
        amount=line.amount,
        open_to_pay=False,
    )
    evidence = {"source": line.source, "reference": line.reference, "line": str(line.id)}
    settling.decide(
        account,
        attempt,
        Signal.PAID,
        by=officer.person_id,
        transaction_no=line.reference,
        evidence=evidence,
    )
    line.attempt_id = attempt.id
    _note(officer, line, data)
    settling.tell(dossier, actor_id=officer.person_id)
    dossiers.touch(dossier)


def _in_hand(agency_code: str, line_id: uuid.UUID) -> BankLine:
    line = desk_queries.line(agency_code, line_id)
    if line is None:
        raise Problem("not_found")
    if line.state not in desk_queries.TO_DECIDE:
        raise Problem("line_decided", state=line.state)
    return line


def _note(officer: Actor, line: BankLine, data: Mapping[str, Any]) -> None:
    decision = {
        "action": data["action"],
        "was": line.state,
        "reason": data["reason"],
        "by": str(officer.person_id),
    }
    banking.decided(line, decision)
    audit.record(
        "bank_line_decided",
        f"bank_line:{line.id}",
        actor_id=officer.person_id,
        decision=data["action"],
        amount=line.amount,
    )
