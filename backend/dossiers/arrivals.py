"""A page has landed: whoever waits for it counts what is missing and completes itself."""

from __future__ import annotations

from backend.core import clock
from backend.dossiers import feed, history_queries, queries, slips, submission, supplements
from backend.dossiers.models import Dossier, Supplement
from backend.dossiers.receipts import receipt
from backend.dossiers.shapes import DossierReceiptSchema
from backend.dossiers.states import By, State
from backend.uploads.service import CompletionAnswer, StoredUpload


def complete_on_stored(stored: StoredUpload) -> CompletionAnswer | None:
    """The hook of uploads: runs inside the transaction that records the file, replays included.

    The answer is the receipt of the dossier that waited for it (of the last one, when the same
    picture was awaited by several), or of the one that had it already.
    """
    if stored.purpose != "page":
        return None
    waiting = queries.waiting_for(stored.owner_id, stored.sha256, stored.size)
    # All rows first: who holds a person's counter must never wait for another dossier.
    dossiers = [queries.locked(dossier_id) for dossier_id in waiting]
    for dossier in dossiers:
        if dossier is not None:
            _arrive(dossier, stored)
    latest = waiting[-1] if waiting else queries.last_with_page(stored.owner_id, stored.sha256)
    dossier = None if latest is None else queries.dossier(latest)
    return None if dossier is None else _answer(dossier)


def _arrive(dossier: Dossier, stored: StoredUpload) -> None:
    """Only after the lock is what others did in the meantime looked at.

    Who took the dossier back meanwhile dropped its manifest: then nothing here waits any more.
    """
    now = clock.now()
    if not queries.mark_stored(dossier.id, stored.owner_id, stored.sha256, stored.size, now):
        return
    asked = _asked(dossier)
    if asked is None:
        submission.complete(dossier, By.SYSTEM, stored.owner_id)
    else:
        supplements.complete(dossier, asked, By.SUBMITTER, stored.owner_id)
    feed.touch(dossier)


def _asked(dossier: Dossier) -> Supplement | None:
    """The request for papers that is being answered, if the dossier stands there."""
    if dossier.stands is not State.SUPPLEMENT_ASKED:
        return None
    return history_queries.last_supplement(dossier.id)


def _answer(dossier: Dossier) -> CompletionAnswer:
    asked = history_queries.last_supplement(dossier.id)
    answering = asked if asked is not None and asked.revision is not None else None
    told = receipt(dossier, answering)
    return CompletionAnswer(
        receipt=None if told["missing"] else DossierReceiptSchema().dump(told),
        slip=slips.spoken(dossier.slip) if dossier.slip else None,
    )
