"""Failure 5, the server's half: a page arrives cut short, altered, too long, or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend.core.model import new_id
from tests.faults.queues import Place, Queue, a_place
from tests.support.factories import uploads
from tests.support.factories.dossiers import photo_body
from tests.support.server import running_server

ONE, TWO = uploads.page(1), uploads.page(2)
CHUNK = "application/offset+octet-stream"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as made:
        yield made


@pytest.fixture
def queue(place: Place, tmp_path: Path) -> Iterator[Queue]:
    with running_server(place.settings, log=tmp_path / "server.log") as server:
        yield place.queue(server.port)


@pytest.mark.parametrize(
    ("spoil", "status", "code", "kept"),
    [
        (lambda data: data[:-9] + b"x" + data[-8:], 422, "upload_hash_mismatch", 0),
        (lambda data: data + b"x", 413, "upload_beyond_length", 0),
        (lambda data: data[:-1], 204, None, len(TWO) - 1),
        (lambda data: b"", 204, None, 0),
    ],
    ids=["altered", "too long", "cut short", "nothing"],
)
def test_failure_05_a_spoiled_page_never_counts(
    place: Place,
    queue: Queue,
    *,
    spoil: Callable[[bytes], bytes],
    status: int,
    code: str | None,
    kept: int,
) -> None:
    """The page is named, the other one is kept, and the true bytes complete the dossier.

    Seen failing without the hash of the whole: the altered page was stored.
    """
    dossier_id, sent = new_id(), photo_body(ONE, TWO)
    urls = {one["sha256"]: one["upload"] for one in queue.put(dossier_id, sent).told["missing"]}
    assert queue.patch(urls[uploads.sha256(ONE)], ONE).status == 204
    url = urls[uploads.sha256(TWO)]
    headers = {"Tus_Resumable": "1.0.0", "Upload_Offset": "0", "Content_Type": CHUNK}
    reply = queue.call("PATCH", url, spoil(TWO), **headers)
    assert (reply.status, reply.told.get("code")) == (status, code)
    if code == "upload_hash_mismatch":
        assert reply.told["sha256"] == uploads.sha256(TWO)
    assert state(place, dossier_id) == "awaiting_pages"
    (missing,) = queue.put(dossier_id, sent).told["missing"]
    assert (missing["sha256"], missing["offset"]) == (uploads.sha256(TWO), kept)
    assert queue.patch(url, TWO, kept).told["state"] == "1"
    assert state(place, dossier_id) == "1"


def state(place: Place, dossier_id: uuid.UUID) -> str:
    return place.kept().dossiers[str(dossier_id)].state
