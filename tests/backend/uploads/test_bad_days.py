"""Days on which something else is broken: no room on the disk, a database that does not answer.

A real server process, a real full disk (the kernel's limit on the size of a file, or on what a
small file system holds), a database that another process keeps locked.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest
from sqlalchemy import create_engine

from backend.core.transaction import end_reading
from backend.uploads import service
from backend.uploads.blobs import BlobStore
from backend.uploads.stores import part_folder
from tests.backend.uploads.conftest import CHUNK
from tests.backend.uploads.test_broken_links import Link, answer_on, is_stored
from tests.support.factories import uploads as make
from tests.support.factories.accounts import SignedIn
from tests.support.server import Server

PAGE = make.encoded(make.noise((100, 100)), "PNG")


@pytest.fixture
def link(server: Server, signed_in: SignedIn) -> Link:
    return Link(server, signed_in.send_token)


@pytest.fixture
def upload(signed_in: SignedIn) -> uuid.UUID:
    """An upload that waits for PAGE."""
    made = make.open_upload(signed_in.actor.person_id, PAGE, media_type="image/png")
    end_reading()
    return made


def is_refused(link: Link, upload: uuid.UUID, offset: int, body: bytes) -> tuple[int, str, str]:
    """Status, code, and when to come again."""
    with closing(HTTPConnection("127.0.0.1", link.port, timeout=30)) as connection:
        headers = {
            "Authorization": f"Bearer {link.token}",
            "Tus-Resumable": "1.0.0",
            "Content-Type": CHUNK,
            "Upload-Offset": str(offset),
        }
        connection.request("PATCH", f"/api/uploads/{upload}", body=body, headers=headers)
        answer = connection.getresponse()
        code = json.loads(answer.read())["code"]
        return answer.status, code, answer.headers["Retry-After"]


def workers(server: Server) -> list[int]:
    """The processes of the server, itself included."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(os.getpgid(server.process.pid))],
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(pid) for pid in listed.stdout.split()]


@contextmanager
def no_file_beyond(server: Server, size: int) -> Iterator[None]:
    """Files may only grow to this size: as on a full disk, a write stops in the middle."""
    pids = workers(server)
    for pid in pids:
        subprocess.run(["prlimit", f"--pid={pid}", f"--fsize={size}:unlimited"], check=True)
    try:
        yield
    finally:
        for pid in pids:
            subprocess.run(["prlimit", f"--pid={pid}", "--fsize=unlimited:unlimited"], check=True)


def test_a_disk_that_fills_up_in_the_middle_of_a_page(
    link: Link, server: Server, signed_in: SignedIn
) -> None:
    """What fitted is kept, the phone is told to come again, and goes on where the disk ended.

    Seen failing (a 500) without `_room`.
    """
    page = make.encoded(make.noise((1600, 1600)), "PNG")
    limit = 6_000_000  # The database's own files are smaller.
    upload = make.open_upload(signed_in.actor.person_id, page, media_type="image/png")
    end_reading()
    with no_file_beyond(server, limit):
        assert is_refused(link, upload, 0, page) == (507, "storage_full", "60")
        assert link.offset(upload) == limit
        assert is_refused(link, upload, limit, page[limit:])[:2] == (507, "storage_full")
    assert link.send(upload, limit, page[limit:])[0] == 204
    end_reading()
    assert service.blob(make.sha256(page), signed_in.actor.person_id) is not None


def test_a_disk_that_fills_up_between_the_last_byte_and_the_store(
    link: Link, server: Server, signed_in: SignedIn
) -> None:
    """Seen failing (a 500) without the store's error told as the disk's own."""
    page = make.encoded(make.noise((1600, 1600)), "PNG")
    upload = make.open_upload(signed_in.actor.person_id, page, media_type="image/png")
    with part_folder().open(upload, 0) as part:
        part.append(page)
    end_reading()
    with no_file_beyond(server, 6_000_000):
        assert is_refused(link, upload, len(page), b"") == (507, "storage_full", "60")
        assert link.offset(upload) == len(page)
    assert link.send(upload, len(page), b"")[0] == 204


def test_a_page_is_shown_though_its_small_picture_finds_no_room(
    link: Link, upload: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without the `except` around keeping it."""
    link.send(upload, 0, PAGE)

    def full(_store: BlobStore, _key: str, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BlobStore, "put", full)
    assert service.derivative(make.sha256(PAGE), "thumbnail").data


def test_a_disk_without_room_for_the_database_either(
    link: Link, server: Server, signed_in: SignedIn, upload: uuid.UUID
) -> None:
    """Seen failing (a 500) without the answer for a database that cannot write."""
    link.send(upload, 0, PAGE[:10_000])
    with no_file_beyond(server, 12_000):
        status, code, again = is_refused(link, upload, 10_000, PAGE[10_000:])
        assert (status, code) in {(507, "storage_full"), (503, "unavailable")}
        assert int(again) > 0
    reached = link.offset(upload)
    assert reached >= 10_000
    assert link.send(upload, reached, PAGE[reached:])[0] == 204
    assert is_stored(signed_in)


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Another process is writing and does not end: a backup, an operator's shell."""
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
    begin = "BEGIN IMMEDIATE"
    if engine.dialect.name == "postgresql":
        begin = "BEGIN; LOCK TABLE uploads IN EXCLUSIVE MODE"
    with engine.connect() as other:
        other.exec_driver_sql(begin)
        try:
            yield
        finally:
            other.exec_driver_sql("ROLLBACK")
    engine.dispose()


def test_a_database_that_is_locked_for_long(
    link: Link, signed_in: SignedIn, upload: uuid.UUID, database_url: str
) -> None:
    """A page begun before keeps its bytes, whole if they all came; a new one is told to wait."""
    with closing(link.begin(upload, 0, len(PAGE), PAGE[:10_000])) as begun:
        link.wait_for(upload, 10_000)
        with locked(database_url):
            begun.sendall(PAGE[10_000:])
            assert answer_on(begun) == (503, "unavailable")
            assert is_refused(link, upload, 0, b"x") == (503, "unavailable", "5")
            assert link.offset(upload) == len(PAGE), "Reading still works."
        assert not is_stored(signed_in)
    assert link.send(upload, len(PAGE), b"")[0] == 204
    assert is_stored(signed_in)


def test_who_waits_for_a_locked_database_leaves_connections_to_readers(
    link: Link, signed_in: SignedIn, database_url: str, database_kind: str
) -> None:
    """On PostgreSQL, which many servers may share, readers wait until the writers are refused.

    Seen failing with no more than ten connections beyond the pool's twenty on SQLite, and without
    the limit of waiting for a lock on PostgreSQL.
    """
    patience = 4 if database_kind == "sqlite" else 9
    owner = signed_in.actor.person_id
    uploads = [make.open_upload(owner, make.page(seed)) for seed in range(40)]
    end_reading()
    with locked(database_url):
        waiting = [link.begin(each, 0, 9, b"123456789") for each in uploads]
        with closing(HTTPConnection("127.0.0.1", link.port, timeout=patience)) as connection:
            headers = {"Authorization": f"Bearer {link.token}"}
            connection.request("GET", "/api/changes", headers=headers)
            assert connection.getresponse().status == 200
        for each in waiting:
            assert answer_on(each) == (503, "unavailable")
            each.close()
