"""The tus endpoints. Protocol errors become problems here; every answer names the version."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from flask import Response, jsonify, request
from werkzeug.exceptions import ClientDisconnected, MethodNotAllowed

from backend.core.access import actor
from backend.core.configuration import current_settings
from backend.core.crowd import refuse_when_crowded
from backend.core.openapi import Blueprint
from backend.core.problems import Problem
from backend.core.transaction import end_reading, streams, writing
from backend.uploads import lifecycle, receiving, tus
from backend.uploads.receiving import Position
from backend.uploads.schemas import APPENDING, ASKING, CREATING, OVERRIDING, ReceiptSchema
from backend.uploads.service import url_of

blp = Blueprint("uploads", __name__, description="Files in pieces, by tus 1.0 (tus.io).")

_READ: Final = 16_384
"""What is taken at most at once. Our server hands out what has arrived; one that waits until a
read is full holds back this many bytes of a silent link, which are then sent twice."""

blp.before_request(refuse_when_crowded)


@blp.after_request
def _name_version(response: Response) -> Response:
    if request.method == "OPTIONS":
        response.headers.update(tus.discovery(current_settings().max_page_bytes))
    response.headers["Tus-Resumable"] = tus.VERSION
    if response.status_code == 204 or request.method == "HEAD":
        response.headers.pop("Content-Type", None)  # Nothing has no type, and bytes are dear.
    return response


@blp.errorhandler(tus.Refusal)
def _refuse(refusal: tus.Refusal) -> Response:
    headers = {"Tus-Version": tus.VERSION} if refusal.code == "upload_protocol_version" else {}
    errors = {refusal.header: ["Thiếu hoặc không hợp lệ."]} if refusal.header else None
    return Problem(refusal.code, errors=errors, headers=headers).response()


@blp.route("/uploads", methods=["POST"])
@blp.doc(**CREATING)
@blp.response(201)
@streams
def create() -> Response:
    """Begin an upload (`Upload-Length`, `Upload-Metadata`), perhaps with its first chunk."""
    tus.check_version(_headers())
    creation = tus.parse_creation(_headers(), max_size=current_settings().max_page_bytes)
    caller = actor()
    if caller.via == "send_token":
        raise Problem("forbidden")  # A phone's queue sends only to uploads made by its dossiers.
    with writing():
        upload = lifecycle.create(caller.person_id, creation, may_make_results=caller.is_staff)
    position = Position(0, upload.expires_at)
    if creation.first_chunk is not None:
        try:
            position = receiving.receive(caller.person_id, upload.id, creation.first_chunk, _body())
        except Problem as problem:
            problem.headers["Location"] = url_of(upload.id)  # It exists, and may be gone on with.
            raise
    response = _answer(position, created=True)
    response.headers["Location"] = url_of(upload.id)
    return response


@blp.route("/uploads/<uuid:upload_id>", methods=["HEAD"])
@blp.doc(**ASKING)
@blp.response(200)
def offset(upload_id: uuid.UUID) -> Response:
    """Where the next byte goes (`Upload-Offset`)."""
    tus.check_version(_headers())
    upload, reached = lifecycle.found(upload_id, actor().person_id)
    response = Response(status=200)
    response.headers.update(
        tus.state_headers(
            offset=reached,
            expires_at=None if upload.is_complete else upload.expires_at,
            size=upload.size,
            metadata=upload.metadata_sent,
        )
    )
    response.headers["Cache-Control"] = "no-store"
    # Browsers repeat a PATCH that was cut by themselves, from its old offset, if its connection had
    # been used before: seconds of a weak link in vain. After this answer they take a new one.
    response.headers["Connection"] = "close"
    return response


@blp.route("/uploads/<uuid:upload_id>", methods=["PATCH"])
@blp.doc(**APPENDING)
@blp.response(204)
@blp.alt_response(200, schema=ReceiptSchema)
@streams
def append(upload_id: uuid.UUID) -> Response:
    """Append at `Upload-Offset`. The request that completes a dossier may ask for its receipt
    (`Accept: application/json`, 200); else 204, with `Dossier-Slip` if there is one."""
    return _append(upload_id)


@blp.route("/uploads/<uuid:upload_id>", methods=["DELETE"])
@blp.doc(**ASKING)
@blp.response(204)
@streams
def terminate(upload_id: uuid.UUID) -> Response:
    """Give an upload up."""
    return _terminate(upload_id)


@blp.route("/uploads/<uuid:upload_id>", methods=["POST"])
@blp.doc(**OVERRIDING)
@blp.response(204)
@blp.alt_response(200, schema=ReceiptSchema)
@streams
def overridden(upload_id: uuid.UUID) -> Response:
    """The same for clients whose network lets no PATCH or DELETE through, named by
    `X-HTTP-Method-Override`."""
    verbs = {"PATCH": _append, "DELETE": _terminate}
    meant = verbs.get(request.headers.get("X-HTTP-Method-Override", ""))
    if meant is None:
        raise MethodNotAllowed(["HEAD", "PATCH", "DELETE"])
    return meant(upload_id)


def _append(upload_id: uuid.UUID) -> Response:
    tus.check_version(_headers())
    chunk = tus.parse_chunk(_headers())
    owner_id = actor().person_id
    end_reading()
    return _answer(receiving.receive(owner_id, upload_id, chunk, _body()))


def _terminate(upload_id: uuid.UUID) -> Response:
    tus.check_version(_headers())
    caller = actor()
    if caller.via == "send_token":
        raise Problem("forbidden")
    lifecycle.terminate(upload_id, caller.person_id)
    return Response(status=204)


def _headers() -> dict[str, str]:
    return dict(request.headers)  # Werkzeug writes their names as the protocol does.


def _body() -> Iterator[bytes]:
    """The body as it arrives. A cut link ends it early; how short it is, its reader knows."""
    stream = request.stream
    try:
        while piece := stream.read(_READ):
            yield piece
    except (ClientDisconnected, ConnectionError):
        return


def _answer(position: Position, *, created: bool = False) -> Response:
    wants_receipt = "application/json" in request.headers.get("Accept", "")
    response = Response(status=201 if created else 204)
    receipt = None if position.answer is None else position.answer.receipt
    if receipt is not None and wants_receipt:
        response = jsonify(receipt)
        response.status_code = 201 if created else 200
    response.headers.update(
        tus.state_headers(offset=position.offset, expires_at=position.expires_at)
    )
    if position.answer is not None and position.answer.slip is not None:
        response.headers["Dossier-Slip"] = position.answer.slip
    return response
