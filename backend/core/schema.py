"""What crosses the wire: whitelisted marshmallow schemas with Vietnamese text kept whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import INCLUDE, RAISE, Schema, ValidationError, fields, validate

_ALLOWED_CONTROLS = {"\n", "\t"}


class StrictSchema(Schema):
    """Unknown fields are refused, whatever brought them."""

    class Meta:
        unknown = RAISE


class Text(fields.String):
    """Text that a person typed: NFC, trimmed, without control characters, of bounded length."""

    def __init__(self, *, max_length: int = 200, min_length: int = 1, **kwargs: Any) -> None:
        checks = [
            validate.Length(min=min_length, max=max_length),
            *_as_list(kwargs.pop("validate", None)),
        ]
        super().__init__(validate=checks, **kwargs)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        return clean_text(text)


def clean_text(text: str) -> str:
    """NFC and trimmed; a control or lone surrogate character is an error, never dropped."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in _ALLOWED_CONTROLS for c in text):
        raise ValidationError("Có ký tự không đọc được.")
    return unicodedata.normalize("NFC", text).strip()


class Moment(fields.DateTime):
    """An aware moment, ISO 8601 in UTC with a trailing Z on the wire."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _serialize(
        self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any
    ) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:
        moment: datetime = super()._deserialize(value, attr, data, **kwargs)
        if moment.tzinfo is None:
            raise ValidationError("Thiếu múi giờ.")
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:  # The first or the last day of the calendar itself.
            raise ValidationError("Không có thời điểm này.") from error


class PageSchema(StrictSchema):
    """Pagination: pages from 1; the bound keeps a huge number from overflowing the database."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000), strict=False)
    per_page = fields.Integer(
        load_default=50, validate=validate.Range(min=1, max=100), strict=False
    )


class ProblemSchema(Schema):
    """The shape of every error (RFC 9457), for the OpenAPI description. A problem may carry more
    members of its own: a receipt, an offset."""

    class Meta:
        unknown = INCLUDE

    code = fields.String(required=True)
    status = fields.Integer(required=True)
    title = fields.String(required=True)
    errors = fields.Dict(keys=fields.String())


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
