"""The checker of the random runs finds every kind of loss: each is made here on purpose.

The evidence is small and sound: two dossiers of one phone, one sent with two pages, one still
waiting. Each test takes something away, doubles it or alters it, as a server without its
protection would (no fsync, no lock, no revision), and names the sentence that must come.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass
from typing import Any

import pytest

from tests.soak import checker
from tests.soak.evidence import Kept, KeptDossier, Told
from tests.soak.phones import FiledPage, Filing
from tests.support import wire

SENT, WAITING, OTHER = "sent-dossier", "waiting-dossier", "third-dossier"
SLIP = "ABC-DEF-G"


def page(text: str) -> FiledPage:
    return FiledPage(text.encode(), "image/jpeg")


def filing(name: str, *pages: FiledPage) -> Filing:
    return Filing(name, "person", "Giàng A Mẫu", f"Việc của {name}.", pages, made_at=1)


def receipt() -> dict[str, Any]:
    pages = [{"sha256": page(text).sha256, "stored": True} for text in ("one", "two")]
    return {
        "id": SENT,
        "revision": 1,
        "state": "1",
        "slip": SLIP,
        "missing": [],
        "pages": pages,
    }


@dataclass
class Evidence:
    filed: list[Filing]
    phone: dict[str, Any]
    told: Told
    kept: Kept

    def faults(self, *, over: bool = False) -> list[str]:
        return checker.faults(self.filed, [self.phone], self.told, self.kept, over=over)


@pytest.fixture
def evidence() -> Evidence:
    pages = (page("one"), page("two"))
    waits = page("three")
    told = Told([receipt()], {"upload-1": 3, "upload-2": 3, "upload-3": 2}, {})
    told.hashes["upload-1"] = pages[0].sha256
    dossier = KeptDossier(SENT, "1", SLIP, "Giàng A Mẫu", {1: "text"}, times_received=1)
    dossier.pages = [("khac", nth, each.sha256) for nth, each in enumerate(pages, start=1)]
    entry = {
        "dossier": WAITING,
        "phase": "pages",
        "waiting": "interrupted",
        "parked": None,
        "said": None,
        "pages": [{"sha256": waits.sha256, "bytes_hash": waits.sha256}],
    }
    return Evidence(
        [filing(SENT, *pages), filing(WAITING, waits)],
        {"entries": [entry], "sent": [{"dossier": SENT, "receipt": receipt()}]},
        told,
        Kept(
            {SENT: dossier, WAITING: KeptDossier(WAITING, "awaiting_pages", None, "Giàng A Mẫu")},
            {"upload-2": (3, True), "upload-3": (2, False)},
            {each.sha256: 3 for each in pages},
            {each.sha256: (each.sha256, 3) for each in pages},
        ),
    )


def test_what_is_sound_has_no_faults(evidence: Evidence) -> None:
    assert evidence.faults() == []


def test_in_the_end_nothing_may_wait(evidence: Evidence) -> None:
    assert evidence.faults(over=True) == [f"{WAITING}: still waits: interrupted."]


def test_a_dossier_that_the_phone_forgot(evidence: Evidence) -> None:
    evidence.phone["entries"] = []
    assert "neither keeps it nor holds it for sent" in evidence.faults()[0]


def test_a_page_altered_on_the_phone(evidence: Evidence) -> None:
    evidence.phone["entries"][0]["pages"][0]["bytes_hash"] = None
    assert "on the phone is altered" in evidence.faults()[0]


def test_held_for_sent_too_early(evidence: Evidence) -> None:
    evidence.phone["sent"][0]["receipt"]["state"] = "awaiting_pages"
    assert "held for sent in state awaiting_pages" in evidence.faults()[0]


def test_a_dossier_that_the_server_lost(evidence: Evidence) -> None:
    """A receipt went out before the commit."""
    del evidence.kept.dossiers[SENT]
    assert any("held for sent, but the server has None" in each for each in evidence.faults())
    assert f"{SENT}: acknowledged, but not in the database." in evidence.faults()


def test_a_receipt_that_did_not_last(evidence: Evidence) -> None:
    evidence.kept.dossiers[SENT].state = "awaiting_pages"
    assert any("acknowledged as received, now" in each for each in evidence.faults())


def test_a_revision_that_did_not_last(evidence: Evidence) -> None:
    evidence.kept.dossiers[SENT].texts = {}
    assert f"{SENT}: revision 1 was acknowledged, not kept." in evidence.faults()


def test_another_slip_number_than_was_told(evidence: Evidence) -> None:
    evidence.kept.dossiers[SENT].slip = "HJK-LMN-P"
    assert any("acknowledged as ABC-DEF-G" in each for each in evidence.faults())
    assert any("the phone shows ABC-DEF-G" in each for each in evidence.faults())


def test_acknowledged_bytes_that_are_gone(evidence: Evidence) -> None:
    """An offset was told before fsync, and the power failed."""
    evidence.kept.uploads["upload-3"] = (1, False)
    assert evidence.faults() == ["Upload upload-3: 2 bytes were acknowledged, 1 are there."]


def test_an_upload_may_go_only_when_its_file_is_kept(evidence: Evidence) -> None:
    evidence.told.hashes.clear()
    assert evidence.faults() == ["Upload upload-1: 3 bytes were acknowledged, 0 are there."]


def test_a_page_that_the_store_lost(evidence: Evidence) -> None:
    del evidence.kept.files[page("one").sha256]
    assert any("bytes are not in the store" in each for each in evidence.faults())


def test_a_page_that_the_table_lost(evidence: Evidence) -> None:
    del evidence.kept.blobs[page("one").sha256]
    assert any("was acknowledged, not kept" in each for each in evidence.faults())
    assert any("has no file" in each for each in evidence.faults())


def test_a_file_with_other_bytes(evidence: Evidence) -> None:
    name = page("one").sha256
    evidence.kept.files[name] = (hashlib.sha256(b"other").hexdigest(), 3)
    assert any("holds other bytes" in each for each in evidence.faults())


def test_a_file_of_nobody(evidence: Evidence) -> None:
    evidence.kept.files[page("nobody").sha256] = (page("nobody").sha256, 6)
    assert any("is nobody's page" in each for each in evidence.faults())


def test_a_dossier_of_nobody(evidence: Evidence) -> None:
    evidence.kept.dossiers[OTHER] = KeptDossier(OTHER, "draft", None, "Giàng A Mẫu")
    assert evidence.faults() == [f"{OTHER}: in the database, but nobody filed it."]


def test_a_dossier_made_twice(evidence: Evidence) -> None:
    """One submission under two ids: the same frozen bytes, another row and slip number."""
    double = copy.deepcopy(evidence.kept.dossiers[SENT])
    double.id, double.slip = OTHER, "HJK-LMN-P"
    evidence.kept.dossiers[OTHER] = double
    evidence.filed.append(filing(OTHER, page("one"), page("two")))
    evidence.phone["sent"].append({"dossier": OTHER, "receipt": {**receipt(), "slip": double.slip}})
    assert evidence.faults() == ["Text text is there more than once."]


def test_received_twice(evidence: Evidence) -> None:
    """The last two pages landed together and both completed it."""
    evidence.kept.dossiers[SENT].times_received = 2
    assert evidence.faults() == [f"{SENT}: received 2 times."]


def test_a_slip_number_given_twice(evidence: Evidence) -> None:
    evidence.kept.dossiers[WAITING].slip = SLIP
    assert evidence.faults() == [f"Slip number {SLIP} was given twice."]


@pytest.mark.parametrize("change", ["lost", "doubled", "swapped"])
def test_other_pages_than_were_filed(evidence: Evidence, change: str) -> None:
    pages = evidence.kept.dossiers[SENT].pages
    if change == "lost":
        pages.pop()
    elif change == "doubled":
        pages.append(pages[0])
    else:
        pages[0], pages[1] = ("khac", 1, pages[1][2]), ("khac", 2, pages[0][2])
    assert any("pages became" in each for each in evidence.faults())


def test_somebody_elses_dossier(evidence: Evidence) -> None:
    evidence.kept.dossiers[SENT].owner_name = "Lò Thị Thử"
    assert any("kept for Lò Thị Thử" in each for each in evidence.faults())


def test_hears_offsets_and_receipts_on_a_cut_connection() -> None:
    """Of an answer that was cut in its body, the head was still told."""
    up = (
        b"PATCH /api/uploads/u1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
        b"PATCH /api/uploads/u2 HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"
    )
    body = b'{"id":"d","missing":[{"sha256":"h","upload":"/api/uploads/u2"}]}'
    head = b"HTTP/1.1 200 OK\r\nUpload-Offset: %d\r\nContent-Type: application/json\r\n"
    length = b"Content-Length: %d\r\n\r\n"
    down = (
        b"HTTP/1.1 100 Continue\r\n\r\n"
        + head % 3
        + length % len(body)
        + body
        + head % 2
        + length % 99
        + b'{"id":'
    )
    told = Told()
    told.hear(wire.exchanges(up, down))
    assert dict(told.offsets) == {"u1": 3, "u2": 2}
    assert [each["id"] for each in told.receipts] == ["d"]
    assert told.hashes == {"u2": "h"}
