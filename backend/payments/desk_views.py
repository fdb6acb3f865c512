"""Payments at the desk, and the administrator's tables."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from flask import Response, make_response, request

from backend.core.access import Actor, agency_of, staff
from backend.core.files import pdf_answer
from backend.core.openapi import Blueprint
from backend.core.problems import Problem
from backend.core.transaction import changes_nothing, end_reading, streams, writes
from backend.dossiers import service as dossiers
from backend.payments import bank_schemas, day_schemas, schemas, service

desk = Blueprint("payments_desk", __name__, description="Money at the desk.")
administration = Blueprint(
    "payments_administration", __name__, description="The commune's fee table and account."
)

_PDF = {"type": "string", "format": "binary"}
_FILE = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv"


@desk.route("/dossiers/<uuid:dossier_id>/payment")
@desk.response(200, schemas.DeskPaymentSchema)
def get_payment(dossier_id: uuid.UUID) -> Any:
    """What a dossier owes and has paid; it must have been opened."""
    return service.for_desk(dossiers.shown_to_staff(staff(), dossier_id))


@desk.route("/dossiers/<uuid:dossier_id>/payment/cash", methods=["POST"])
@desk.arguments(schemas.CashSchema)
@desk.response(200, schemas.DeskPaymentSchema)
@writes
def post_cash(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """An officer has taken the cash: recorded once for its id, with a numbered confirmation."""
    sent = request.get_json()
    return service.for_desk(service.take_cash(staff(), dossier_id, body["id"], body, sent))


@desk.route("/dossiers/<uuid:dossier_id>/payment/fee", methods=["POST"])
@desk.arguments(schemas.SetFeeSchema)
@desk.response(200, schemas.DeskPaymentSchema)
@writes
def post_fee(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """An officer counts the sum, with the reason; a higher one is asked of the citizen first."""
    sent = request.get_json()
    return service.for_desk(service.set_fee(staff(), dossier_id, body["id"], body, sent))


@desk.route(
    "/dossiers/<uuid:dossier_id>/payment/attempts/<uuid:attempt_id>/review", methods=["POST"]
)
@desk.arguments(schemas.ReviewPaymentSchema)
@desk.response(200, schemas.DeskPaymentSchema)
@writes
def post_review(body: dict[str, Any], dossier_id: uuid.UUID, attempt_id: uuid.UUID) -> Any:
    """An officer says whether a suspicious payment's money arrived."""
    return service.for_desk(service.review(staff(), dossier_id, attempt_id, body))


@desk.route(
    "/dossiers/<uuid:dossier_id>/payment/confirmations/<int:year>/<int:number>", methods=["PUT"]
)
@desk.arguments(schemas.ReceiptNumberSchema)
@desk.response(200, schemas.DeskPaymentSchema)
@writes
def put_receipt(body: dict[str, Any], dossier_id: uuid.UUID, year: int, number: int) -> Any:
    """Note the number of the official electronic receipt."""
    dossier = dossiers.for_staff(staff(), dossier_id)
    service.note_e_receipt(dossier.id, year, number, body["e_receipt"])
    return service.for_desk(dossier)


@desk.route("/dossiers/<uuid:dossier_id>/payment/confirmations/<int:year>/<int:number>.pdf")
@desk.response(200, _PDF, content_type="application/pdf")
def get_confirmation(dossier_id: uuid.UUID, year: int, number: int) -> Response:
    """The numbered confirmation, to print."""
    dossier = dossiers.shown_to_staff(staff(), dossier_id)
    return pdf_answer(service.confirmation_pdf(dossier, year, number), f"xac-nhan-{number}")


@desk.route("/payments/lines")
@desk.arguments(bank_schemas.PageOfLines, location="query")
@desk.response(200, bank_schemas.BankLinesSchema)
def get_lines(query: dict[str, int]) -> Any:
    """Money that nobody could match: parts, too much, a second time, unknown."""
    return service.waiting_lines(staff(), query["page"])


@desk.route("/payments/lines/<uuid:line_id>", methods=["POST"])
@desk.arguments(bank_schemas.DecideLineSchema)
@desk.response(200, bank_schemas.BankLinesSchema)
@writes
def post_line(body: dict[str, Any], line_id: uuid.UUID) -> Any:
    """Whose money it is, or that it is nobody's; answers what is left."""
    service.decide_line(staff(), line_id, body)
    return service.waiting_lines(staff(), 1)


@desk.route("/payments/statements/preview", methods=["POST"])
@desk.doc(requestBody=_FILE)
@desk.response(200, bank_schemas.StatementPreviewSchema)
@changes_nothing
def preview_statement() -> Any:
    """What a bank's file (CSV) holds; nothing is taken over."""
    officer = staff()
    end_reading()  # Nothing is held while a slow link brings the file.
    file, sha256 = service.kept_file(request.stream)
    with file:
        return service.preview_statement(officer, file, sha256)


