"""The answer to a request for papers: its own revisions, only the asked papers, completing itself.

Facts §1.3: 15 working days (T8); words that arrive inside them hold the window open for the pages;
once complete, the deadline starts from zero (T7).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from backend.accounts import service as accounts
from backend.catalogue import service as catalogue
from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import answers, deadlines, feed, history_queries, procedures, queries
from backend.dossiers.models import Dossier, Supplement, SupplementItem, SupplementRevision
from backend.dossiers.reading import answers_in_force, revision_in_force
from backend.dossiers.receipts import receipt
from backend.dossiers.revisions import SupplementAnswer, Verdict, judge, manifest_errors
from backend.dossiers.states import By, State
from backend.dossiers.submission import Sent, add_pages, settle_pages
from backend.dossiers.transitions import Cause, move
from backend.extensions import db
from backend.places import service as places


def submit_supplement(
    actor: Actor, dossier_id: uuid.UUID, request_id: uuid.UUID, sent: SupplementAnswer
) -> Sent:
    """What the phone sends in answer to a request; exactly once, as `submit` is.

    Raises `not_found`, `supplement_closed`, `already_accepted`, `superseded`, `revision_conflict`.
    """
    actor = accounts.settled(actor)
    dossier = queries.locked(dossier_id)
    if dossier is None or queries.seen_dossier(dossier_id, actor.person_id, clock.now()) is None:
        raise Problem("not_found")
    asked = history_queries.supplement(dossier_id, request_id)
    if asked is None:
        raise Problem("not_found")
    known = asked.revision or 0
    before = history_queries.supplement_revision(request_id, known) if known else None
    verdict = judge(
        known=known,
        known_sha256=before.body_sha256 if before else None,
        sent=sent.revision,
        sent_sha256=sent.sha256,
        open_to_change=_is_open(dossier, asked),
    )
    if verdict is Verdict.SUPERSEDED:
        raise Problem("superseded", revision=known)
    if verdict is Verdict.CONFLICT:
        raise Problem("revision_conflict", revision=known)
    if verdict is Verdict.TOO_LATE or (verdict is Verdict.NEW and not _is_open(dossier, asked)):
        raise _too_late(dossier, asked)
    if verdict is not Verdict.REPLAY:
        _take(actor, dossier, asked, sent)
    elif _look_again(dossier, asked, actor.person_id):
        feed.touch(dossier)
    return Sent(receipt(dossier, asked), dossier.version, created=verdict is Verdict.NEW)


def complete(dossier: Dossier, asked: Supplement, by: By, actor_id: uuid.UUID) -> None:
    """Once no page is missing: the new pages take the place of the asked papers' old ones."""
    if asked.state != "waiting" or queries.count_missing(dossier.id):
        return
    papers = {page.paper for page in queries.pages(dossier.id, "waiting")}
    queries.replace_pages(dossier.id, papers)
    queries.put_in_force(dossier.id)
    asked.state, asked.answered_at = "answered", clock.now()
    dossier.page_count = len(queries.pages(dossier.id, "in_force"))
    dossier.gaps = [gap for gap in dossier.gaps if gap.removeprefix("paper:") not in papers]
    dossier.supplement_due = None
    target = State.PROCESSING if dossier.accepted_at else State.RECEIVED
    move(dossier, target, Cause("supplemented", by, actor_id))


def close_expired(limit: int = 100) -> int:
    """Close what was not answered within its window; how many. A job calls it, in a transaction."""
    expired = history_queries.expired_supplements(clock.now(), limit)
    for dossier in [queries.locked(dossier_id) for dossier_id in expired]:
        if dossier is not None and _has_expired(dossier):
            close(dossier, Cause("supplement_expired", By.SYSTEM, None, _EXPIRED))
            feed.touch(dossier)
    return len(expired)


_EXPIRED = "Quá 15 ngày làm việc mà chưa nhận được giấy tờ bổ sung."


def close(dossier: Dossier, cause: Cause) -> None:
    """5 → 3 before acceptance, 5 → 8 after it, the window being over."""
    move(dossier, State.STOPPED if dossier.accepted_at else State.REFUSED, cause)
    drop_request(dossier, "expired")


def drop_request(dossier: Dossier, state: str = "dropped") -> None:
    """The open request ends unanswered: the window passed, or the citizen withdrew."""
    asked = history_queries.last_supplement(dossier.id)
    if asked is not None and asked.state in ("open", "waiting"):
        asked.state = state
        queries.drop_waiting_pages(dossier.id)
    dossier.supplement_due = None


