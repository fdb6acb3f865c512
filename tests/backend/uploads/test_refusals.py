"""What the tus endpoints refuse at the end of a file, to strangers, and after its time."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.core import clock
from backend.uploads.hooks import StoredUpload
from backend.uploads.stores import part_folder
from tests.backend.uploads.conftest import Phone, problem
from tests.support.factories import uploads as make

PAGE = make.page()
HALF = len(PAGE) // 2


def test_altered_bytes_are_refused_and_named(queue: Phone, told: list[StoredUpload]) -> None:
    """Seen failing without the hash of the whole: the altered page was stored."""
    upload = make.open_upload(queue.person_id, PAGE)
    altered = PAGE[:-9] + b"x" + PAGE[-8:]
    answer = queue.send(upload, 0, altered)
    problem(answer, 422, "upload_hash_mismatch")
    assert answer.get_json()["sha256"] == make.sha256(PAGE)
    assert answer.headers["Upload-Offset"] == "0"
    assert (queue.offset(upload), told) == (0, [])
    assert queue.send(upload, 0, PAGE).status_code == 204


@pytest.mark.parametrize(
    ("data", "media_type", "status", "code"),
    [
        (b"<html><script>alert(1)</script></html>", None, 415, "upload_wrong_type"),
        (make.encoded(make.picture(), "PNG"), "image/jpeg", 415, "upload_wrong_type"),
        (PAGE[: len(PAGE) // 2], "image/jpeg", 422, "upload_unreadable"),
        (b"%PDF-1.7 and nothing more", "application/pdf", 422, "upload_unreadable"),
    ],
    ids=["a web page", "a PNG that says JPEG", "half a picture", "only a PDF's first line"],
)
def test_what_is_no_page(
    queue: Phone, data: bytes, media_type: str | None, status: int, code: str
) -> None:
    upload = make.open_upload(queue.person_id, data, media_type=media_type)
    problem(queue.send(upload, 0, data), status, code)
    assert queue.offset(upload) == 0


def test_every_kind_of_page_is_taken(queue: Phone, told: list[StoredUpload]) -> None:
    files = [make.encoded(make.picture(), "PNG"), make.encoded(make.picture(), "WEBP")]
    for data in [PAGE, *files, make.pdf(3)]:
        upload = make.open_upload(queue.person_id, data, media_type=None)
        assert queue.send(upload, 0, data).status_code == 204
    assert [stored.media_type for stored in told] == [
        "image/jpeg",
        "image/png",
        "image/webp",
        "application/pdf",
    ]
    assert told[-1].page_count == 3


def test_other_peoples_uploads_are_not_found(phone: Phone, stranger: Phone) -> None:
    upload = make.open_upload(phone.person_id, PAGE)
    path = f"/api/uploads/{upload}"
    assert stranger.call("HEAD", path).status_code == 404
    problem(stranger.send(upload, 0, PAGE), 404, "not_found")
    problem(stranger.call("DELETE", path), 404, "not_found")
    problem(phone.send(uuid.uuid4(), 0, PAGE), 404, "not_found")
    assert phone.offset(upload) == 0


def test_an_upload_given_up_is_gone(phone: Phone) -> None:
    upload = make.open_upload(phone.person_id, PAGE)
    phone.send(upload, 0, PAGE[:HALF])
    assert phone.call("DELETE", f"/api/uploads/{upload}").status_code == 204
    assert phone.call("HEAD", f"/api/uploads/{upload}").status_code == 404
    assert part_folder().size(upload) == 0


def test_an_expired_upload_says_so(phone: Phone) -> None:
    upload = make.open_upload(phone.person_id, PAGE, expires=True)
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert phone.call("HEAD", f"/api/uploads/{upload}").status_code == 410
        problem(phone.send(upload, 0, PAGE), 410, "upload_expired")


def test_an_upload_that_grows_does_not_expire(phone: Phone) -> None:
    upload = make.open_upload(phone.person_id, PAGE, expires=True)
    for days in (5, 10):
        with clock.frozen(clock.now() + timedelta(days=days)):
            reached = phone.offset(upload)
            assert phone.send(upload, reached, PAGE[reached:][:10]).status_code == 204


def test_a_cookie_from_another_site_is_stopped(app: Flask, phone: Phone) -> None:
    client: FlaskClient = phone.client
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    problem(phone.create(9), 403, "cross_site")
