"""What crosses the wire of a commune's list."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.catalogue.listing.comparing import Kind
from backend.catalogue.listing.findings import Level
from backend.core.schema import StrictSchema


class ListQuerySchema(StrictSchema):
    """`from`: the first day on which the list holds. `whole=1`: it names everything that the
    commune does, so that what it does not name is over."""

    day = fields.Date(required=True, data_key="from")
    whole = fields.Boolean(load_default=False)


class PublishQuerySchema(ListQuerySchema):
    """`plan` names what was looked at; nothing else is published."""

    plan = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{32}\Z"))


class ListChangeSchema(StrictSchema):
    """One part that is another, as people read it."""

    part = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)


class ListLineSchema(StrictSchema):
    """What becomes of one procedure; `row` is 0 where the file does not name it."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    code = fields.String(required=True)
    name = fields.String(required=True)
    row = fields.Integer(required=True)
    changes = fields.List(fields.Nested(ListChangeSchema), required=True)


class ListFindingSchema(StrictSchema):
    """What is to be said of a row: an error must be put right, what is left out is not taken, a
    note says what was read."""

    level = fields.String(required=True, validate=validate.OneOf([level.value for level in Level]))
    row = fields.Integer(required=True)
    column = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class ListPlanSchema(StrictSchema):
    """What publishing a list does, or has done. `counts` has a number for each kind of line and
    each level of finding; `lines` leave out what stays the same."""

    plan = fields.String(required=True)
    day = fields.Date(required=True, data_key="from")
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    lines = fields.List(fields.Nested(ListLineSchema), required=True)
    findings = fields.List(fields.Nested(ListFindingSchema), required=True)