def _has_expired(dossier: Dossier) -> bool:
    due = dossier.supplement_due
    return dossier.stands is State.SUPPLEMENT_ASKED and due is not None and due < clock.now()


def _is_open(dossier: Dossier, asked: Supplement) -> bool:
    return (
        dossier.stands is State.SUPPLEMENT_ASKED
        and asked.state in ("open", "waiting")
        and clock.now() <= asked.due
    )


def _too_late(dossier: Dossier, asked: Supplement) -> Problem:
    from backend.dossiers.shapes import DossierReceiptSchema

    code = "already_accepted" if asked.state == "answered" else "supplement_closed"
    return Problem(
        code, receipt=DossierReceiptSchema().dump(receipt(dossier, asked)), supplement_url=None
    )


def _take(actor: Actor, dossier: Dossier, asked: Supplement, sent: SupplementAnswer) -> None:
    items = history_queries.supplement_items(asked.id)
    _check(dossier, [item.paper for item in items], sent)
    queries.drop_waiting_pages(dossier.id)
    db.session.add(
        SupplementRevision(
            supplement_id=asked.id,
            revision=sent.revision,
            body=dict(sent.body),
            body_sha256=sent.sha256,
            sent_by=actor.person_id,
            received_at=clock.now(),
        )
    )
    add_pages(dossier, actor.person_id, sent.manifest, supplement_id=asked.id)
    asked.revision, asked.state = sent.revision, "waiting"
    complete(dossier, asked, By.SUBMITTER, actor.person_id)
    if asked.state == "waiting":
        _hold_open(dossier, asked)
    feed.touch(dossier)


def _hold_open(dossier: Dossier, asked: Supplement) -> None:
    """The words came in time: the pages get some days more, once."""
    if asked.held_open:
        return
    calendar = places.calendar(dossier.agency_code)
    asked.due = deadlines.held_supplement_due(calendar, asked.due)
    asked.held_open = True
    dossier.supplement_due = asked.due


def _check(dossier: Dossier, asked_papers: list[str], sent: SupplementAnswer) -> None:
    errors: dict[str, str] = manifest_errors(sent.manifest, frozenset(asked_papers))
    sent_papers = {line.paper for line in sent.manifest}
    if not sent.text and not sent.answers:
        for paper in asked_papers:
            if paper not in sent_papers:
                errors[f"papers.{paper}"] = "Hãy chụp giấy này, hoặc ghi vì sao chưa có."
    if sent.answers:
        errors |= _answer_errors(dossier, sent.answers)
    answers.refuse(errors)


def _answer_errors(dossier: Dossier, changed: Mapping[str, Any]) -> dict[str, str]:
    """Changed answers must fit the form as a whole; what was not said before may stay unsaid."""
    merged = {**answers_in_force(dossier, revision_in_force(dossier)), **changed}
    version = procedures.version_of(dossier)
    kind: answers.Kind = "form" if dossier.kind == "form" else "assistance"
    wrong = catalogue.check_answers(version, merged, kind=kind, demand="indispensable")
    return {f"answers.{error.path}": error.message for error in wrong}


def _look_again(dossier: Dossier, asked: Supplement, person_id: uuid.UUID) -> bool:
    """On a replay: did missing bytes come by another way since? True when something changed."""
    pages = [p for p in queries.pages(dossier.id, "waiting") if p.supplement_id == asked.id]
    if not settle_pages(pages):
        return False
    complete(dossier, asked, By.SUBMITTER, person_id)
    return True


def open_request(
    dossier: Dossier, officer_id: uuid.UUID, items: list[tuple[str, str, str]], text: str
) -> Supplement:
    """Write down a request (paper, name, reason); its window starts now."""
    asked = Supplement(
        dossier_id=dossier.id,
        stage="processing" if dossier.accepted_at else "intake",
        text=text,
        requested_at=clock.now(),
        requested_by=officer_id,
        due=deadlines.supplement_due(places.calendar(dossier.agency_code), clock.now()),
    )
    db.session.add(asked)
    db.session.flush()
    db.session.add_all(
        SupplementItem(supplement_id=asked.id, paper=paper, name=name, reason=reason)
        for paper, name, reason in items
    )
    dossier.supplement_due = asked.due
    return asked
