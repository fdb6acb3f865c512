"""Reading: what a person sees of their dossiers. Changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import (
    counter_queries,
    drafts,
    history_queries,
    paperwork,
    payloads,
    queries,
    sharing,
    slips,
)
from backend.dossiers.models import Dossier, DossierEvent, DossierRevision, Page, Result
from backend.dossiers.states import NEXT_FOR_CITIZEN, PHASES, State
from backend.uploads import service as uploads

CHANGES_AT_ONCE = 200
_WITH_SHEETS = frozenset({"application/pdf", "image/tiff"})
_DESK_ONLY = frozenset({"assigned", "national_code"})


def seen(actor: Actor, dossier_id: uuid.UUID) -> Dossier:
    """A dossier that this person may see: their own, or for a while what they filed for another.
    Everything else does not exist (`not_found`)."""
    dossier = queries.seen_dossier(dossier_id, actor.person_id, clock.now())
    if dossier is None:
        raise Problem("not_found")
    return dossier


def listed(actor: Actor, page: int, per_page: int) -> dict[str, Any]:
    """One page of "my dossiers", newest change first; two queries."""
    now = clock.now()
    total = queries.count_seen(actor.person_id, now)
    found = queries.seen_dossiers(actor.person_id, now, page=page, per_page=per_page)
    return {
        "items": [summary(dossier) for dossier in found],
        "page": page,
        "pages": -(-total // per_page),
        "total": total,
    }


def changes(actor: Actor, since: int) -> dict[str, Any]:
    """What changed for this account after `since`; three queries at most.

    A cursor from the future (a database restored from a copy) starts again from zero.
    """
    cursor = counter_queries.change_cursor(actor.person_id)
    if since >= cursor:
        if since == cursor:
            return {"cursor": cursor, "more": False, "dossiers": []}
        since = 0
    found = counter_queries.changed_since(actor.person_id, since, clock.now(), CHANGES_AT_ONCE + 1)
    more = len(found) > CHANGES_AT_ONCE
    return {
        "cursor": found[CHANGES_AT_ONCE - 1][1] if more else cursor,
        "more": more,
        "dossiers": [
            {"id": d.id, "state": d.state, "slip": shown_slip(d)}
            for d, _ in found[:CHANGES_AT_ONCE]
        ],
    }


def summary(dossier: Dossier) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": dossier.id,
        "slip": shown_slip(dossier),
        "code": dossier.code,
        "procedure": dossier.procedure_code,
        "procedure_name": dossier.procedure_name,
        "kind": dossier.kind,
        "state": dossier.state,
        "owner_name": dossier.owner_name,
        "received_at": dossier.received_at,
        "answer_due": dossier.answer_due if dossier.stands is State.RECEIVED else None,
        "binding_due": dossier.shown_due,
        "provisional_due": dossier.provisional_due,
        "supplement_due": dossier.supplement_due,
        "next": NEXT_FOR_CITIZEN[dossier.stands],
        "updated_at": dossier.updated_at,
        **({"family": dossier.family_id} if dossier.family_id else {}),
    }


def full(dossier: Dossier) -> dict[str, Any]:
    """Everything its owner or sender sees, who handled it and who opened it included (T19)."""
    sent = revision_in_force(dossier)
    events = history_queries.events(dossier.id)
    openings = history_queries.openings(dossier.id)
    staff = {e.actor_id for e in events if e.actor_id} | {o.officer_id for o in openings}
    names = accounts.names(staff)
    body = payloads.upgraded(sent.body) if sent else {}
    return {
        **summary(dossier),
        "revision": dossier.waiting_revision or dossier.revision,
        "version": dossier.version,
        "procedure_version": dossier.procedure_version,
        "agency": dossier.agency_code,
        "channel": dossier.channel,
        "national_code": dossier.national_code,
        "first_received_at": dossier.first_received_at,
        "accepted_at": dossier.accepted_at,
        "due_reason": dossier.due_reason,
        "people": body.get("people", {}),
        "relation": body.get("relation", "self"),
        "consents": sharing.in_force(dossier, body),
        "eligibility": body.get("eligibility", {}),
        "step": body.get("step", ""),
        "kept_until": drafts.kept_until(dossier),
        "answers": answers_in_force(dossier, sent),
        "result": body.get("result"),
        "fee_quote": body.get("fee_quote"),
        "tell": body.get("tell"),
        "gaps": dossier.gaps,
        "pages": listed_pages(dossier, shown_pages(dossier)),
        "events": [_event(e, names) for e in events if e.kind not in _DESK_ONLY],
        "supplement": asked(dossier),
        "results": [_result(dossier, r) for r in history_queries.results(dossier.id)],
        "pickup": dossier.pickup,
        "letters": [
            {"kind": kind, "url": f"/api/dossiers/{dossier.id}/letters/{kind}"}
            for kind in paperwork.kinds(dossier)
        ],
        "openings": [{"at": o.at, "officer": names.get(o.officer_id, "")} for o in openings],
        "editable": dossier.editable and dossier.channel == "online",
    }


def revision_in_force(dossier: Dossier) -> DossierRevision | None:
    """What stands; before state 1 what was sent last."""
    number = dossier.revision or dossier.waiting_revision
    return None if number is None else queries.revision(dossier.id, number)


def answers_in_force(dossier: Dossier, sent: DossierRevision | None) -> dict[str, Any]:
    """The answers of the standing revision, with what supplements changed since."""
    merged: dict[str, Any] = dict(sent.body["answers"]) if sent else {}
    for _, answer in history_queries.answered_supplements(dossier.id):
        merged |= answer.body["answers"]
    return merged


def shown_pages(dossier: Dossier) -> Sequence[Page]:
    """The pages in force; before state 1 those on their way."""
    return queries.pages(dossier.id, "waiting" if dossier.stands in PHASES else "in_force")


def listed_pages(dossier: Dossier, pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Pages with the addresses of what people see of them; a scan says how many sheets it has.

    One more query for each sender of a PDF or TIFF, none where all pages are pictures.
    """
    sheets: dict[str, int] = {}
    for sender in {page.sender_id for page in pages if page.media_type in _WITH_SHEETS}:
        hashes = {page.sha256 for page in pages if page.sender_id == sender}
        sheets |= {key: blob.page_count for key, blob in uploads.blobs(hashes, sender).items()}
    return [_shown_page(dossier, page, sheets.get(page.sha256, 1)) for page in pages]


