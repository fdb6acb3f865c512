"""What crosses the wire of payments. Sums are whole đồng, `words` the same in Vietnamese."""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, Schema, fields, validate

from backend.core.schema import Moment, StrictSchema, Text
from backend.payments.local_fees import MAX_AMOUNT

_PROCEDURE = validate.Regexp(r"^[0-9]\.[0-9]{6}\Z")
_KEY = validate.Regexp(r"^[a-z][a-z0-9_]{0,39}\Z")


def _sum(**kwargs: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(0, MAX_AMOUNT), **kwargs)


# --- shown ------------------------------------------------------------------------------------


class FeeLineSchema(Schema):
    """One rule that applies; `local`: by the commune's own table."""

    kind = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    amount = fields.Integer(required=True, allow_none=True)
    unit_amount = fields.Integer(required=True, allow_none=True)
    quantity = fields.Integer(required=True, allow_none=True)
    local = fields.Boolean(required=True)


class ExemptionSchema(Schema):
    key = fields.String(required=True)
    text = fields.String(required=True)
    proof = fields.String(required=True)


class QuoteSchema(Schema):
    """A version of the sum; `agreement`: "agreed", "ask" (to be agreed to), "unknown"."""

    number = fields.Integer(required=True)
    amount = fields.Integer(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    shown = fields.Integer(required=True, allow_none=True)
    agreement = fields.String(required=True)
    lines = fields.List(fields.Nested(FeeLineSchema), required=True)
    exempt = fields.Nested(ExemptionSchema, required=True, allow_none=True)
    free_online = fields.Boolean(required=True)
    reason = fields.String(required=True, allow_none=True)
    made_at = Moment(required=True)


class TriedSchema(Schema):
    """One try to pay."""

    id = fields.UUID(required=True)
    way = fields.String(required=True)
    state = fields.String(required=True)
    amount = fields.Integer(required=True)
    reference = fields.String(required=True)
    made_at = Moment(required=True)
    expires_at = Moment(required=True, allow_none=True)
    settled_at = Moment(required=True, allow_none=True)


class TransferSchema(Schema):
    """A bank transfer: `payload` is the text of its QR code (VietQR)."""

    payload = fields.String(required=True)
    bank = fields.String(required=True)
    bin = fields.String(required=True)
    account = fields.String(required=True)
    name = fields.String(required=True)
    amount = fields.Integer(required=True)
    words = fields.String(required=True)
    purpose = fields.String(required=True)


class AttemptSchema(TriedSchema):
    """The newest try, while it is open with all that its payer needs."""

    pay_url = fields.String(required=True, allow_none=True)
    transfer = fields.Nested(TransferSchema, required=True, allow_none=True)


class ConfirmationSchema(Schema):
    """A numbered confirmation (phiếu xác nhận thanh toán)."""

    year = fields.Integer(required=True)
    number = fields.Integer(required=True)
    reference = fields.String(required=True)
    amount = fields.Integer(required=True)
    way = fields.String(required=True)
    at = Moment(required=True)
    e_receipt = fields.String(required=True, allow_none=True)


class ShownRefundSchema(Schema):
    amount = fields.Integer(required=True)
    state = fields.String(required=True)
    at = Moment(required=True)


class PaymentSchema(Schema):
    """What is owed and why, how it may be paid, what was paid."""

    dossier = fields.UUID(required=True)
    state = fields.String(required=True)
    quote = fields.Nested(QuoteSchema, required=True, allow_none=True)
    owed = fields.Integer(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    charged = fields.Integer(required=True)
    paid = fields.Integer(required=True)
    refunded = fields.Integer(required=True)
    refund_due = fields.Integer(required=True)
    collect = fields.String(required=True)
    waits = fields.Boolean(required=True)
    ways = fields.List(fields.String(), required=True)
    attempts = fields.List(fields.Nested(TriedSchema), required=True)
    confirmations = fields.List(fields.Nested(ConfirmationSchema), required=True)
    refunds = fields.List(fields.Nested(ShownRefundSchema), required=True)


class OwnPaymentSchema(PaymentSchema):
    """The citizen's side; `volunteer`: who looks helps another and never touches money."""

    attempt = fields.Nested(AttemptSchema, required=True, allow_none=True)
    volunteer = fields.Boolean(required=True)


class EntrySchema(Schema):
    at = Moment(required=True)
    kind = fields.String(required=True)
    amount = fields.Integer(required=True)
    way = fields.String(required=True, allow_none=True)
    day = fields.Date(required=True)


class DeskPaymentSchema(PaymentSchema):
    """The officer's side."""

    attempt = fields.Nested(TriedSchema, required=True, allow_none=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)


class ReturnedSchema(Schema):
    """What the return page shows: whether VNPay signed it, and how the attempt stands with us."""

    signed = fields.Boolean(required=True)
    says = fields.String(required=True, allow_none=True)
    dossier = fields.UUID(required=True, allow_none=True)
    attempt = fields.Nested(TriedSchema, required=True, allow_none=True)


class IpnAnswerSchema(Schema):
    """As VNPay prescribes."""

    RspCode = fields.String(required=True)
    Message = fields.String(required=True)


class NoticeSchema(Schema):
    """payOS's notice; what else it brings is kept out of the way."""

    class Meta:
        unknown = INCLUDE

    data = fields.Dict(required=True)
    signature = fields.String(required=True)


class NoticeAnswerSchema(Schema):
    success = fields.Boolean(required=True)


class RateSchema(Schema):
    amount = fields.Integer(required=True)
    online = fields.Integer(required=True, allow_none=True)


class FeeTableSchema(Schema):
    """The commune's own rates in force on `day`: procedure → rule's key → rate."""

    agency = fields.String(required=True)
    day = fields.Date(required=True)
    rates = fields.Dict(
        required=True,
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Nested(RateSchema)),
    )


# --- the desk ---------------------------------------------------------------------------------


class CashSchema(StrictSchema):
    """Cash that an officer has taken: all that is owed by this version of the sum."""

    id = fields.UUID(required=True)
    quote = fields.Integer(required=True, strict=True, validate=validate.Range(1, 10_000))
    amount = _sum(required=True)
    e_receipt = Text(max_length=40)


class SetFeeSchema(StrictSchema):
    """An officer's own sum; `exempt` names the group whose paper was seen."""

    id = fields.UUID(required=True)
    amount = _sum(required=True)
    reason = Text(required=True, max_length=500)
    exempt = fields.String(validate=_KEY)


class ReviewPaymentSchema(StrictSchema):
    """A suspicious payment: did the money arrive?"""

    arrived = fields.Boolean(required=True)
    reason = Text(required=True, max_length=500, min_length=10)


class ReceiptNumberSchema(StrictSchema):
    """The number of the official electronic receipt."""

    e_receipt = Text(required=True, max_length=40)
