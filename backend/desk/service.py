"""The officers' worklist and what they do with a dossier: the dossiers' verbs, put before a screen.

Nothing here has a table of its own. An act is done once for its command id: the same act sent again
after an outage answers with the dossier as it stands now.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from backend.accounts import service as accounts
from backend.catalogue import service as catalogue
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.core.text import fold
from backend.desk import acts, answers_shown
from backend.dossiers import service as dossiers
from backend.dossiers.service import Asked, Dossier, State, View

_DUE_KIND = {
    State.RECEIVED: "answer",
    State.ACCEPTED: "binding",
    State.PROCESSING: "binding",
    State.SUPPLEMENT_ASKED: "supplement",
}


def worklist(officer: Actor, query: Mapping[str, Any]) -> dict[str, Any]:
    """One page of a view with the counts of all views; two queries."""
    asked = Asked(
        agency_code=agency_of(officer),
        officer_id=officer.person_id,
        view=query["view"],
        procedure=query.get("procedure"),
        sought=query.get("q"),
        page=query["page"],
        per_page=query["per_page"],
    )
    counts = dossiers.worklist_counts(asked.agency_code, officer.person_id)
    found = dossiers.worklist_page(asked)
    return {
        "counts": {view.value: counts[view] for view in View},
        "items": [
            {**row(dossier), "together": found.sets.get(dossier.id, 0)}
            for dossier in found.dossiers
        ],
        "page": asked.page,
        "pages": -(-found.total // asked.per_page),
        "total": found.total,
    }


def row(dossier: Dossier) -> dict[str, Any]:
    """One line of the worklist."""
    summary = dossiers.summary(dossier)
    return {
        **{key: summary[key] for key in ("id", "slip", "code", "kind", "state", "owner_name")},
        **{key: summary[key] for key in ("procedure", "procedure_name", "received_at")},
        "channel": dossier.channel,
        "due_at": due_at(dossier),
        "due_kind": _DUE_KIND.get(dossier.stands),
        "updated_at": dossier.updated_at,
        "officer_id": dossier.officer_id,
        "opened": dossier.opened_at is not None,
        "verified": dossier.verified,
        "gaps": len(dossier.gaps),
        "pages": dossier.page_count,
        "version": dossier.version,
    }


def due_at(dossier: Dossier) -> datetime | None:
    """The legal moment that runs now."""
    return {
        "answer": dossier.answer_due,
        "binding": dossier.binding_due,
        "supplement": dossier.supplement_due,
        None: None,
    }[_DUE_KIND.get(dossier.stands)]


def opened(officer: Actor, dossier_id: uuid.UUID) -> dict[str, Any]:
    """An officer opens a dossier: it is logged, and shown to its citizen."""
    return view(dossiers.open_dossier(officer, dossier_id))


def view(dossier: Dossier) -> dict[str, Any]:
    """Everything the desk shows of a dossier."""
    version = catalogue.procedure(dossier.procedure_code, dossier.procedure_version)
    seen = dossiers.staff_view(dossier)
    answers = seen["answers"]
    submitter = accounts.names([dossier.submitter_id]).get(dossier.submitter_id)
    said = accounts.unverified_sender(dossier.submitter_id)
    return {
        **seen,
        "submitter_name": submitter,
        "sender": None if said is None else {"full_name": submitter, "phone": said.phone},
        "due_at": due_at(dossier),
        "due_kind": _DUE_KIND.get(dossier.stands),
        "official_name": version.name,
        "certain_term": version.days is not None,
        "sections": [asdict(section) for section in answers_shown.shown(version, answers)],
        "papers": papers(version, answers, seen["pages"], dossier),
        "has_form": version.mode == "form" and dossier.kind == "form",
        "also_open": dossiers.also_open(dossier),
        "together": dossiers.shown_together(dossier),
    }


def papers(
    version: catalogue.ProcedureVersion,
    answers: Mapping[str, Any],
    pages: list[dict[str, Any]],
    dossier: Dossier,
) -> list[dict[str, Any]]:
    """The papers that these answers call for, each with its pages, in the procedure's order."""
    needs = list(catalogue.required_papers(version, answers, kind=_kind(dossier)))
    known = {need.key for need in needs}
    names = {paper.key: paper for paper in version.papers}
    listed = [
        {
            "key": need.key,
            "name": need.name,
            "kind": need.kind,
            "required": need.required,
            "made_from_form": need.made_from_form,
            "missing": f"paper:{need.key}" in dossier.gaps,
            "picture": _picture(version, need.key),
            "pages": [str(page["id"]) for page in pages if page["paper"] == need.key],
        }
        for need in needs
    ]
    strays = {page["paper"] for page in pages} - known
    listed += [
        {
            "key": key,
            "name": names[key].name if key in names else "Giấy khác",
            "kind": "nop",
            "required": False,
            "made_from_form": False,
            "missing": False,
            "picture": _picture(version, key),
            "pages": [str(page["id"]) for page in pages if page["paper"] == key],
        }
        for key in sorted(strays)
    ]
    return [paper for paper in listed if paper["pages"] or paper["key"] != catalogue.FREE_PAPER]


