"""The catalogue for everybody. Answers are packed once and carried as brotli wherever possible."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from typing import Any

import brotli
from flask import Response, make_response, request

from backend.catalogue import derived, service
from backend.catalogue.editing.views import administration, desk
from backend.catalogue.listing.views import listing
from backend.catalogue.schemas import (
    DetailSchema,
    FamiliesSchema,
    IndexSchema,
    SinceSchema,
    VersionQuerySchema,
)
from backend.core.openapi import Blueprint

__all__ = ["administration", "blp", "desk", "listing"]

blp = Blueprint("catalogue", __name__, description="Procedures: the index and their details.")

_MINUTES = 300
"""How long a phone may go without asking again; the service worker shows its copy at once."""


@blp.route("/catalogue/index", methods=["GET"])
@blp.arguments(SinceSchema, location="query")
@blp.response(200, IndexSchema)
@blp.alt_response(304, description="Nothing changed since the ETag.")
def get_index(query: dict[str, Any]) -> Response:
    """Every procedure in force today, in short rows; with `since`, only what is other now."""
    return _packed(_squeezed(derived.compact(service.index(query["since"]))))


@blp.route("/catalogue/families", methods=["GET"])
@blp.response(200, FamiliesSchema)
@blp.alt_response(304, description="Nothing changed since the ETag.")
def get_families() -> Response:
    """A birth, a death, a marriage, a move: procedures to open together, and what they share."""
    told = {"families": service.families_in_force(), "events": service.events_in_force()}
    return _packed(_squeezed(derived.compact(told)))


@blp.route("/catalogue/procedures/<string:code>", methods=["GET"])
@blp.arguments(VersionQuerySchema, location="query")
@blp.response(200, DetailSchema)
@blp.alt_response(304, description="Nothing changed since the ETag.")
def get_procedure(query: dict[str, Any], code: str) -> Response:
    """One procedure with its papers, fees, form and JSON Schema; old versions by number."""
    return _packed(service.detail_bytes(code, query["version"]))


@lru_cache(maxsize=16)
def _squeezed(data: bytes) -> bytes:
    """The index changes with an import and at midnight, not with every phone."""
    return derived.squeeze(data)


def _packed(squeezed: bytes) -> Response:
    """JSON that stands here in brotli, in the coding that the client takes.

    The ETag is weak: it names the content, whatever its coding.
    """
    coding = request.accept_encodings.best_match(["br", "gzip"], default="identity")
    body = squeezed
    if coding != "br":
        body = brotli.decompress(squeezed)
    if coding == "gzip":
        body = gzip.compress(body, mtime=0)
    response = make_response(body)
    response.content_type = "application/json"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={_MINUTES}"
    if coding != "identity":
        response.headers["Content-Encoding"] = coding
    response.set_etag(hashlib.sha256(squeezed).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response
