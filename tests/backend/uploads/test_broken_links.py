"""Links that break, against the real server on a real socket.

What a cut connection looks like to the application depends on the server; here it is granian, as in
production. Every byte that arrived is kept at once, whether the connection ends or falls silent.
"""

from __future__ import annotations

import json
import socket
import struct
import urllib.request
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from flask import Flask

from backend.core.transaction import end_reading, writing
from backend.extensions import db
from backend.uploads import service
from backend.uploads.models import Blob
from backend.uploads.service import WantedFile
from tests.backend.uploads.conftest import CHUNK
from tests.support.factories import uploads as make
from tests.support.factories.accounts import SignedIn
from tests.support.server import Server, running_server

PAGE = make.encoded(make.noise((100, 100)), "PNG")
HASH = make.sha256(PAGE)
PIECE = 4096


class Link:
    """A phone's queue on a raw socket, so that it can stop in the middle."""

    def __init__(self, server: Server, token: str) -> None:
        self.port = server.port
        self.token = token

    def begin(self, upload: uuid.UUID, offset: int, announced: int, body: bytes) -> socket.socket:
        """Send the head of a PATCH and `body`, and leave the connection open."""
        head = (
            f"PATCH /api/uploads/{upload} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.token}\r\nTus-Resumable: 1.0.0\r\n"
            f"Content-Type: {CHUNK}\r\nUpload-Offset: {offset}\r\n"
            f"Accept: application/json\r\nContent-Length: {announced}\r\n\r\n"
        )
        link = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        link.sendall(head.encode() + body)
        return link

    def send(self, upload: uuid.UUID, offset: int, body: bytes) -> tuple[int, bytes]:
        """A whole PATCH on a connection of its own."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            headers = {**self._headers(), "Content-Type": CHUNK, "Upload-Offset": str(offset)}
            connection.request("PATCH", f"/api/uploads/{upload}", body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def offset(self, upload: uuid.UUID) -> int:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("HEAD", f"/api/uploads/{upload}", headers=self._headers())
            answer = connection.getresponse()
            answer.read()
            return int(answer.headers["Upload-Offset"])

    def wait_for(self, upload: uuid.UUID, offset: int) -> None:
        """Until the server has this many bytes; it learns of a cut a moment later."""
        for _ in range(2000):
            if self.offset(upload) == offset:
                return
        raise AssertionError(f"{self.offset(upload)} bytes after long waiting, not {offset}.")

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Tus-Resumable": "1.0.0"}


@pytest.fixture
def link(server: Server, signed_in: SignedIn) -> Link:
    return Link(server, signed_in.send_token)


@pytest.fixture
def upload(signed_in: SignedIn) -> uuid.UUID:
    """An upload that waits for PAGE."""
    made = make.open_upload(signed_in.actor.person_id, PAGE, media_type="image/png")
    end_reading()
    return made


def is_stored(signed_in: SignedIn) -> bool:
    end_reading()
    return service.blob(HASH, signed_in.actor.person_id) is not None


def answer_on(link: socket.socket) -> tuple[int, str]:
    """Status and code of the problem that arrives on an open connection."""
    answer = HTTPResponse(link)
    answer.begin()
    return answer.status, json.loads(answer.read())["code"]


def closed(link: socket.socket) -> None:
    link.close()


def reset(link: socket.socket) -> None:
    """Break with an RST, as a mast does that forgot the phone."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    link.close()


@pytest.mark.parametrize("cut", [closed, reset])
@pytest.mark.parametrize("arrives", [1, 700, 10_001, len(PAGE) - 1])
def test_a_cut_connection_keeps_every_byte(
    link: Link,
    signed_in: SignedIn,
    upload: uuid.UUID,
    arrives: int,
    cut: object,
) -> None:
    """Seen failing with reads of the whole body at once."""
    broken = link.begin(upload, 0, len(PAGE), PAGE[:arrives])
    if cut is reset:
        # An RST throws away what the other side has not read yet, so wait until it has.
        link.wait_for(upload, arrives)
    assert callable(cut)
    cut(broken)
    link.wait_for(upload, arrives)
    assert link.send(upload, arrives, PAGE[arrives:])[0] == 204
    assert is_stored(signed_in)


def test_a_half_open_connection_blocks_nobody(
    link: Link, signed_in: SignedIn, upload: uuid.UUID
) -> None:
    """The phone is on another network; the old connection never says that it is gone."""
    with closing(link.begin(upload, 0, len(PAGE), PAGE[:10_000])) as half_open:
        reached = 10_000
        link.wait_for(upload, reached)
        assert link.send(upload, reached, PAGE[reached:])[0] == 204
        assert is_stored(signed_in)
        half_open.sendall(b"x" * (len(PAGE) - 10_000))
        assert answer_on(half_open) == (409, "upload_superseded")
    assert service.derivative(HASH, "thumbnail").data


