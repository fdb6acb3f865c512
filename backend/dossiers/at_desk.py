"""Dossiers that begin or take shape at the desk: for the person opposite, from a plea for help."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.catalogue import service as catalogue
from backend.core import audit, clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.dossiers import answers, feed, queries
from backend.dossiers.description import describe
from backend.dossiers.models import Dossier, DossierRevision
from backend.dossiers.officers import fresh, note_opening, told
from backend.dossiers.revisions import Submission
from backend.dossiers.states import PHASES, By, State
from backend.dossiers.submission import Sender, Sent, already_accepted, send
from backend.dossiers.transitions import close_to_sender
from backend.extensions import db


def start_at_desk(
    officer: Actor, dossier_id: uuid.UUID, sent: Submission, *, person_id: uuid.UUID
) -> Sent:
    """A dossier for the person opposite (channel "trực tiếp"), exactly once like any other.

    It enters that person's list, as its owner or as who files for another; the pages are the
    officer's uploads. It counts as opened, so
    that nothing replaces it behind the officer's back once it is complete: a correction that comes
    after that is told so (`already_accepted`), whoever sits opposite by then.
    """
    if sent.agency != agency_of(officer):
        raise Problem("invalid", errors={"agency": ["Hồ sơ này thuộc cơ quan khác."]})
    _correct_person(officer, dossier_id, sent, person_id)
    sender = Sender(person_id, officer.person_id, officer.role, channel="desk")
    done = send(sender, dossier_id, sent)
    dossier = queries.locked(dossier_id)
    if dossier is None:
        raise Problem("not_found")
    if done.created:
        dossier.officer_id = officer.person_id
        feed.tell(dossier, "started_at_desk", by=By.OFFICER, actor_id=officer.person_id)
        feed.touch(dossier)
    return Sent(done.receipt, dossier.version, done.created)


def _correct_person(
    officer: Actor, dossier_id: uuid.UUID, sent: Submission, person_id: uuid.UUID
) -> None:
    """A name or number typed wrong is another person's: what this desk began goes to the right one.

    A newer revision alone does it, while the pages are still on their way; who was named first does
    not see it any more.
    """
    dossier = queries.locked(dossier_id)
    if dossier is None or (dossier.channel, dossier.agency_code) != ("desk", sent.agency):
        return
    if dossier.submitter_id == person_id:
        return
    if dossier.stands not in PHASES:
        raise already_accepted(dossier)
    if sent.revision > (dossier.waiting_revision or 0):
        dossier.submitter_id = person_id
        audit.record("person_corrected", f"dossier:{dossier_id}", actor_id=officer.person_id)


def begun_for(officer: Actor, dossier_id: uuid.UUID) -> uuid.UUID | None:
    """For whom the officer's desk began this dossier; None when it was not begun here."""
    dossier = queries.locked(dossier_id)
    if dossier is None or dossier.channel != "desk":
        return None
    return dossier.submitter_id if dossier.agency_code == agency_of(officer) else None


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an officer makes of a plea for help; `papers` gives pages their place by page id."""

    procedure: str
    version: int
    answers: Mapping[str, Any]
    people: Mapping[str, Any] | None = None
    papers: Mapping[uuid.UUID, str] | None = None


def convert_assistance(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, made: Conversion
) -> Dossier:
    """ "Nhờ xã hướng dẫn" becomes a dossier under the same slip, in state 1, by the officer.

    What is not answered or photographed yet is a gap, indispensable or not: the officer asks for it
    in the one request for papers, or writes it down at the desk.
    """
    dossier = fresh(officer, dossier_id, expected_version)
    if dossier.kind != "assistance" or dossier.stands is not State.RECEIVED:
        raise Problem("transition_not_allowed", state=dossier.state)
    version = catalogue.procedure(made.procedure, made.version)
    before = queries.revision(dossier.id, dossier.revision)
    if before is None:
        raise Problem("not_found")
    wrong = catalogue.check_answers(version, dict(made.answers), demand="none")
    answers.refuse({f"answers.{error.path}": error.message for error in wrong})
    _place_pages(dossier, made.papers or {}, answers.known_papers(version))
    close_to_sender(dossier)
    # A newer version that was dropped at the opening has its number for ever.
    number = queries.newest_revision(dossier.id) + 1
    gaps = _gaps(dossier, version, made)
    body = {**before.body, **_converted(made), "revision": number, "gaps": gaps}
    db.session.add(
        DossierRevision(
            dossier_id=dossier.id,
            revision=number,
            submitted=True,
            body=body,
            body_sha256=before.body_sha256,
            sent_by=officer.person_id,
            received_at=clock.now(),
        )
    )
    pages = dossier.page_count
    describe(dossier, body, version.short_name)
    dossier.revision, dossier.page_count = number, pages
    feed.tell(dossier, "converted", by=By.OFFICER, actor_id=officer.person_id)
    return told(dossier)


def _converted(made: Conversion) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": "form",
        "procedure": made.procedure,
        "version": made.version,
        "answers": dict(made.answers),
    }
    return found if made.people is None else {**found, "people": dict(made.people)}


def _place_pages(dossier: Dossier, papers: Mapping[uuid.UUID, str], known: frozenset[str]) -> None:
    """Free photographs take their place as pages of papers, after what is there."""
    pages = {page.id: page for page in queries.pages(dossier.id, "in_force")}
    if not set(papers) <= set(pages) or not set(papers.values()) <= known:
        raise Problem("invalid", errors={"papers": ["Có trang hoặc loại giấy không có."]})
    for page_id, paper in papers.items():
        taken = [p.page for p in pages.values() if p.paper == paper and p.id != page_id]
        pages[page_id].paper, pages[page_id].page = paper, max(taken, default=0) + 1
    db.session.flush()


def _gaps(dossier: Dossier, version: catalogue.ProcedureVersion, made: Conversion) -> Sequence[str]:
    if version.mode != "form":
        return []
    here = {page.paper for page in queries.pages(dossier.id, "in_force")}
    papers = {
        f"paper:{need.key}"
        for need in catalogue.required_papers(version, made.answers)
        if need.required and need.kind == "nop" and not need.made_from_form
        if need.key not in here
    }
    unanswered = {
        f"field:{error.path}"
        for error in catalogue.check_answers(version, dict(made.answers), demand="all")
    }
    unknown = {f"field:{key}" for key in catalogue.unknown_answers(version, made.answers)}
    return sorted(papers | unanswered | unknown)


def draft_at_desk(officer: Actor, dossier_id: uuid.UUID) -> Mapping[str, Any]:
    """What a draft for the officer's agency holds; anything else does not exist (`not_found`).

    `submitter_id` comes with it: who prepared it, for themselves or for another person. Logged and
    shown to its citizen like every opening.
    """
    dossier = queries.dossier(dossier_id)
    if (
        dossier is None
        or dossier.stands not in PHASES
        or dossier.agency_code != agency_of(officer)
        or dossier.waiting_revision is None
    ):
        raise Problem("not_found")
    revision = queries.revision(dossier.id, dossier.waiting_revision)
    if revision is None:
        raise Problem("not_found")
    note_opening(officer, dossier)
    return {**revision.body, "submitter_id": dossier.submitter_id}


def code_picture(dossier: Dossier) -> bytes:
    """The QR code (SVG) that a phone shows at the desk: the id alone, which says nothing."""
    import segno

    drawn = io.BytesIO()
    code = segno.make(str(dossier.id), error="m", micro=False)
    code.save(drawn, kind="svg", scale=8, border=4, light="#ffffff", dark="#000000")
    return drawn.getvalue()
