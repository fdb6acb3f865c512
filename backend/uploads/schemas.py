"""What uploads say about themselves in the OpenAPI description; the protocol speaks in headers."""

from __future__ import annotations

from marshmallow import INCLUDE, Schema, fields


class ReceiptSchema(Schema):
    """The receipt of the dossier that waited for the file; its whole shape is the dossiers' own."""

    class Meta:
        unknown = INCLUDE

    id = fields.String(metadata={"description": "The dossier."})
