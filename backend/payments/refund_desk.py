"""The officer's side of refunds: the list, asking VNPay, noting what was sent back by hand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.core.transaction import end_reading, writing
from backend.payments import at_desk, config, gateway, queries, refunding, settling
from backend.payments.providers import vnpay_requests

LISTED = 200


def open_refunds(officer: Actor) -> list[dict[str, Any]]:
    """What is still to be sent back, oldest first."""
    return [
        {
            "id": case.id,
            "dossier": case.dossier_id,
            "amount": case.amount,
            "state": case.state,
            "reason": case.reason,
            "way": attempt.provider,
            "reference": attempt.reference,
            "transaction_no": attempt.transaction_no,
            "made_at": case.made_at,
        }
        for case, attempt in queries.open_refunds(agency_of(officer), LISTED)
    ]


def act_on_refund(officer: Actor, refund_id: uuid.UUID, data: Mapping[str, Any]) -> None:
    """`ask`: VNPay shall send it back; `done`: it was sent back by hand, with the evidence. Either
    is of the `amount` that was shown, else `refund_changed`.

    Opens short transactions of its own: nothing is held while VNPay thinks. When its answer is lost
    the case stays "asked": it is never asked twice, an officer looks it up.
    """
    at_desk.only_officers(officer)
    end_reading()
    if data["action"] == "done":
        with writing():
            refunding.as_shown(officer, refund_id, data["amount"])
            refunding.done(officer, refund_id, {"by_hand": data["evidence"]})
    else:
        _ask(officer, refund_id, data["amount"])
    with writing():
        settling.follow_up(_dossier_of(officer, refund_id))


def _ask(officer: Actor, refund_id: uuid.UUID, amount: int) -> None:
    merchant = config.merchant()
    if merchant is None:
        raise Problem("way_not_offered")
    asking = gateway.asking()
    with writing():
        refunding.as_shown(officer, refund_id, amount)
        attempt, case = refunding.asked(officer, refund_id, asking.request_id)
        wanted = vnpay_requests.Refunding(
            reference=attempt.reference,
            transaction_no=attempt.transaction_no,
            made_at=attempt.made_at,
            amount=case.amount,
            whole=case.amount == attempt.amount,
            by=officer.display_name,
        )
    body = vnpay_requests.refund_body(merchant, asking, wanted)
    try:
        answer = gateway.call(merchant, body)
    except gateway.GatewayAway as away:
        raise Problem("gateway_away") from away
    accepted = vnpay_requests.refund_accepted(merchant, answer)
    if accepted is None:
        raise Problem("gateway_away")
    with writing():
        if accepted:
            number = str(answer.get("vnp_TransactionNo") or "")[:20]
            refunding.done(officer, refund_id, {"source": "vnpay", "transaction_no": number})
        else:
            refunding.refused(officer, refund_id)


def _dossier_of(officer: Actor, refund_id: uuid.UUID) -> uuid.UUID:
    case = queries.refund(agency_of(officer), refund_id)
    if case is None:
        raise Problem("not_found")
    return case.dossier_id