def act(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, data: Mapping[str, Any], sent: Any
) -> dict[str, Any]:
    """Do an act once for its command id, and answer with the dossier as it stands."""

    def do() -> dict[str, Any]:
        dossier = acts.run(officer, dossier_id, expected_version, data)
        return {"id": str(dossier.id), "version": dossier.version, "state": dossier.state}

    dossiers.for_staff(officer, dossier_id)
    dossiers.once(officer, data["id"], {"dossier": str(dossier_id), **sent}, do)
    return view(dossiers.for_staff(officer, dossier_id))


def assign(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, officer_id: uuid.UUID | None
) -> dict[str, Any]:
    """Give a dossier to a colleague of the same agency, or back to the desk."""
    if officer_id is not None and officer_id not in accounts.staff_members(agency_of(officer)):
        raise Problem("invalid", errors={"officer_id": ["Người này không ở cơ quan này."]})
    return view(dossiers.assign(officer, dossier_id, expected_version, officer_id))


def colleagues(officer: Actor) -> list[dict[str, Any]]:
    """The agency's staff, for names beside dossiers and for assigning."""
    found = accounts.staff_members(agency_of(officer))
    return [{"id": person_id, "name": name} for person_id, name in found.items()]


def made_form(officer: Actor, dossier_id: uuid.UUID) -> tuple[bytes, str]:
    """The procedure's own form as PDF, from the answers, and the name under which it is saved."""
    return dossiers.made_form(dossiers.shown_to_staff(officer, dossier_id))


def pages_of_paper(officer: Actor, dossier_id: uuid.UUID, paper: str) -> tuple[list[str], str]:
    """The hashes of a paper's pages in order, and the file name under which it is saved."""
    dossier = dossiers.shown_to_staff(officer, dossier_id)
    shown = dossiers.full(dossier)
    pages = [page for page in shown["pages"] if page["paper"] == paper and page["stored"]]
    if not pages:
        raise Problem("not_found")
    version = catalogue.procedure(dossier.procedure_code, dossier.procedure_version)
    names = {known.key: known.name for known in version.papers}
    name = f"{_reference(dossier, shown)} {names.get(paper, 'Giấy khác')}"
    return [page["sha256"] for page in pages], name


def _reference(dossier: Dossier, shown: Mapping[str, Any]) -> str:
    """How saved files call a dossier, so that those of two people are never mixed up."""
    return str(dossier.code or shown["slip"] or "")


def draft(officer: Actor, dossier_id: uuid.UUID) -> dict[str, Any]:
    """What somebody prepared at home, read from the code on their phone; logged as an opening.

    The id is 74 random bits that only the draft's owner can show. It gives the answers to the
    desk's form; the papers themselves lie on the table.
    """
    body = dossiers.draft_at_desk(officer, dossier_id)
    who = accounts.person(body["submitter_id"])
    return {
        **{key: body.get(key) for key in _DRAFT},
        "submitter": None if who is None else {"full_name": who.full_name, "phone": who.phone},
    }


_DRAFT = ("procedure", "version", "people", "relation", "answers", "result")


def start(
    officer: Actor, dossier_id: uuid.UUID, person: Mapping[str, Any], sent: dossiers.Submission
) -> dossiers.Sent:
    """A dossier for the person opposite (channel "trực tiếp")."""
    person_id = _person_opposite(officer, dossier_id, person)
    return dossiers.start_at_desk(officer, dossier_id, sent, person_id=person_id)


def _person_opposite(officer: Actor, dossier_id: uuid.UUID, person: Mapping[str, Any]) -> uuid.UUID:
    """Who has neither phone nor number is found again by the dossier that was begun for them."""
    if not person.get("phone") and not person.get("id_number"):
        begun = dossiers.begun_for(officer, dossier_id)
        known = None if begun is None else accounts.person(begun)
        if known is not None and fold(known.full_name) == fold(person["full_name"]):
            return known.id
    found = accounts.find_or_make_person_at_desk(
        person["full_name"],
        by=officer.person_id,
        phone=person.get("phone"),
        id_number=person.get("id_number"),
        birth_year=person.get("birth_year"),
    )
    return found.id


def _kind(dossier: Dossier) -> Any:
    return "assistance" if dossier.kind == "assistance" else "form"


def _picture(version: catalogue.ProcedureVersion, key: str) -> str | None:
    papers_of: list[dict[str, Any]] = version.content.get("papers", [])
    return next((paper.get("picture") for paper in papers_of if paper["key"] == key), None)
