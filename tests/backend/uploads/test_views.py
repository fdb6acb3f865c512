"""The tus endpoints, request by request."""

from __future__ import annotations

import base64
import hashlib
import uuid

import pytest
from flask import Flask

from backend.uploads import lifecycle
from backend.uploads.hooks import StoredUpload
from tests.backend.uploads.conftest import CHUNK, Phone, problem
from tests.support.factories import uploads as make
from tests.support.factories.accounts import officer_in

PAGE = make.page()
HALF = len(PAGE) // 2


def checksum(data: bytes, algorithm: str = "sha1") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


# --- what is offered ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/api/uploads", "/api/uploads/018f0000-0000-7000-8000-000000000001"]
)
def test_options_tells_a_stranger_what_is_spoken(app: Flask, path: str) -> None:
    answer = app.test_client().options(path)
    assert answer.status_code == 200
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == (
        "creation,creation-with-upload,checksum,expiration,termination"
    )
    assert answer.headers["Tus-Max-Size"] == str(15 * 1024 * 1024)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_before_anything_is_done(phone: Phone, method: str) -> None:
    path = "/api/uploads" if method == "POST" else f"/api/uploads/{uuid.uuid4()}"
    answer = phone.call(method, path, Tus_Resumable="0.2.2", Upload_Length="5")
    assert answer.status_code == 412
    assert answer.headers["Tus-Version"] == "1.0.0"
    if method != "HEAD":
        problem(answer, 412, "upload_protocol_version")


def test_nobody_is_let_in_unknown(app: Flask) -> None:
    answer = app.test_client().post("/api/uploads", headers={"Tus-Resumable": "1.0.0"})
    problem(answer, 401, "sign_in_required")


def test_received_bytes_are_never_served(phone: Phone) -> None:
    upload = make.open_upload(phone.person_id, PAGE)
    phone.send(upload, 0, PAGE)
    answer = phone.call("GET", f"/api/uploads/{upload}")
    assert answer.status_code == 405


# --- creation -------------------------------------------------------------------------------------


def test_create_then_send(phone: Phone, told: list[StoredUpload]) -> None:
    made = phone.create(len(PAGE), filetype="image/jpeg", sha256=make.sha256(PAGE))
    assert made.status_code == 201
    assert "Upload-Expires" in made.headers
    location = made.headers["Location"]
    first = phone.call("PATCH", location, PAGE[:HALF], Content_Type=CHUNK, Upload_Offset="0")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(HALF))
    assert "Upload-Expires" in first.headers
    last = phone.call("PATCH", location, PAGE[HALF:], Content_Type=CHUNK, Upload_Offset=str(HALF))
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(PAGE)))
    assert [stored.sha256 for stored in told] == [make.sha256(PAGE)]


def test_create_with_the_whole_file(phone: Phone, told: list[StoredUpload]) -> None:
    answer = phone.call(
        "POST",
        "/api/uploads",
        PAGE,
        Content_Type=CHUNK,
        Upload_Length=str(len(PAGE)),
        Accept="application/json",
    )
    assert answer.status_code == 201
    assert answer.headers["Upload-Offset"] == str(len(PAGE))
    assert answer.get_json() == {"id": "receipt", "pages": [make.sha256(PAGE)]}
    assert told[0].media_type == "image/jpeg"
    assert phone.call("HEAD", answer.headers["Location"]).status_code == 200


def test_a_refused_first_chunk_still_says_where_the_upload_is(phone: Phone) -> None:
    answer = phone.call(
        "POST",
        "/api/uploads",
        PAGE,
        Content_Type=CHUNK,
        Upload_Length=str(len(PAGE)),
        Upload_Checksum=checksum(b"another"),
    )
    problem(answer, 460, "upload_checksum_mismatch")
    assert phone.call("HEAD", answer.headers["Location"]).headers["Upload-Offset"] == "0"


def test_head_gives_the_metadata_back(phone: Phone) -> None:
    made = phone.create(len(PAGE), filename="Giấy khai sinh.jpg", filetype="image/jpeg")
    answer = phone.call("HEAD", made.headers["Location"])
    assert answer.headers["Upload-Length"] == str(len(PAGE))
    assert answer.headers["Upload-Offset"] == "0"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Upload-Metadata"].startswith("filename ")


