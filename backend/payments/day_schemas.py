"""What crosses the wire of the day's closing and of the administrator's tables."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from backend.core.schema import Moment, StrictSchema, Text
from backend.payments.providers.vietqr import MAX_ACCOUNT
from backend.payments.schemas import _KEY, _PROCEDURE, _sum


class TotalSchema(Schema):
    """A day's entries of one kind and way."""

    kind = fields.String(required=True)
    way = fields.String(required=True, allow_none=True)
    count = fields.Integer(required=True)
    amount = fields.Integer(required=True)


class DifferenceSchema(Schema):
    """Something that does not agree, and what it is about."""

    kind = fields.String(required=True)
    reference = fields.String(required=True, allow_none=True)
    dossier = fields.UUID(required=True, allow_none=True)
    amount = fields.Integer(required=True)
    at = Moment(required=True)


class DaySchema(Schema):
    """A day's sums; `can_close` when it is over and not closed yet."""

    day = fields.Date(required=True)
    totals = fields.List(fields.Nested(TotalSchema), required=True)
    closed_at = Moment(required=True, allow_none=True)
    can_close = fields.Boolean(required=True)
    differences = fields.List(fields.Nested(DifferenceSchema), required=True)


class ReconciledSchema(Schema):
    """What one run of the reconciliation did."""

    asked = fields.Integer(required=True)
    settled = fields.Integer(required=True)
    expired = fields.Integer(required=True)
    away = fields.Integer(required=True)
    told = fields.Integer(required=True)
    wrong = fields.List(fields.String(), required=True)


class LocalFeeSchema(Schema):
    """A rate of the commune's own table."""

    id = fields.UUID(required=True)
    procedure = fields.String(required=True, attribute="procedure_code")
    key = fields.String(required=True)
    amount = fields.Integer(required=True)
    online = fields.Integer(required=True, allow_none=True)
    effective_from = fields.Date(required=True)
    effective_to = fields.Date(required=True, allow_none=True)
    basis = fields.String(required=True)
    set_at = Moment(required=True)


class OpenFeeSchema(Schema):
    """A rule without a rate today."""

    procedure = fields.String(required=True)
    procedure_name = fields.String(required=True)
    key = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class LocalFeesSchema(Schema):
    """The whole table, and what it does not say yet."""

    rates = fields.List(fields.Nested(LocalFeeSchema), required=True)
    open = fields.List(fields.Nested(OpenFeeSchema), required=True)


class AddLocalFeeSchema(StrictSchema):
    """A rate from a day on; `basis` names the council's resolution."""

    procedure = fields.String(required=True, validate=_PROCEDURE)
    key = fields.String(load_default="fee", validate=_KEY)
    amount = _sum(required=True)
    online = _sum(allow_none=True, load_default=None)
    effective_from = fields.Date(required=True)
    effective_to = fields.Date(allow_none=True, load_default=None)
    basis = Text(required=True, max_length=300, min_length=5)


class EndLocalFeeSchema(StrictSchema):
    effective_to = fields.Date(required=True)


class PayeeSchema(StrictSchema):
    """The agency's bank account; `name` as the bank has it, in plain letters."""

    bin = fields.String(required=True, validate=validate.Regexp(r"^[0-9]{6}\Z"))
    bank = Text(required=True, max_length=60)
    account = fields.String(
        required=True, validate=validate.Regexp(rf"^[0-9A-Za-z]{{1,{MAX_ACCOUNT}}}\Z")
    )
    name = Text(required=True, max_length=120)


class KnownPayeeSchema(Schema):
    """None before anybody has set it."""

    payee = fields.Nested(PayeeSchema, required=True, allow_none=True)
