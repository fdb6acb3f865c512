"""Sending a dossier, exactly once.

The dossier's row is the one lock: every sending, and every page that lands, takes it first and only
then looks at what is there. So of twenty parallel requests with one id nineteen are replays, and of
two last pages that land together the first leaves the second to complete.

A page's bytes may have been verified for another dossier between our look at the store and our
commit. The replay of the finishing PATCH or of the PUT looks again, so nothing stays behind.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from backend.accounts import service as accounts
from backend.catalogue import service as catalogue
from backend.core import clock
from backend.core.access import Actor, Role
from backend.core.problems import Problem
from backend.dossiers import answers, claims, feed, history_queries, queries, slips
from backend.dossiers.description import describe, is_senders_own
from backend.dossiers.models import Dossier, DossierRevision, Page
from backend.dossiers.receipts import receipt, wanted_uploads
from backend.dossiers.revisions import ManifestLine, Submission, Verdict, judge
from backend.dossiers.states import PHASES, By, State
from backend.dossiers.transitions import Cause, close_to_sender, move
from backend.extensions import db
from backend.places import service as places

HELPER_SEES = timedelta(days=30)
"""How long who filed for a neighbour sees the dossier, until mandates exist."""
_CLOSE_RELATIONS = frozenset({"self", "family"})


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: `person_id` whose dossier list it enters, `uploader_id` whose bytes the pages are.

    At the desk these are the person opposite and the officer.
    """

    person_id: uuid.UUID
    uploader_id: uuid.UUID
    role: Role
    channel: str = "online"
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Sent:
    """The receipt, and whether the dossier is new."""

    receipt: dict[str, Any]
    version: int
    created: bool


def submit(actor: Actor, dossier_id: uuid.UUID, sent: Submission) -> Sent:
    """What the phone's queue sends. Raises `id_taken`, `revision_conflict`, `superseded`,
    `taken_back`, `already_accepted` (with the receipt and the way to a supplement), `invalid`, and
    `too_many_senders` or `unverified_share_used` for a phone never signed in."""
    caller = accounts.settled(actor)
    known = not caller.unverified
    sender = Sender(caller.person_id, caller.person_id, caller.role, verified=known)
    return send(sender, dossier_id, sent)


def send(sender: Sender, dossier_id: uuid.UUID, sent: Submission) -> Sent:
    """The same for any sender."""
    created = False
    dossier = queries.locked(dossier_id)
    if dossier is None:
        if not sender.verified:
            claims.refuse_beyond_share(sender.person_id)
        created = queries.insert_dossier_once(dossier_id, **_first_values(sender, sent))
        dossier = queries.locked(dossier_id)
    if dossier is None or dossier.submitter_id != sender.person_id:
        raise Problem("id_taken")
    _refuse_another_door(dossier, sender, sent)
    known = dossier.waiting_revision or dossier.revision
    before = queries.revision(dossier_id, known) if known else None
    verdict = judge(
        known=known,
        known_sha256=before.body_sha256 if before else None,
        sent=sent.revision,
        sent_sha256=sent.sha256,
        open_to_change=dossier.editable and (sent.submit or dossier.stands in PHASES),
    )
    if verdict is Verdict.SUPERSEDED:
        raise Problem("superseded", revision=known, state=dossier.state)
    if verdict is Verdict.CONFLICT:
        raise Problem("revision_conflict", revision=known, state=dossier.state)
    if verdict is Verdict.TOO_LATE:
        raise already_accepted(dossier)
    if verdict is Verdict.REPLAY and sent.submit and dossier.stands is State.DRAFT:
        # No page of it is awaited any more: a receipt would let the phone throw away its own.
        raise Problem("taken_back")
    if verdict is not Verdict.REPLAY:
        _take(dossier, sender, sent)
    elif _look_again(dossier, sender):
        feed.touch(dossier)
    return Sent(receipt(dossier), dossier.version, created)


def _refuse_another_door(dossier: Dossier, sender: Sender, sent: Submission) -> None:
    """A phone's dossier stays the phone's, and what a desk began is in that desk's hand."""
    if dossier.channel == "desk" and sender.channel == "online":
        raise already_accepted(dossier)
    another_desk = sender.channel == "desk" and dossier.agency_code != sent.agency
    if dossier.channel != sender.channel or another_desk:
        raise Problem("id_taken")


def already_accepted(dossier: Dossier) -> Problem:
    """The receipt of what stands, and where a supplement may be sent (None: not asked for)."""
    asked = history_queries.last_supplement(dossier.id)
    open_request = asked is not None and asked.state in ("open", "waiting")
    return Problem(
        "already_accepted",
        receipt=wire_receipt(dossier),
        supplement_url=f"/api/dossiers/{dossier.id}/supplements/{asked.id}"
        if asked is not None and open_request
        else None,
    )


def wire_receipt(dossier: Dossier) -> dict[str, Any]:
    """The receipt as JSON values, for answers that no schema dumps."""
    from backend.dossiers.shapes import DossierReceiptSchema

    dumped: dict[str, Any] = DossierReceiptSchema().dump(receipt(dossier))
    return dumped


def _first_values(sender: Sender, sent: Submission) -> dict[str, Any]:
    """The row of a dossier nobody has seen yet; `_take` fills in the rest."""
    now = clock.now()
    return {
        "agency_code": sent.agency,
        "procedure_code": sent.procedure,
        "procedure_version": sent.version,
        "kind": sent.kind,
        "channel": sender.channel,
        "verified": sender.verified,
        "submitter_id": sender.person_id,
        "first_received_at": now,
        "updated_at": now,
    }