def test_what_may_not_be_created(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    problem(phone.create(15 * 1024 * 1024 + 1), 413, "too_large")
    problem(phone.create(0), 400, "malformed")
    problem(phone.create(9, filetype="image/svg+xml"), 415, "upload_wrong_type")
    problem(phone.create(9, purpose="something"), 400, "malformed")
    problem(phone.create(9, purpose="result"), 403, "forbidden")
    monkeypatch.setattr(lifecycle, "MAX_OPEN_UPLOADS", 1)
    assert phone.create(9).status_code == 201
    problem(phone.create(9), 429, "upload_too_many")


def test_an_officer_sends_results(app: Flask) -> None:
    officer = Phone(app, officer_in(app))
    assert officer.create(9, purpose="result").status_code == 201


def test_a_queue_only_sends_to_its_dossiers_uploads(queue: Phone, phone: Phone) -> None:
    """The send-only token may HEAD and PATCH; it neither creates nor ends anything."""
    problem(queue.create(len(PAGE)), 403, "forbidden")
    upload = make.open_upload(phone.person_id, PAGE)
    assert queue.send(upload, 0, PAGE[:HALF]).status_code == 204
    assert queue.offset(upload) == HALF
    problem(queue.call("DELETE", f"/api/uploads/{upload}"), 403, "forbidden")


# --- appending ------------------------------------------------------------------------------------


def test_the_finishing_request_gives_the_receipt(queue: Phone, told: list[StoredUpload]) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    answer = queue.send(upload, 0, PAGE, Accept="application/json")
    assert answer.status_code == 200
    assert answer.get_json()["pages"] == [make.sha256(PAGE)]
    assert told[0].upload_id == upload
    assert (told[0].width, told[0].height, told[0].page_count) == (240, 320, 1)


def test_another_client_gets_the_slip_in_a_header(queue: Phone, told: list[StoredUpload]) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    answer = queue.send(upload, 0, PAGE)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Dossier-Slip"] == "ABC-DEF-G"


def test_a_lost_answer_is_given_again(queue: Phone, told: list[StoredUpload]) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    first = queue.send(upload, 0, PAGE, Accept="application/json")
    assert queue.offset(upload) == len(PAGE)
    again = queue.send(upload, len(PAGE), b"", Accept="application/json")
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    problem(queue.send(upload, 0, PAGE), 409, "upload_offset_mismatch")
    problem(queue.send(upload, len(PAGE), b"more"), 413, "upload_beyond_length")


def test_another_offset_is_told_the_right_one(queue: Phone) -> None:
    """In few bytes: it is told after cuts. Seen failing with the security headers of others."""
    upload = make.open_upload(queue.person_id, PAGE)
    queue.send(upload, 0, PAGE[:HALF])
    for wrong in (0, HALF - 1, HALF + 1):
        answer = queue.send(upload, wrong, b"abc")
        problem(answer, 409, "upload_offset_mismatch")
        assert answer.headers["Upload-Offset"] == str(HALF)
        assert answer.get_json()["offset"] == HALF
        assert len(str(answer.headers)) < 260
    assert queue.offset(upload) == HALF


def test_more_bytes_than_were_announced(queue: Phone) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    problem(queue.send(upload, 0, PAGE + b"x"), 413, "upload_beyond_length")
    assert queue.offset(upload) == 0


def test_another_media_type_than_that_of_a_chunk(queue: Phone) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    answer = queue.call(
        "PATCH", f"/api/uploads/{upload}", PAGE, Upload_Offset="0", Content_Type="image/jpeg"
    )
    problem(answer, 415, "upload_content_type")


def test_a_cut_body_keeps_its_bytes(queue: Phone, told: list[StoredUpload]) -> None:
    """Seen failing with the body read whole before it was written."""
    upload = make.open_upload(queue.person_id, PAGE)
    queue.send_cut(upload, 0, PAGE[:HALF], announced=len(PAGE))
    assert queue.offset(upload) == HALF
    assert queue.send(upload, HALF, PAGE[HALF:]).status_code == 204
    assert len(told) == 1


def test_a_cut_chunk_with_its_own_checksum_is_thrown_away(queue: Phone) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    queue.send_cut(upload, 0, PAGE[:HALF], announced=len(PAGE), Upload_Checksum=checksum(PAGE))
    assert queue.offset(upload) == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_chunk_with_its_own_checksum(queue: Phone, algorithm: str) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    wrong = queue.send(upload, 0, PAGE[:HALF], Upload_Checksum=checksum(b"other", algorithm))
    problem(wrong, 460, "upload_checksum_mismatch")
    assert queue.offset(upload) == 0
    right = queue.send(upload, 0, PAGE, Upload_Checksum=checksum(PAGE, algorithm))
    assert right.headers["Upload-Offset"] == str(len(PAGE))


def test_a_clients_network_that_lets_no_patch_through(phone: Phone) -> None:
    upload = make.open_upload(phone.person_id, PAGE)
    path = f"/api/uploads/{upload}"
    sent = phone.call(
        "POST", path, PAGE, Content_Type=CHUNK, Upload_Offset="0", X_HTTP_Method_Override="PATCH"
    )
    assert (sent.status_code, sent.headers["Upload-Offset"]) == (204, str(len(PAGE)))
    assert phone.call("POST", path, X_HTTP_Method_Override="DELETE").status_code == 204
    assert phone.call("POST", path).status_code == 405


def test_the_answer_to_a_question_for_an_offset_is_short(queue: Phone) -> None:
    """After every cut the phone asks; each byte of the answer's head is paid for by its person.

    Seen failing with the headers that pages need (Content-Security-Policy and the like).
    """
    upload = make.open_upload(queue.person_id, PAGE)
    answer = queue.call("HEAD", f"/api/uploads/{upload}")
    assert set(answer.headers.keys()) - {"Content-Length", "Vary"} == {
        "Upload-Offset",
        "Upload-Length",
        "Tus-Resumable",
        "Cache-Control",
        "Connection",
    }
