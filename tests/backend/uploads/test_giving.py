"""One person's files become another's, as when a phone that was never signed in signs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backend.core.transaction import end_reading, writing
from backend.extensions import db
from backend.uploads import receiving, service, tus
from backend.uploads.hooks import StoredUpload
from backend.uploads.images import Facts
from backend.uploads.models import Blob
from backend.uploads.parts import Part
from tests.backend.uploads.conftest import Phone
from tests.support.factories import uploads as make

PAGES = [make.page(seed) for seed in range(3)]
HASHES = [make.sha256(page) for page in PAGES]


def give(giver: Phone, taker: Phone) -> None:
    with writing():
        service.give_all(giver.person_id, taker.person_id)


def sent(phone: Phone, page: bytes) -> None:
    assert phone.send(make.open_upload(phone.person_id, page), 0, page).status_code == 204


def test_files_and_uploads_on_their_way_change_hands(queue: Phone, stranger: Phone) -> None:
    """One page both had sent, one only the giver had, and one is half here."""
    for phone, page in [(queue, PAGES[0]), (stranger, PAGES[0]), (queue, PAGES[1])]:
        sent(phone, page)
    half = make.open_upload(queue.person_id, PAGES[2])
    queue.send(half, 0, PAGES[2][:100])
    give(queue, stranger)
    assert set(service.blobs(HASHES, stranger.person_id)) == set(HASHES[:2])
    assert service.blobs(HASHES, queue.person_id) == {}
    assert queue.call("HEAD", f"/api/uploads/{half}").status_code == 404
    assert stranger.offset(half) == 100
    assert stranger.send(half, 100, PAGES[2][100:]).status_code == 204


def test_nothing_to_give(queue: Phone, stranger: Phone) -> None:
    sent(stranger, PAGES[0])
    give(queue, stranger)
    assert set(service.blobs(HASHES, stranger.person_id)) == {HASHES[0]}


@pytest.mark.parametrize("moment", ["arriving", "whole"])
def test_a_body_that_is_arriving_finishes_under_the_new_owner(
    queue: Phone,
    stranger: Phone,
    told: list[StoredUpload],
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    """Seen failing with the owner of the lease looked for when the file is recorded: not_found,
    though every byte was here."""
    upload = make.open_upload(queue.person_id, PAGES[0])
    if moment == "whole":
        real = receiving._verify_and_keep

        def verified(hold: receiving._Hold, part: Part) -> tuple[str, Facts]:
            found = real(hold, part)
            give(queue, stranger)
            return found

        monkeypatch.setattr(receiving, "_verify_and_keep", verified)

    def body() -> Iterator[bytes]:
        yield PAGES[0][:100]
        if moment == "arriving":
            give(queue, stranger)
        yield PAGES[0][100:]

    chunk = tus.Chunk(0, len(PAGES[0]))
    position = receiving.receive(queue.person_id, upload, chunk, body())
    assert position.complete
    assert [stored.owner_id for stored in told] == [stranger.person_id]
    end_reading()
    assert db.session.query(Blob).one().owner_id == stranger.person_id
