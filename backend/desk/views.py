"""Routes of the officers' desk. Every act needs the version that the officer saw (If-Match)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, make_response, request

from backend.core.access import agency_of, staff
from backend.core.files import pdf_answer
from backend.core.openapi import Blueprint
from backend.core.problems import Problem
from backend.core.transaction import changes_nothing, end_reading, writes
from backend.desk import schemas, service
from backend.dossiers import service as dossiers
from backend.notifications import service as notifications
from backend.places import service as places
from backend.uploads import service as uploads

blp = Blueprint("desk", __name__, description="The officers' worklist and acts.")

_PDF = {"type": "string", "format": "binary"}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": "The version that was seen, as in the ETag.",
}


@blp.route("/worklist")
@blp.arguments(schemas.WorklistQuery, location="query")
@blp.response(200, schemas.WorklistSchema)
@blp.alt_response(304, description="As it was.")
def get_worklist(query: dict[str, Any]) -> Any:
    """One page of a view, ordered by the legal clock, with the counts of all views."""
    found = schemas.WorklistSchema().dump(service.worklist(staff(), query))
    response = make_response(found)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@blp.route("/alerts")
@blp.response(200, notifications.AlertsSchema)
def get_alerts() -> dict[str, Any]:
    """What this officer was reminded of and need still do."""
    return {"items": notifications.alerts(staff().person_id, dossiers.causes_standing)}


@blp.route("/worklist/search", methods=["POST"])
@blp.arguments(schemas.SearchSchema)
@blp.response(200, schemas.WorklistSchema)
@changes_nothing
def search(body: dict[str, Any]) -> Any:
    """Dossiers by slip number, code, name, phone or identity number.

    A POST, because an address is written into the logs of every machine on the way.
    """
    return service.worklist(staff(), body)


@blp.route("/dossiers/<uuid:dossier_id>")
@blp.response(200, schemas.DeskDossierSchema)
@writes
def open_dossier(dossier_id: uuid.UUID) -> Any:
    """Open a dossier: logged, and shown to its citizen."""
    return _with_etag(service.opened(staff(), dossier_id))


@blp.route("/dossiers/<uuid:dossier_id>", methods=["PUT"])
@blp.arguments(schemas.StartAtDeskSchema)
@blp.response(200, dossiers.DossierReceiptSchema)
@blp.alt_response(201, schema=dossiers.DossierReceiptSchema)
@writes
def start_at_desk(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """Start a dossier for the person opposite; exactly once, like a phone's."""
    sent = dossiers.submission_of(body["dossier"], request.get_json())
    done = service.start(staff(), dossier_id, body["person"], sent)
    return done.receipt, 201 if done.created else 200, {"ETag": f'"{done.version}"'}


