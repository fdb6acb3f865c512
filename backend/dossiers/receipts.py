"""The receipt: what has arrived, page by page, and where the missing bytes are to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backend.dossiers import queries, slips
from backend.dossiers.models import Dossier, Page, Supplement
from backend.uploads import service as uploads


def receipt(dossier: Dossier, supplement: Supplement | None = None) -> dict[str, Any]:
    """Of the newest revision, or of the answer to a request. Inside a write transaction.

    While a newer revision waits for its pages, `revision` and `pages` are the newer one's and
    `state` is the dossier's, in which the former still stands.
    """
    pages = _pages(dossier, supplement)
    newest = supplement.revision if supplement else dossier.waiting_revision or dossier.revision
    return {
        "id": dossier.id,
        "revision": newest,
        "state": dossier.state,
        "slip": slips.spoken(dossier.slip) if dossier.slip else None,
        "code": dossier.code,
        "first_received_at": dossier.first_received_at,
        "received_at": dossier.received_at,
        "answer_due": dossier.answer_due,
        "binding_due": dossier.shown_due,
        "provisional_due": dossier.provisional_due,
        "missing": _missing(pages),
        "pages": [
            {
                "paper": page.paper,
                "page": page.page,
                "sha256": page.sha256,
                "bytes": page.bytes,
                "stored": page.stored_at is not None,
            }
            for page in pages
        ],
        "supplement": supplement.id if supplement else None,
        # Said only where it is so: bytes are dear.
        **({} if dossier.verified else {"unverified": True}),
    }


def _pages(dossier: Dossier, supplement: Supplement | None) -> list[Page]:
    found = queries.pages(dossier.id)
    if supplement is not None:
        newest = [page for page in found if page.supplement_id == supplement.id]
        return [page for page in newest if page.standing != "replaced"] or newest
    waiting = [p for p in found if p.supplement_id is None and p.standing == "waiting"]
    if waiting:
        return waiting
    # A supplement replaced some of these since; they were received all the same.
    return [p for p in found if p.supplement_id is None and p.revision == dossier.revision]


def _missing(pages: Sequence[Page]) -> list[dict[str, Any]]:
    absent = [page for page in pages if page.stored_at is None]
    refs = wanted_uploads(absent)
    return [
        {"sha256": ref.sha256, "upload": ref.url, "offset": ref.offset}
        for ref in refs
        if not ref.complete
    ]


def wanted_uploads(pages: Sequence[Page]) -> list[uploads.UploadRef]:
    """One upload for each different file of these pages; all are of one sender."""
    files = {
        page.sha256: uploads.WantedFile(page.sha256, page.bytes, page.media_type) for page in pages
    }
    if not files:
        return []
    return uploads.ensure_uploads(pages[0].sender_id, list(files.values()))
