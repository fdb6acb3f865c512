"""Posters for the desk's printer."""

from __future__ import annotations

from typing import Any, Final

from flask import Response

from backend.core.access import staff
from backend.core.files import pdf_answer
from backend.core.openapi import Blueprint
from backend.posters import service
from backend.posters.schemas import WhichSchema

blp = Blueprint("posters", __name__, description="Posters with a code to scan.")

_PDF: Final = {"type": "string", "format": "binary"}


@blp.route("/posters.pdf")
@blp.arguments(WhichSchema, location="query")
@blp.response(200, _PDF, content_type="application/pdf")
def get_all(query: dict[str, Any]) -> Response:
    """Every procedure's page in one file."""
    return pdf_answer(service.for_procedures(staff(), listed=query["listed"]), "ap-phich")


@blp.route("/posters/commune.pdf")
@blp.response(200, _PDF, content_type="application/pdf")
def get_commune() -> Response:
    """The page of the commune itself."""
    return pdf_answer(service.for_commune(staff()), "ap-phich-xa")


@blp.route("/posters/<string:code>.pdf")
@blp.response(200, _PDF, content_type="application/pdf")
def get_one(code: str) -> Response:
    """One procedure's page."""
    return pdf_answer(service.for_procedure(staff(), code), f"ap-phich-{code}")
