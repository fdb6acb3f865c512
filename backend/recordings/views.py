"""Recordings for everybody's phone, and the administrator's page about them."""

from __future__ import annotations

import csv
import gzip
import io
import re
from typing import Any

from flask import Response, jsonify, make_response, request

from backend.core.access import agency_of, staff
from backend.core.crowd import refuse_when_crowded
from backend.core.openapi import Blueprint
from backend.core.problems import Problem
from backend.core.transaction import end_reading, streams, writes
from backend.recordings import schemas, service
from backend.uploads.service import MAX_RECORDING_BYTES, SOUND_TYPES

public = Blueprint("recordings", __name__, description="Sentences of procedures, read aloud.")
administration = Blueprint(
    "recordings_administration", __name__, description="Recording the sentences of procedures."
)
administration.before_request(refuse_when_crowded)

_NAME = re.compile(r"([0-9a-f]{64})\.(ogg|mp3)")
_SENTENCE = re.compile(r"[2-9a-z]{8}")
_FOR_EVER = "public, max-age=31536000, immutable"
_READ = 65_536
_SOUND = {"type": "string", "format": "binary"}
_FILE = {"required": True, "content": {"application/octet-stream": {"schema": _SOUND}}}


@public.route("/catalogue/<string:code>/recordings")
@public.arguments(schemas.PhoneQuerySchema, location="query")
@public.response(200, schemas.ForPhoneSchema)
@public.alt_response(304, description="Nothing changed since the ETag.")
def get_recordings(query: dict[str, Any], code: str) -> Response:
    """A procedure's core sentences, and where a recording of each is fetched."""
    told = service.for_phone(code, query["agency"], query["language"], query["sound"])
    response = jsonify(schemas.ForPhoneSchema().dump(told))
    response.headers["Cache-Control"] = "public, no-cache"  # What was recorded now is heard now.
    response.headers["Vary"] = "Accept-Encoding"
    response.add_etag(weak=True)
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.make_conditional(request)
    return response


@public.route("/recordings/<string:name>")
@public.response(200, _SOUND, content_type="audio/ogg")
@public.alt_response(206, description="A part of it.")
def get_recording(name: str) -> Response:
    """A recorded sentence, by the hash of the file; it never changes under its address."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise Problem("not_found")
    sha256, kind = found.groups()
    data = service.sound_file(sha256, kind)
    response = make_response(data)
    response.content_type = SOUND_TYPES[kind]
    response.headers["Cache-Control"] = _FOR_EVER
    response.set_etag(sha256[:16])
    response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response


@administration.route("/recordings")
@administration.arguments(schemas.DeskQuerySchema, location="query")
@administration.response(200, schemas.ForDeskSchema)
def get_list(query: dict[str, Any]) -> Any:
    """What is to be recorded in a language, and what was."""
    return service.for_desk(staff(), query["language"], query["procedure"])


@administration.route("/recordings.csv")
@administration.arguments(schemas.DeskQuerySchema, location="query")
@administration.response(200, {"type": "string"}, content_type="text/csv")
def get_csv(query: dict[str, Any]) -> Response:
    """The same for recording elsewhere: a file named by its sentence's id finds its place."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Tên tệp", "Câu", "Số thủ tục", "Đã thu"])
    for row in service.as_rows(staff(), query["language"]):
        writer.writerow([_plain(cell) for cell in row])
    response = make_response("\ufeff" + out.getvalue())
    response.content_type = "text/csv; charset=utf-8"
    name = f"cau-can-thu-{query['language']}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@administration.route("/recordings/languages", methods=["PUT"])
@administration.arguments(schemas.ChooseLanguagesSchema)
@administration.response(200, schemas.ForDeskSchema)
@writes
def put_languages(body: dict[str, list[str]]) -> Any:
    """Which languages the commune records beside Vietnamese. Audited."""
    service.choose_languages(staff(), body["languages"])
    return service.for_desk(staff(), service.VIETNAMESE)


@administration.route("/recordings/<string:language>/<string:sentence>", methods=["PUT"])
@administration.doc(requestBody=_FILE)
@administration.response(200, schemas.RecordingSchema)
@streams
def put_recording(language: str, sentence: str) -> Any:
    """Keep a recording: what phones and recorders make (WebM, MP4, MP3, Ogg, WAV, AMR), decoded
    here; 30 seconds and 6 MB at most."""
    caller = staff()
    end_reading()
    agency = agency_of(caller)
    return service.record(agency, language, _known(sentence), _body(), by=caller.person_id)


@administration.route("/recordings/<string:language>/<string:sentence>", methods=["DELETE"])
@administration.response(204)
@streams
def delete_recording(language: str, sentence: str) -> Response:
    """Delete a recording."""
    service.remove(staff(), language, _known(sentence))
    return Response(status=204)


def _known(sentence: str) -> str:
    if not _SENTENCE.fullmatch(sentence):
        raise Problem("not_found")
    return sentence


def _body() -> bytes:
    """The file, if it is not too large: what announces itself as such is not read at all."""
    if (request.content_length or 0) > MAX_RECORDING_BYTES:
        raise Problem("recording_too_large")
    arrived = bytearray()
    while piece := request.stream.read(_READ):
        arrived += piece
        if len(arrived) > MAX_RECORDING_BYTES:
            raise Problem("recording_too_large")
    return bytes(arrived)


def _plain(cell: str) -> str:
    """Never a formula, whatever a procedure's name begins with."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell
