"""What no honest phone sends, on a raw socket to the real server: it says no and lives on."""

from __future__ import annotations

import socket
import uuid
from contextlib import closing

import pytest

from backend.accounts.models import SendToken
from backend.core.transaction import end_reading, writing
from backend.extensions import db
from backend.uploads import service
from tests.backend.uploads.conftest import CHUNK
from tests.backend.uploads.test_broken_links import Link
from tests.support.factories import uploads as make
from tests.support.factories.accounts import SignedIn
from tests.support.server import Server

PAGE = make.page()
SIZE = len(PAGE)


@pytest.fixture
def link(server: Server, signed_in: SignedIn) -> Link:
    return Link(server, signed_in.send_token)


@pytest.fixture
def upload(signed_in: SignedIn) -> uuid.UUID:
    """An upload that waits for PAGE."""
    made = make.open_upload(signed_in.actor.person_id, PAGE)
    end_reading()
    return made


def said(link: Link, upload: uuid.UUID, headers: str, body: bytes, *, offset: object = 0) -> int:
    """The status of the first answer to a PATCH with these headers; 0 when there was none."""
    head = (
        f"PATCH /api/uploads/{upload} HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n"
        f"Authorization: Bearer {link.token}\r\nContent-Type: {CHUNK}\r\n"
        f"Upload-Offset: {offset}\r\n{headers}\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", link.port), timeout=20)) as line:
        try:
            line.sendall(head.encode() + body)
            answer = line.recv(4096)
        except ConnectionError:
            return 0
    return int(answer.split()[1]) if answer else 0


def test_a_length_that_is_less_than_what_follows(link: Link, upload: uuid.UUID) -> None:
    """What follows is the next request, and a bad one; not one byte of it is the page's."""
    assert said(link, upload, "Content-Length: 100", PAGE) == 204
    assert link.offset(upload) == 100
    assert link.send(upload, 100, PAGE[100:])[0] == 204


def test_a_length_that_is_more_than_was_announced(link: Link, upload: uuid.UUID) -> None:
    """Refused before a byte is read. Seen failing without the look at the length."""
    assert said(link, upload, f"Content-Length: {SIZE + 1}", b"") == 413
    assert link.offset(upload) == 0


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 5\r\nContent-Length: 9",
        "Content-Length: -5",
        "Content-Length: 5 ",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        f"X-Long: {'x' * 500_000}\r\nContent-Length: 5",
        "\r\n".join(f"X-{n}: x" for n in range(300)) + "\r\nContent-Length: 5",
    ],
    ids=[
        "two lengths",
        "less than nothing",
        "a blank",
        "too large a number",
        "a length and chunks",
        "an unknown coding",
        "half a megabyte of header",
        "three hundred headers",
    ],
)
def test_a_head_that_makes_no_sense(link: Link, upload: uuid.UUID, headers: str) -> None:
    """Never a fault of ours, and never more bytes than one reading of it allows."""
    status = said(link, upload, headers, b"5\r\nabcde\r\n0\r\n\r\n")
    assert status < 500 or status == 501, status
    assert link.offset(upload) <= 5
    reached = link.offset(upload)
    assert link.send(upload, reached, PAGE[reached:])[0] in (204, 422)


def test_chunks_without_end(link: Link, upload: uuid.UUID) -> None:
    """A body in HTTP chunks announces no length; it is stopped where the page's size is reached."""
    body = f"{SIZE + 7:x}\r\n".encode() + PAGE + b"more...\r\n0\r\n\r\n"
    assert said(link, upload, "Transfer-Encoding: chunked", body) == 413
    assert link.offset(upload) <= SIZE


@pytest.mark.parametrize("offset", [-1, "1e3", "0x10", 10**17, "٣", ""])
def test_an_offset_that_is_none(link: Link, upload: uuid.UUID, offset: object) -> None:
    status = said(link, upload, "Content-Length: 5", b"abcde", offset=offset)
    assert status in (400, 409)
    assert link.offset(upload) == 0


def test_two_pieces_that_overlap(link: Link, signed_in: SignedIn, upload: uuid.UUID) -> None:
    """The second is told where to go on; what both hold is written once."""
    assert link.send(upload, 0, PAGE[:1000])[0] == 204
    assert link.send(upload, 500, PAGE[500:])[0] == 409
    assert link.offset(upload) == 1000
    assert link.send(upload, 1000, PAGE[1000:])[0] == 204
    end_reading()
    assert service.blob(make.sha256(PAGE), signed_in.actor.person_id) is not None


def test_a_token_that_is_no_more(link: Link, signed_in: SignedIn, upload: uuid.UUID) -> None:
    """The bytes that came before stay, for whoever signs in again."""
    assert link.send(upload, 0, PAGE[:1000])[0] == 204
    with writing():
        db.session.query(SendToken).filter_by(person_id=signed_in.actor.person_id).delete()
    assert link.send(upload, 1000, PAGE[1000:])[0] == 401
    with writing():
        ref = service.ensure_upload(
            signed_in.actor.person_id, make.sha256(PAGE), SIZE, "image/jpeg"
        )
    assert (ref.id, ref.offset) == (upload, 1000)