def test_an_older_stream_stops_without_writing(link: Link, upload: uuid.UUID) -> None:
    """Two streams are open at once; what the older one still sends never reaches the file."""
    with closing(link.begin(upload, 0, len(PAGE), PAGE[:PIECE])) as older:
        link.wait_for(upload, PIECE)
        with closing(link.begin(upload, PIECE, len(PAGE) - PIECE, PAGE[PIECE : 2 * PIECE])):
            link.wait_for(upload, 2 * PIECE)
            older.sendall(b"x" * PIECE * 3)
            assert answer_on(older) == (409, "upload_superseded")
            assert link.offset(upload) == 2 * PIECE


def test_no_connection_is_held_while_bodies_arrive(
    link: Link, signed_in: SignedIn, upload: uuid.UUID, database_kind: str
) -> None:
    """300 silent phones, ten times what the pool has connections, and nobody waits for them.

    Seen failing with the transaction held open over the body, and with 128 threads.
    """
    owner = signed_in.actor.person_id
    with writing():
        waiting = service.ensure_uploads(
            owner, [WantedFile(f"{n:064x}", len(PAGE), "image/png") for n in range(300)]
        )
    with ExitStack() as phones:
        for ref in waiting:
            assert ref.id is not None
            phones.enter_context(closing(link.begin(ref.id, 0, len(PAGE), PAGE[:PIECE])))
        link.wait_for(ref.id, PIECE)
        assert link.send(upload, 0, PAGE)[0] == 204
    assert is_stored(signed_in)


def test_the_same_page_by_two_uploads_at_once(link: Link, signed_in: SignedIn) -> None:
    """Both finish; the file is recorded once. On PostgreSQL both insert at the same time."""
    owner = signed_in.actor.person_id
    for seed in range(10):
        data = make.page(seed)
        uploads = [make.open_upload(owner, data) for _ in range(4)]
        end_reading()
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda each, data=data: link.send(each, 0, data)[0], uploads))
        assert answers == [204] * 4
    assert db.session.query(Blob).filter_by(owner_id=owner).count() == 10


def test_one_upload_finished_by_several_requests_at_once(
    link: Link, signed_in: SignedIn, upload: uuid.UUID
) -> None:
    """A phone that hears no answer asks again and again, and each request fences the one before.

    Seen failing with a look at the lease in the last transaction: nobody finished.
    """
    link.send(upload, 0, PAGE[:-1])
    with ThreadPoolExecutor(8) as pool:
        last = len(PAGE) - 1
        answers = list(pool.map(lambda _n: link.send(upload, last, PAGE[last:])[0], range(8)))
    assert 204 in answers
    assert set(answers) <= {204, 409}
    assert is_stored(signed_in)
    assert link.send(upload, len(PAGE), b"")[0] == 204


def test_a_killed_server_loses_nothing_that_it_had(
    session_app: Flask, signed_in: SignedIn, upload: uuid.UUID, tmp_path: Path
) -> None:
    settings = session_app.extensions["settings"]
    with running_server(settings, log=tmp_path / "first.txt") as first:
        link = Link(first, signed_in.send_token)
        with closing(link.begin(upload, 0, len(PAGE), PAGE[:10_000])):
            link.wait_for(upload, 10_000)
            first.kill()
    with running_server(settings, log=tmp_path / "second.txt") as second:
        link = Link(second, signed_in.send_token)
        reached = link.offset(upload)
        assert reached == 10_000
        assert link.send(upload, reached, PAGE[reached:])[0] == 204
    assert is_stored(signed_in)


def test_a_body_without_a_length(link: Link, signed_in: SignedIn, upload: uuid.UUID) -> None:
    """Some clients send in HTTP chunks and announce no length."""

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(PAGE), 7_000):
            yield PAGE[start : start + 7_000]

    request = urllib.request.Request(
        f"http://127.0.0.1:{link.port}/api/uploads/{upload}",
        method="PATCH",
        data=pieces(),
        headers={
            "Authorization": f"Bearer {link.token}",
            "Tus-Resumable": "1.0.0",
            "Content-Type": CHUNK,
            "Upload-Offset": "0",
        },
    )
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - Our own server.
        assert answer.headers["Upload-Offset"] == str(len(PAGE))
    assert is_stored(signed_in)


def test_a_problem_on_the_wire(link: Link, upload: uuid.UUID) -> None:
    status, body = link.send(upload, 5, PAGE[5:])
    assert (status, json.loads(body)["code"]) == (409, "upload_offset_mismatch")
