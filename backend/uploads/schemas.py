"""What uploads say about themselves in the OpenAPI description; the protocol speaks in headers."""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, Schema, fields

from backend.uploads import tus


class ReceiptSchema(Schema):
    """The receipt of the dossier that waited for the file; its whole shape is the dossiers' own."""

    class Meta:
        unknown = INCLUDE

    id = fields.String(metadata={"description": "The dossier."})


def _header(name: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": required, "schema": schema}


_VERSION = _header("Tus-Resumable", {"type": "string", "enum": [tus.VERSION]}, required=True)
_OFFSET = _header(
    "Upload-Offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, required=True
)
_LENGTH = _header(
    "Upload-Length", {"type": "integer", "minimum": 1, "maximum": 1_000_000}, required=True
)
_METADATA = _header(
    "Upload-Metadata",
    {"type": "string", "pattern": "^[a-z]{1,12} ([A-Za-z0-9+/]{4}){0,40}$"},
)
_CHECKSUM = _header("Upload-Checksum", {"type": "string", "pattern": "^sha1 [A-Za-z0-9+/]{27}=$"})
_INSTEAD = _header(
    "X-HTTP-Method-Override", {"type": "string", "enum": ["PATCH", "DELETE"]}, required=True
)
_BODY = {
    "required": True,
    "content": {tus.CHUNK_TYPE: {"schema": {"type": "string", "format": "binary"}}},
}

# What each route reads, for the OpenAPI description: flask-smorest knows of no bodies in pieces.
ASKING: dict[str, Any] = {"parameters": [_VERSION]}
CREATING: dict[str, Any] = {"parameters": [_VERSION, _LENGTH, _METADATA]}
APPENDING: dict[str, Any] = {"parameters": [_VERSION, _OFFSET, _CHECKSUM], "requestBody": _BODY}
OVERRIDING: dict[str, Any] = {**APPENDING, "parameters": [_INSTEAD, *APPENDING["parameters"]]}
