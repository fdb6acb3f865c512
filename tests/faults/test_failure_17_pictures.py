"""Failure 17: pictures that are turned, equal, not what they say, or made to fill the memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backend.core.model import new_id
from tests.backend.uploads.test_images import bomb
from tests.faults.queues import Place, Queue, a_place
from tests.support.factories import uploads
from tests.support.factories.dossiers import photo_body
from tests.support.server import running_server

WEB_PAGE = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as made:
        yield made


@pytest.fixture
def queue(place: Place, tmp_path: Path) -> Iterator[Queue]:
    with running_server(place.settings, log=tmp_path / "server.log") as server:
        yield place.queue(server.port)


def test_failure_17_a_turned_photograph_is_seen_upright_and_tells_no_place(
    place: Place, queue: Queue
) -> None:
    """The bytes stay as they came; what people see is drawn anew. Seen failing without `_turn`."""
    photo = uploads.encoded(
        uploads.picture((600, 800)), orientation=uploads.TURNED_LEFT, place=True
    )
    dossier_id = new_id()
    queue.send_through(dossier_id, photo_body(photo), [photo])
    with place.app.app_context():
        client = place.world.citizen.client
        page = client.get(f"/api/dossiers/{dossier_id}").json["pages"][0]
        shown = client.get(page["thumbnail_url"]).data
    image = Image.open(io.BytesIO(shown))
    assert (image.width > image.height, dict(image.getexif())) == (True, {})
    assert place.kept().files[uploads.sha256(photo)] == (uploads.sha256(photo), len(photo))


def test_failure_17_two_equal_photographs_are_two_pages_sent_once(
    place: Place, queue: Queue
) -> None:
    """Seen failing with only one of the pages marked as here."""
    photo = uploads.page(1)
    dossier_id, sent = new_id(), photo_body(photo, photo, photo)
    receipt = queue.put(dossier_id, sent).told
    assert len({missing["upload"] for missing in receipt["missing"]}) == 1
    done = queue.patch(receipt["missing"][0]["upload"], photo).told
    assert (done["state"], done["missing"]) == ("1", [])
    assert len(place.kept().dossiers[str(dossier_id)].pages) == 3


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (uploads.HEIC, 415, "upload_heic"),
        (WEB_PAGE, 415, "upload_wrong_type"),
        (uploads.encoded(uploads.picture(), "PNG"), 415, "upload_wrong_type"),
        (bomb(60_000, 60_000), 422, "upload_too_many_pixels"),
        (uploads.page(1)[:2000], 422, "upload_unreadable"),
    ],
    ids=["HEIC", "a web page", "a PNG that says JPEG", "a bomb", "half a picture"],
)
def test_failure_17_what_is_no_page_is_refused_by_name(
    place: Place, queue: Queue, data: bytes, status: int, code: str
) -> None:
    """The dossier waits on with its other pages, and never counts as complete.

    Seen failing without the look into the bytes: all five were stored.
    """
    good = uploads.page(2)
    dossier_id, sent = new_id(), photo_body(data, good)
    missing = {one["sha256"]: one for one in queue.put(dossier_id, sent).told["missing"]}
    refused = refusal(queue, missing[uploads.sha256(data)]["upload"], data)
    assert (refused[0], refused[1]["code"]) == (status, code)
    assert refused[1]["sha256"] == uploads.sha256(data)
    queue.patch(missing[uploads.sha256(good)]["upload"], good)
    assert place.kept().dossiers[str(dossier_id)].state == "awaiting_pages"
    assert uploads.sha256(data) not in place.kept().files


def refusal(queue: Queue, url: str, data: bytes) -> tuple[int, dict[str, Any]]:
    reply = queue.call(
        "PATCH",
        url,
        data,
        Tus_Resumable="1.0.0",
        Upload_Offset="0",
        Content_Type="application/offset+octet-stream",
    )
    return reply.status, reply.told
