"""Payments over HTTP: what providers call, what a citizen sees. The desk's are in `desk_views`."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

import structlog
from flask import Flask, Response, current_app, jsonify, request

from backend.core.access import actor
from backend.core.files import pdf_answer
from backend.core.openapi import Blueprint
from backend.core.transaction import streams, writing
from backend.dossiers import service as dossiers
from backend.payments import schemas, service
from backend.payments.desk_views import administration, desk
from backend.payments.providers import vnpay
from backend.payments.providers.vnpay import MESSAGES, Answer

__all__ = ["administration", "desk", "own", "public"]

log = structlog.get_logger(__name__)

public = Blueprint("payments_public", __name__, description="What payment providers call.")
own = Blueprint("payments_own", __name__, description="What a citizen owes and how to pay it.")

_PDF = {"type": "string", "format": "binary"}


@public.route("/fees/<string:agency>")
@public.response(200, schemas.FeeTableSchema)
def get_fee_table(agency: str) -> Any:
    """The commune's own rates of today, for phones to keep."""
    return service.fee_table(agency[:20])


@public.route("/payments/vnpay/ipn")
@public.response(200, schemas.IpnAnswerSchema)
@streams
def get_ipn() -> Response:
    """VNPay tells what became of a payment: this decides. The dossier hears of it afterwards."""
    pairs = list(request.args.items(multi=True))
    try:
        with writing():
            decided = service.ipn(pairs, request.remote_addr or "")
    except Exception:
        # VNPay tells again after 99; the reason is for our log, never for its.
        log.exception("ipn_failed")
        return _ipn_answer(Answer.FAULT)
    answer = _ipn_answer(decided.answer)
    if decided.dossier_id is not None:
        _tell_afterwards(answer, decided.dossier_id)
    return answer


@public.route("/payments/payos/notice", methods=["POST"])
@public.arguments(schemas.NoticeSchema)
@public.response(200, schemas.NoticeAnswerSchema)
@streams
def post_notice(_body: dict[str, Any]) -> Response:
    """payOS tells that a transfer has arrived; what it did not sign is refused."""
    with writing():
        dossier_id = service.transfer_notice(request.get_json())
    answer = jsonify(success=True)
    if dossier_id is not None:
        _tell_afterwards(answer, dossier_id)
    return answer


@own.route("/payments/vnpay/return")
@own.response(200, schemas.ReturnedSchema)
def get_return() -> Any:
    """What the page says to which VNPay sends the payer back. It displays and decides nothing."""
    pairs = list(request.args.items(multi=True))
    attempt = service.returned(pairs)
    if attempt is None:
        return {"signed": False, "says": None, "dossier": None, "attempt": None}
    dossiers.seen(actor(), attempt.dossier_id)
    says = vnpay.notice(dict(pairs)).outcome.value
    shown = service.tried(attempt)
    return {"signed": True, "says": says, "dossier": attempt.dossier_id, "attempt": shown}


@own.route("/dossiers/<uuid:dossier_id>/payment")
@own.response(200, schemas.OwnPaymentSchema)
@streams
def get_payment(dossier_id: uuid.UUID) -> Any:
    """What is owed and why, how to pay it, and what was paid."""
    dossiers.seen(actor(), dossier_id)
    if service.has_news(dossier_id):
        with writing():
            service.follow_up(dossier_id)
    dossier = dossiers.seen(actor(), dossier_id)
    return service.for_citizen(actor(), dossier, request.remote_addr or "127.0.0.1")


@own.route("/dossiers/<uuid:dossier_id>/payment/confirmations/<int:year>/<int:number>.pdf")
@own.response(200, _PDF, content_type="application/pdf")
def get_confirmation(dossier_id: uuid.UUID, year: int, number: int) -> Response:
    """The numbered confirmation of a payment (phiếu xác nhận thanh toán)."""
    dossier = service.payers_own(actor(), dossiers.seen(actor(), dossier_id))
    return pdf_answer(service.confirmation_pdf(dossier, year, number), f"xac-nhan-{number}")


def _ipn_answer(answer: Answer) -> Response:
    return jsonify(RspCode=answer.value, Message=MESSAGES[answer])


def _tell_afterwards(answer: Response, dossier_id: uuid.UUID) -> None:
    """Tell the dossier when the provider has its answer; what fails the job takes up."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # A proxy.
    answer.call_on_close(partial(_tell, app, dossier_id))


def _tell(app: Flask, dossier_id: uuid.UUID) -> None:
    with app.app_context():
        try:
            with writing():
                service.follow_up(dossier_id)
        except Exception:  # The answer has left: `motcua reconcile` tells what this could not.
            log.exception("payment_not_told", dossier=str(dossier_id))