def _take(dossier: Dossier, sender: Sender, sent: Submission) -> None:
    """Record a new revision; complete it when no page is missing."""
    places.agency(sent.agency)
    version = catalogue.procedure(sent.procedure, sent.version)
    gaps = answers.check(version, sent)
    if dossier.stands is State.RECEIVED:
        _refuse_another_matter(dossier, sent)
    body = {**sent.body, "gaps": gaps}
    queries.drop_waiting_pages(dossier.id)
    if dossier.stands is State.DRAFT:
        # Saved while it is written, a draft would else leave a revision for every pause.
        queries.drop_drafts(dossier.id)
    db.session.add(
        DossierRevision(
            dossier_id=dossier.id,
            revision=sent.revision,
            submitted=sent.submit,
            body=body,
            body_sha256=sent.sha256,
            sent_by=sender.uploader_id,
            received_at=clock.now(),
        )
    )
    add_pages(dossier, sender.uploader_id, sent.manifest, revision=sent.revision)
    if not sender.verified:
        claims.refuse_beyond_bytes(sender.uploader_id)
    dossier.waiting_revision = sent.revision
    if dossier.stands in PHASES:
        describe(dossier, body, version.short_name)
        _enter_phase(dossier, sender, sent)
    if sent.submit:
        for listener in feed.on_submission:
            listener(dossier, sent)
        _limit_helper(dossier, sender, sent)
        complete(dossier, By.SUBMITTER, sender.uploader_id)
    feed.touch(dossier)


def _limit_helper(dossier: Dossier, sender: Sender, sent: Submission) -> None:
    """Who files for another person sees it for a while; the limit, once set, is never lifted."""
    if sender.channel != "online" or is_senders_own(sent.relation, sent.owner):
        return
    helps = sender.role is Role.VOLUNTEER or sent.relation not in _CLOSE_RELATIONS
    if helps and dossier.submitter_sees_until is None:
        dossier.submitter_sees_until = dossier.first_received_at + HELPER_SEES


def _refuse_another_matter(dossier: Dossier, sent: Submission) -> None:
    """Under a slip that the desk has, a changed dossier stays the same matter at the same desk."""
    if (sent.procedure, sent.agency, sent.kind) != (
        dossier.procedure_code,
        dossier.agency_code,
        dossier.kind,
    ):
        raise Problem("invalid", errors={"procedure": ["Thủ tục khác thì hãy làm một hồ sơ mới."]})


def _enter_phase(dossier: Dossier, sender: Sender, sent: Submission) -> None:
    """draft or awaiting_pages; the first submission gets the slip number and its legal moment."""
    if not sent.submit:
        if dossier.stands is State.AWAITING_PAGES:
            cause = Cause("taken_back", By.SUBMITTER, sender.uploader_id)
            move(dossier, State.DRAFT, cause)
        return
    if dossier.slip is None:
        _give_slip(dossier)
        dossier.first_received_at = clock.now()


def _give_slip(dossier: Dossier) -> None:
    while not queries.take_unique(dossier, slip=slips.new_slip()):
        """Another dossier has this number, once in a hundred million times: draw again."""


def add_pages(
    dossier: Dossier,
    uploader_id: uuid.UUID,
    manifest: Sequence[ManifestLine],
    *,
    revision: int | None = None,
    supplement_id: uuid.UUID | None = None,
) -> None:
    """The lines of a manifest; bytes that this account already sent count as stored."""
    pages = [
        Page(
            dossier_id=dossier.id,
            revision=revision,
            supplement_id=supplement_id,
            sender_id=uploader_id,
            **asdict(line),
        )
        for line in manifest
    ]
    db.session.add_all(pages)
    settle_pages(pages)
    db.session.flush()


def settle_pages(pages: Sequence[Page]) -> bool:
    """Mark the pages whose bytes the store has; whether there were any."""
    waiting = [page for page in pages if page.stored_at is None]
    here = {ref.sha256 for ref in wanted_uploads(waiting) if ref.complete}
    now = clock.now()
    for page in waiting:
        if page.sha256 in here:
            page.stored_at = now
    return bool(here)


def _look_again(dossier: Dossier, sender: Sender) -> bool:
    """On a replay: did missing bytes come by another way since? True when something changed."""
    pages = [p for p in queries.pages(dossier.id, "waiting") if p.supplement_id is None]
    if not settle_pages(pages):
        return False
    complete(dossier, By.SUBMITTER, sender.uploader_id)
    return True


def complete(dossier: Dossier, by: By, actor_id: uuid.UUID) -> None:
    """Put the waiting revision in force once no page of it is missing; else wait for the pages.

    In state 1 the former version stands until this moment: never a mixture of two.
    """
    waiting = dossier.waiting_revision
    revision = None if waiting is None else queries.revision(dossier.id, waiting)
    if revision is None or not revision.submitted:
        return
    cause = Cause("submitted", by, actor_id)
    if queries.count_missing(dossier.id):
        if dossier.stands is State.DRAFT:
            move(dossier, State.AWAITING_PAGES, cause)
        return
    queries.replace_pages(dossier.id)
    queries.put_in_force(dossier.id)
    dossier.revision, dossier.waiting_revision = revision.revision, None
    if dossier.stands in PHASES:
        move(dossier, State.RECEIVED, cause)
        if dossier.channel == "desk":
            close_to_sender(dossier)  # An officer has it in hand.
        return
    version = catalogue.procedure(revision.body["procedure"], revision.body["version"])
    describe(dossier, revision.body, version.short_name)
    feed.tell(dossier, "new_version", by=by, actor_id=actor_id, revision=revision.revision)
