"""What an SMS gateway sends; whatever else it brings is kept out of the way."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

_ID = validate.Length(min=1, max=80)


class ReportSchema(Schema):
    """`id` of the notice, `message`: our id or the gateway's, `state` in the gateway's word."""

    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True, validate=_ID)
    message = fields.String(required=True, validate=_ID)
    state = fields.String(required=True, validate=validate.Length(max=40))


class IncomingSchema(Schema):
    """`from` is the resident's number."""

    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True, validate=_ID)
    number = fields.String(
        required=True, data_key="from", attribute="from", validate=validate.Length(max=30)
    )
    text = fields.String(required=True, validate=validate.Length(max=2000))


class TakenSchema(Schema):
    taken = fields.Boolean(required=True)
