"""The desk looks at a dossier: opening (seen by its citizen), judging pages, what may be done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Literal

from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import apology, claims, feed, history_queries, queries, reading
from backend.dossiers.models import Dossier, PageReview
from backend.dossiers.officers import for_staff, note_opening
from backend.dossiers.states import By, State, targets
from backend.extensions import db

ACTIONS: Mapping[State, tuple[tuple[str, State], ...]] = {
    State.RECEIVED: (
        ("accept", State.ACCEPTED),
        ("refuse", State.REFUSED),
        ("request_supplement", State.SUPPLEMENT_ASKED),
        ("require_payment", State.PAYMENT_ASKED),
    ),
    State.ACCEPTED: (
        ("start", State.PROCESSING),
        ("request_supplement", State.SUPPLEMENT_ASKED),
        ("require_payment", State.PAYMENT_ASKED),
        ("finish", State.FINISHED),
        ("stop", State.STOPPED),
    ),
    State.PROCESSING: (
        ("request_supplement", State.SUPPLEMENT_ASKED),
        ("require_payment", State.PAYMENT_ASKED),
        ("finish", State.FINISHED),
        ("stop", State.STOPPED),
    ),
    State.SUPPLEMENT_ASKED: (("close", State.STOPPED),),
    State.PAYMENT_ASKED: (("confirm_payment", State.PROCESSING), ("stop", State.STOPPED)),
    State.STOPPED: (("resume", State.PROCESSING), ("hand_over", State.RETURNED)),
    State.FINISHED: (("hand_over", State.RETURNED), ("correct", State.PROCESSING)),
}
"""The officer's verbs by state, in the order of their buttons; each is a step of the table."""


def actions(dossier: Dossier) -> list[str]:
    """What an officer may do now; guards that need more than the dossier speak when it is tried."""
    now = clock.now()
    window_open = dossier.supplement_due is not None and now <= dossier.supplement_due
    allowed = targets(dossier.stands, By.OFFICER)
    names = [name for name, target in ACTIONS.get(dossier.stands, ()) if target in allowed]
    if window_open:
        names = [name for name in names if name != "close"]
    if dossier.accepted_at is None:
        names = [name for name in names if name != "resume"]
    return names


def open_dossier(officer: Actor, dossier_id: uuid.UUID) -> Dossier:
    """An officer opens a dossier: logged, shown to its citizen. Call it in a write transaction."""
    dossier = for_staff(officer, dossier_id)
    if note_opening(officer, dossier):
        feed.touch(dossier)
    return dossier


def review_page(
    officer: Actor,
    dossier_id: uuid.UUID,
    page_id: uuid.UUID,
    *,
    verdict: Literal["good", "wrong"],
    text: str | None = None,
) -> Dossier:
    """Judge a page in force; judged again, the last word counts. `wrong` needs a `text`.

    The dossier's version stays: judging twenty pages shall not make each next call stale.
    """
    dossier = for_staff(officer, dossier_id)
    page = queries.page(dossier.id, page_id)
    if page is None or page.standing != "in_force":
        raise Problem("not_found")
    if verdict == "wrong" and not text:
        raise Problem("invalid", errors={"text": ["Hãy ghi trang này sai ở đâu."]})
    review = db.session.get(PageReview, page_id)
    if review is None:
        review = PageReview(page_id=page_id, dossier_id=dossier.id)
        db.session.add(review)
    review.verdict, review.text = verdict, text if verdict == "wrong" else None
    review.reviewed_by, review.reviewed_at = officer.person_id, clock.now()
    db.session.flush()
    return dossier


def staff_view(dossier: Dossier) -> dict[str, Any]:
    """What `reading.full` says, with the reviews of the pages, former pages, and the actions.

    `pages[].review` is None or {verdict, text}; `former_pages` were replaced by a later sending.
    """
    reviews = {review.page_id: review for review in history_queries.reviews(dossier.id)}
    whole = reading.full(dossier)
    pages = [{**page, "review": _review(reviews.get(page["id"]))} for page in whole["pages"]]
    former = queries.pages(dossier.id, "replaced")
    handover = history_queries.handover(dossier.id)
    return {
        **whole,
        "pages": pages,
        "former_pages": reading.listed_pages(dossier, former),
        "actions": actions(dossier),
        "officer_id": dossier.officer_id,
        "opened_at": dossier.opened_at,
        "verified": dossier.verified,
        "verification": claims.verification(dossier),
        **apology.shown(dossier),
        "submitter_id": dossier.submitter_id,
        "handover": None
        if handover is None
        else {
            "full_name": handover.receiver_name,
            "relation": handover.relation,
            "id_number": handover.id_number,
            "at": handover.at,
        },
    }


def _review(review: PageReview | None) -> dict[str, Any] | None:
    return None if review is None else {"verdict": review.verdict, "text": review.text}
