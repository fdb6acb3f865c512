"""What may be asked about posters."""

from __future__ import annotations

from marshmallow import fields

from backend.core.schema import StrictSchema


class WhichSchema(StrictSchema):
    """`listed`: the procedures without a form as well."""

    listed = fields.Boolean(load_default=False)
