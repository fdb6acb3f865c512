"""Dossiers over HTTP. `queue` is for a phone's outbox (send-only token or cookie): it answers no
more than states, slips, hashes and what is missing. `reading` is for people signed in."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, make_response, request

from backend.core import clock
from backend.core.access import actor
from backend.core.files import file_answer, pdf_answer
from backend.core.openapi import Blueprint
from backend.core.transaction import writes
from backend.dossiers import schemas, service, shapes
from backend.dossiers.command_schemas import CommandSchema
from backend.uploads import service as uploads

queue = Blueprint("dossier_queue", __name__, description="Dossiers: what a phone sends.")
reading = Blueprint("dossiers", __name__, description="Dossiers: what people read.")


@queue.route("/dossiers/<uuid:dossier_id>", methods=["PUT"])
@queue.arguments(schemas.SubmissionSchema)
@queue.response(200, shapes.DossierReceiptSchema)
@queue.alt_response(201, schema=shapes.DossierReceiptSchema)
@writes
def put_dossier(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """Send a revision of a dossier, exactly once; the receipt says which bytes are missing."""
    sent = service.submission_of(body, request.get_json())
    done = service.submit(actor(), dossier_id, sent)
    return done.receipt, 201 if done.created else 200, {"ETag": _etag(done.version)}


@queue.route("/dossiers/<uuid:dossier_id>/supplements/<uuid:request_id>", methods=["PUT"])
@queue.arguments(schemas.SupplementSchema)
@queue.response(200, shapes.DossierReceiptSchema)
@queue.alt_response(201, schema=shapes.DossierReceiptSchema)
@writes
def put_supplement(body: dict[str, Any], dossier_id: uuid.UUID, request_id: uuid.UUID) -> Any:
    """Answer a request for papers, exactly once."""
    sent = service.supplement_of(body, request.get_json())
    done = service.submit_supplement(actor(), dossier_id, request_id, sent)
    return done.receipt, 201 if done.created else 200, {"ETag": _etag(done.version)}


@queue.route("/commands/<uuid:command_id>", methods=["PUT"])
@queue.arguments(CommandSchema)
@queue.response(200, shapes.CommandAnswerSchema)
@writes
def put_command(body: dict[str, Any], command_id: uuid.UUID) -> Any:
    """A small command (withdraw, seen, forget), done once and answered alike ever after."""
    return service.run_command(actor(), command_id, body, request.get_json())


@queue.route("/changes")
@queue.arguments(schemas.SinceSchema, location="query")
@queue.response(200, shapes.ChangesSchema)
@queue.alt_response(304, description="Nothing new since then.")
def get_changes(query: dict[str, int]) -> Any:
    """What changed for this account since a cursor."""
    found = service.changes(actor(), query["since"])
    return _unless_known(shapes.ChangesSchema().dump(found), f"c{found['cursor']}.{query['since']}")


@reading.route("/dossiers")
@reading.arguments(schemas.ListSchema, location="query")
@reading.response(200, shapes.DossierListSchema)
def get_dossiers(query: dict[str, int]) -> Any:
    """My dossiers, the newest change first."""
    return service.listed(actor(), query["page"], query["per_page"])


@reading.route("/dossiers/<uuid:dossier_id>")
@reading.response(200, shapes.FullSchema)
@reading.alt_response(304, description="As it was.")
def get_dossier(dossier_id: uuid.UUID) -> Any:
    """One dossier, whole, with who handled and who opened it."""
    dossier = service.seen(actor(), dossier_id)
    others = service.also_open(dossier, actor())
    whole = service.full(dossier)
    if service.has_made_form(dossier):
        whole["letters"].append({"kind": "form", "url": f"/api/dossiers/{dossier_id}/form.pdf"})
    shown = shapes.FullSchema().dump({**whole, "also_open": others})
    # An opening is told to the citizen but changes nothing that an officer could overwrite.
    twins = f".{len(others)}" if others else ""
    return _unless_known(shown, f"{dossier.version}.{len(shown['openings'])}{twins}")


@reading.route("/dossiers/<uuid:dossier_id>/code.svg")
@reading.response(200, {"type": "string"}, content_type="image/svg+xml")
@reading.alt_response(304, description="As it was.")
def get_code(dossier_id: uuid.UUID) -> Response:
    """A draft's id as a QR code, for the desk to read; nothing personal is in it."""
    dossier = service.seen(actor(), dossier_id)
    drawn = service.code_picture(dossier)
    return file_answer(drawn, "image/svg+xml", f"{dossier_id}.code", kept=True)


@reading.route("/dossiers/<uuid:dossier_id>/pages/<uuid:page_id>/<any(thumbnail,page):kind>")
@reading.arguments(schemas.SheetSchema, location="query")
@reading.response(200, {"type": "string", "format": "binary"}, content_type="image/webp")
@reading.alt_response(304, description="As it was.")
def get_page(
    query: dict[str, int], dossier_id: uuid.UUID, page_id: uuid.UUID, kind: str
) -> Response:
    """What people see of a page: upright, without metadata."""
    sha256 = service.page_sha256(service.seen(actor(), dossier_id), page_id)
    return uploads.picture_answer(sha256, kind, query["sheet"])


@reading.route("/dossiers/<uuid:dossier_id>/form.pdf")
@reading.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@reading.alt_response(304, description="As it was, and still the same day.")
def get_form(dossier_id: uuid.UUID) -> Response:
    """The procedure's own form from the answers, to be printed and signed."""
    dossier = service.seen(actor(), dossier_id)
    tag = f"{dossier.version}.form.{clock.local(clock.now()):%y%m%d}"
    return pdf_answer(*service.made_form(dossier), tag)


@reading.route("/dossiers/<uuid:dossier_id>/results/<uuid:result_id>")
@reading.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def get_result(dossier_id: uuid.UUID, result_id: uuid.UUID) -> Response:
    """A file of the result."""
    result = service.result_file(service.seen(actor(), dossier_id), result_id)
    return uploads.result_answer(result.sha256, result.name)


@reading.route("/dossiers/<uuid:dossier_id>/letters/<string:kind>")
@reading.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@reading.alt_response(304, description="As it was.")
def get_letter(dossier_id: uuid.UUID, kind: str) -> Response:
    """An official letter as PDF: acceptance, supplement, refusal, stop."""
    dossier = service.seen(actor(), dossier_id)
    tag = f"{dossier.version}.{kind}{service.set_stamp(dossier)}"
    return pdf_answer(service.letter(dossier, kind), kind, tag)


def _unless_known(dumped: dict[str, Any], tag: str) -> Response:
    """304 when the client has just this."""
    response = make_response(dumped)
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(tag)
    response.make_conditional(request)
    return response


def _etag(version: int) -> str:
    return f'"{version}"'
