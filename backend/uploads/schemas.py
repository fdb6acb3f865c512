"""What uploads say about themselves in the OpenAPI description; the protocol speaks in headers."""

from __future__ import annotations

from marshmallow import Schema, fields


class ReceiptSchema(Schema):
    """The receipt of the dossier that the file completed or belongs to (see dossiers)."""

    id = fields.UUID(metadata={"description": "The dossier."})
