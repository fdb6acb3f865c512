"""Small commands as they come over the wire."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.schema import StrictSchema
from backend.dossiers.schemas import Answers

OF_DOSSIERS = ("withdraw", "seen", "end_sharing", "forget", "pay_intent")
OF_MESSAGES = ("displayed", "opened", "read", "told")
MAX_REPORTED = 100
"""Messages that one report names."""


class CommandSchema(StrictSchema):
    """`PUT /api/commands/{id}`; what `data` holds depends on the kind.

    Reports about messages name these instead of a dossier, many at once.
    """

    kind = fields.String(required=True, validate=validate.OneOf([*OF_DOSSIERS, *OF_MESSAGES]))
    dossier = fields.UUID(load_default=None)
    messages = fields.List(
        fields.UUID(), load_default=None, validate=validate.Length(min=1, max=MAX_REPORTED)
    )
    data = Answers(load_default=dict)

    @validates_schema
    def _names_what_it_is_about(self, data: dict[str, Any], **_kwargs: Any) -> None:
        needed = "messages" if data["kind"] in OF_MESSAGES else "dossier"
        other = {"messages": "dossier", "dossier": "messages"}[needed]
        if data.get(needed) is None:
            raise ValidationError("Thiếu mục này.", needed)
        if data.get(other) is not None:
            raise ValidationError("Mục này không có ở đây.", other)