@desk.route("/payments/statements", methods=["POST"])
@desk.doc(requestBody=_FILE)
@desk.response(200, bank_schemas.StatementTakenSchema)
@streams
def post_statement() -> Any:
    """Take a bank's file over; every transfer counts once, however often its file is sent."""
    officer = staff()
    end_reading()
    file, sha256 = service.kept_file(request.stream)
    with file:
        return service.import_statement(officer, file, sha256)


@desk.route("/payments/refunds")
@desk.response(200, bank_schemas.RefundSchema(many=True))
def get_refunds() -> Any:
    """Money that is due back."""
    return service.open_refunds(staff())


@desk.route("/payments/refunds/<uuid:refund_id>", methods=["POST"])
@desk.arguments(bank_schemas.ActOnRefundSchema)
@desk.response(200, bank_schemas.RefundSchema(many=True))
@streams
def post_refund(body: dict[str, Any], refund_id: uuid.UUID) -> Any:
    """Ask VNPay to send it back, or note that it was; answers what is left."""
    service.act_on_refund(staff(), refund_id, body)
    return service.open_refunds(staff())


@desk.route("/payments/reconcile", methods=["POST"])
@desk.response(200, day_schemas.ReconciledSchema)
@streams
def reconcile() -> Any:
    """Ask VNPay now what became of the attempts without an answer."""
    staff()
    return service.reconcile()


@desk.route("/payments/days/<string:day>")
@desk.response(200, day_schemas.DaySchema)
def get_day(day: str) -> Any:
    """A day's sums by kind and way, and what does not agree."""
    return service.day(staff(), _day(day))


@desk.route("/payments/days/<string:day>/close", methods=["POST"])
@desk.response(200, day_schemas.DaySchema)
@writes
def close_day(day: str) -> Any:
    """Close a day that is over."""
    officer, wanted = staff(), _day(day)
    service.close_day(officer, wanted)
    return service.day(officer, wanted)


@desk.route("/payments/days/<string:day>/entries.csv")
@desk.response(200, {"type": "string"}, content_type=_CSV)
def get_csv(day: str) -> Response:
    """The day's entries for other programs."""
    wanted = _day(day)
    return _download(service.as_csv(_agency(staff()), wanted), _CSV, f"so-thu-{wanted}.csv")


@desk.route("/payments/days/<string:day>/entries.xlsx")
@desk.response(200, _PDF, content_type=_XLSX)
def get_xlsx(day: str) -> Response:
    """The day's entries as a spreadsheet."""
    wanted = _day(day)
    return _download(service.as_xlsx(_agency(staff()), wanted), _XLSX, f"so-thu-{wanted}.xlsx")


@administration.route("/fees")
@administration.response(200, day_schemas.LocalFeesSchema)
def get_fees() -> Any:
    """The commune's own table, with its past and future, and what is still open."""
    return _fees(staff())


@administration.route("/fees", methods=["POST"])
@administration.arguments(day_schemas.AddLocalFeeSchema)
@administration.response(200, day_schemas.LocalFeesSchema)
@writes
def post_fee_rate(body: dict[str, Any]) -> Any:
    """A rate from a day on; the former one ends the day before. Audited."""
    service.add_local_fee(staff(), body)
    return _fees(staff())


@administration.route("/fees/<uuid:fee_id>/end", methods=["POST"])
@administration.arguments(day_schemas.EndLocalFeeSchema)
@administration.response(200, day_schemas.LocalFeesSchema)
@writes
def end_fee_rate(body: dict[str, date], fee_id: uuid.UUID) -> Any:
    """A rate's last day. Audited."""
    service.end_local_fee(staff(), fee_id, body["effective_to"])
    return _fees(staff())


@administration.route("/payee")
@administration.response(200, day_schemas.KnownPayeeSchema)
def get_payee() -> Any:
    """The agency's bank account."""
    return {"payee": service.payee(_agency(staff()))}


@administration.route("/payee", methods=["PUT"])
@administration.arguments(day_schemas.PayeeSchema)
@administration.response(200, day_schemas.KnownPayeeSchema)
@writes
def put_payee(body: dict[str, str]) -> Any:
    """Where transfers go from now on. Audited."""
    return {"payee": service.set_payee(staff(), body)}


def _fees(caller: Actor) -> dict[str, Any]:
    agency_code = _agency(caller)
    rates = service.local_fee_rows(agency_code)
    return {"rates": rates, "open": service.still_open(agency_code)}


def _agency(caller: Actor) -> str:
    return agency_of(caller)


def _day(text: str) -> date:
    """A day of an address; `not_found` for what is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Problem("not_found") from error
    if not 2000 <= found.year < 2200 or found.isoformat() != text:
        raise Problem("not_found")
    return found


def _download(data: bytes, media_type: str, name: str) -> Response:
    response = make_response(data)
    response.content_type = media_type
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
