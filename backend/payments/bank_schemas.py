"""What crosses the wire of the bank's statements and of money to send back."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.core.schema import Moment, StrictSchema, Text


class PageOfLines(StrictSchema):
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000))


class BankLineSchema(Schema):
    """Money nobody could match; `expected` is what its attempt asked for."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)
    source = fields.String(required=True)
    booked_on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    purpose = fields.String(required=True)
    reference = fields.String(required=True)
    dossier = fields.UUID(required=True, allow_none=True)
    expected = fields.Integer(required=True, allow_none=True)


class BankLinesSchema(Schema):
    items = fields.List(fields.Nested(BankLineSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class DecideLineSchema(StrictSchema):
    """`pay`: this dossier's money; `ignore`: none of ours."""

    action = fields.String(required=True, validate=validate.OneOf(["pay", "ignore"]))
    dossier = fields.UUID()
    reason = Text(required=True, max_length=500, min_length=10)


class StatementLineSchema(Schema):
    booked_on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    purpose = fields.String(required=True)
    reference = fields.String(required=True)
    names = fields.List(fields.String(), required=True)


class StatementFaultSchema(Schema):
    number = fields.Integer(required=True)
    why = fields.String(required=True)


class StatementPreviewSchema(Schema):
    """What a statement holds; `imported`: the same file was taken over before."""

    sha256 = fields.String(required=True)
    counts = fields.Dict(required=True, keys=fields.String(), values=fields.Integer())
    lines = fields.List(fields.Nested(StatementLineSchema), required=True)
    faults = fields.List(fields.Nested(StatementFaultSchema), required=True)
    imported = fields.Boolean(required=True)


class StatementTakenSchema(Schema):
    """How many lines were what."""

    sha256 = fields.String(required=True)
    counts = fields.Dict(required=True, keys=fields.String(), values=fields.Integer())


class RefundSchema(Schema):
    """Money to send back."""

    id = fields.UUID(required=True)
    dossier = fields.UUID(required=True)
    amount = fields.Integer(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True)
    way = fields.String(required=True)
    reference = fields.String(required=True)
    transaction_no = fields.String(required=True)
    made_at = Moment(required=True)


class ActOnRefundSchema(StrictSchema):
    """`ask` VNPay, or `done` by hand with its evidence; `amount` is the sum that was shown."""

    action = fields.String(required=True, validate=validate.OneOf(["ask", "done"]))
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    evidence = Text(max_length=300)

    @validates_schema
    def _evidence_of_what_was_done(self, data: dict[str, Any], **_: Any) -> None:
        if data["action"] == "done" and not data.get("evidence"):
            raise ValidationError({"evidence": ["Hãy ghi số chứng từ hoàn tiền."]})