def _shown_page(dossier: Dossier, page: Page, sheets: int) -> dict[str, Any]:
    url = f"/api/dossiers/{dossier.id}/pages/{page.id}"
    return {
        "id": page.id,
        "paper": page.paper,
        "page": page.page,
        "sha256": page.sha256,
        "bytes": page.bytes,
        "media_type": page.media_type,
        "mark": page.mark,
        "marks": page.marks,
        "stored": page.stored_at is not None,
        "sheets": sheets,
        "thumbnail_url": f"{url}/thumbnail",
        "page_url": f"{url}/page",
    }


def page_sha256(dossier: Dossier, page_id: uuid.UUID) -> str:
    """The hash under which the store has this page; `not_found` before its bytes are here."""
    page = queries.page(dossier.id, page_id)
    if page is None or page.stored_at is None:
        raise Problem("not_found")
    return page.sha256


def result_file(dossier: Dossier, result_id: uuid.UUID) -> Result:
    """A file of the result that still stands."""
    for result in history_queries.results(dossier.id):
        if result.id == result_id:
            return result
    raise Problem("not_found")


def asked(dossier: Dossier) -> dict[str, Any] | None:
    """The open request for papers."""
    if dossier.stands is not State.SUPPLEMENT_ASKED:
        return None
    request = history_queries.last_supplement(dossier.id)
    if request is None:
        return None
    return {
        "request_id": request.id,
        "items": [
            {"paper": item.paper, "name": item.name, "reason": item.reason}
            for item in history_queries.supplement_items(request.id)
        ],
        "text": request.text,
        "due": request.due,
        "state": request.state,
        "revision": request.revision,
    }


def shown_slip(dossier: Dossier) -> str | None:
    """The slip number as people read it."""
    return slips.spoken(dossier.slip) if dossier.slip else None


def _event(event: DossierEvent, names: dict[uuid.UUID, str]) -> dict[str, Any]:
    return {
        "at": event.at,
        "kind": event.kind,
        "state": event.to_state,
        "reason": event.reason,
        "by": event.by,
        "actor_name": names.get(event.actor_id) if event.actor_id else None,
    }


def _result(dossier: Dossier, result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "name": result.name,
        "media_type": result.media_type,
        "bytes": result.bytes,
        "url": f"/api/dossiers/{dossier.id}/results/{result.id}",
    }