@blp.route("/dossiers/<uuid:dossier_id>/actions", methods=["POST"])
@blp.arguments(schemas.ActSchema)
@blp.response(200, schemas.DeskDossierSchema)
@blp.doc(parameters=[_IF_MATCH])
@writes
def act(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """Do one act, once for its id; 412 when somebody else changed the dossier meanwhile."""
    version = _seen_version()
    return _with_etag(service.act(staff(), dossier_id, version, body, request.get_json()))


@blp.route("/dossiers/<uuid:dossier_id>/reviews/<uuid:page_id>", methods=["PUT"])
@blp.arguments(schemas.ReviewSchema)
@blp.response(200, schemas.ReviewShownSchema)
@writes
def review(body: dict[str, Any], dossier_id: uuid.UUID, page_id: uuid.UUID) -> Any:
    """Mark a page good, or wrong with what to do."""
    dossiers.review_page(
        staff(), dossier_id, page_id, verdict=body["verdict"], text=body.get("text")
    )
    return {"verdict": body["verdict"], "text": body.get("text")}


@blp.route("/dossiers/<uuid:dossier_id>/messages")
@blp.response(200, notifications.TrailSchema(many=True))
def get_messages(dossier_id: uuid.UUID) -> Any:
    """What was said about a dossier to whom, and which rung of the ladder each reached when."""
    dossiers.shown_to_staff(staff(), dossier_id)
    return notifications.of_dossier(dossier_id)


@blp.route("/dossiers/<uuid:dossier_id>/national-code", methods=["PUT"])
@blp.arguments(schemas.CodeSchema)
@blp.response(200, schemas.DeskDossierSchema)
@blp.doc(parameters=[_IF_MATCH])
@writes
def national_code(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """Record the code that the national system gave."""
    officer, version = staff(), _seen_version()
    changed = dossiers.set_national_code(officer, dossier_id, version, body["code"])
    return _with_etag(service.view(changed))


@blp.route("/dossiers/<uuid:dossier_id>/assignee", methods=["PUT"])
@blp.arguments(schemas.AssigneeSchema)
@blp.response(200, schemas.DeskDossierSchema)
@blp.doc(parameters=[_IF_MATCH])
@writes
def assign(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """Give the dossier to a colleague, or back to the desk."""
    version = _seen_version()
    return _with_etag(service.assign(staff(), dossier_id, version, body["officer_id"]))


@blp.route("/dossiers/<uuid:dossier_id>/sender", methods=["PUT"])
@blp.arguments(schemas.VerifySenderSchema)
@blp.response(200, schemas.DeskDossierSchema)
@blp.doc(parameters=[_IF_MATCH])
@writes
def verify_sender(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """The sender of an unverified dossier was called, or stood at the desk; audited."""
    officer, version = staff(), _seen_version()
    changed = dossiers.verify_sender(
        officer, dossier_id, version, how=body["how"], note=body.get("note")
    )
    return _with_etag(service.view(changed))


@blp.route("/dossiers/<uuid:dossier_id>/convert", methods=["POST"])
@blp.arguments(schemas.ConvertSchema)
@blp.response(200, schemas.DeskDossierSchema)
@blp.doc(parameters=[_IF_MATCH])
@writes
def convert(body: dict[str, Any], dossier_id: uuid.UUID) -> Any:
    """Make a dossier of a plea for help ("Nhờ xã hướng dẫn")."""
    made = dossiers.Conversion(
        procedure=body["procedure"],
        version=body["version"],
        answers=body["answers"],
        papers=body["papers"],
    )
    changed = dossiers.convert_assistance(staff(), dossier_id, _seen_version(), made)
    return _with_etag(service.view(changed))


@blp.route("/dossiers/<uuid:dossier_id>/pages/<uuid:page_id>/<any(thumbnail,page):kind>")
@blp.arguments(dossiers.SheetSchema, location="query")
@blp.response(200, _PDF, content_type="image/webp")
@blp.alt_response(304, description="As it was.")
def get_page(
    query: dict[str, int], dossier_id: uuid.UUID, page_id: uuid.UUID, kind: str
) -> Response:
    """What people see of a page: upright, without metadata."""
    dossier = dossiers.shown_to_staff(staff(), dossier_id)
    return uploads.picture_answer(dossiers.page_sha256(dossier, page_id), kind, query["sheet"])


@blp.route("/dossiers/<uuid:dossier_id>/pages/<uuid:page_id>/check")
@blp.response(200, schemas.PageCheckSchema)
def check_page(dossier_id: uuid.UUID, page_id: uuid.UUID) -> Any:
    """Whether the store still holds the very bytes that the sender's phone named."""
    dossier = dossiers.shown_to_staff(staff(), dossier_id)
    sha256 = dossiers.page_sha256(dossier, page_id)
    end_reading()
    return {"sha256": sha256, **uploads.check(sha256)}


@blp.route("/dossiers/<uuid:dossier_id>/papers/<string:paper>.pdf")
@blp.response(200, _PDF, content_type="application/pdf")
@blp.alt_response(304, description="As it was.")
def get_paper(dossier_id: uuid.UUID, paper: str) -> Response:
    """All pages of a paper as one named PDF, made at the first call."""
    hashes, name = service.pages_of_paper(staff(), dossier_id, paper)
    end_reading()
    return pdf_answer(uploads.paper_pdf(hashes), name, uploads.paper_tag(hashes))


@blp.route("/dossiers/<uuid:dossier_id>/form.pdf")
@blp.response(200, _PDF, content_type="application/pdf")
def get_form(dossier_id: uuid.UUID) -> Response:
    """The procedure's own form, made from the answers, to be signed."""
    return pdf_answer(*service.made_form(staff(), dossier_id))


@blp.route("/dossiers/<uuid:dossier_id>/letters/<string:kind>")
@blp.response(200, _PDF, content_type="application/pdf")
def get_letter(dossier_id: uuid.UUID, kind: str) -> Response:
    """An official letter: acceptance, supplement, refusal, stop."""
    dossier = dossiers.shown_to_staff(staff(), dossier_id)
    return pdf_answer(dossiers.letter(dossier, kind), kind)


@blp.route("/dossiers/<uuid:dossier_id>/results/<uuid:result_id>")
@blp.response(200, _PDF, content_type="application/pdf")
def get_result(dossier_id: uuid.UUID, result_id: uuid.UUID) -> Response:
    """A file of the result."""
    result = dossiers.result_file(dossiers.shown_to_staff(staff(), dossier_id), result_id)
    return uploads.result_answer(result.sha256, result.name)


@blp.route("/drafts/<uuid:dossier_id>")
@blp.response(200, schemas.DraftSchema)
@writes
def get_draft(dossier_id: uuid.UUID) -> Any:
    """The answers that somebody prepared at home, by the code that their phone shows; logged."""
    return service.draft(staff(), dossier_id)


@blp.route("/colleagues")
@blp.response(200, schemas.ColleagueSchema(many=True))
def get_colleagues() -> Any:
    """The agency's staff."""
    return service.colleagues(staff())


@blp.route("/phrases")
@blp.response(200, schemas.PhrasesSchema)
def get_phrases() -> Any:
    """The desk's sentences for a page that cannot be used."""
    return {"phrases": places.phrases(agency_of(staff()))}


@blp.route("/phrases", methods=["PUT"])
@blp.arguments(schemas.PhrasesSchema)
@blp.response(200, schemas.PhrasesSchema)
@writes
def put_phrases(body: dict[str, Any]) -> Any:
    """Change them; audited."""
    officer = staff()
    changed = places.change_phrases(
        agency_of(officer), body["phrases"], changed_by=officer.person_id
    )
    return {"phrases": changed}


def _seen_version() -> int:
    """The version in If-Match; `precondition_required` without one, `stale` for nonsense."""
    if not request.if_match:
        raise Problem("precondition_required")
    tag = next(iter(request.if_match.as_set()), "")
    if not tag.isdecimal() or len(tag) > len("1000000000"):
        raise Problem("stale")
    return int(tag)


def _with_etag(shown: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    return shown, 200, {"ETag": f'"{shown["version"]}"'}
