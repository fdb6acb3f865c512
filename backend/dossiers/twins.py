"""A second open dossier for the same person and procedure: told, never refused.

Whoever hears nothing sends again, and a daughter sends what a volunteer sent yesterday. Two twins
born on one day are two matters, so it is the person in question who counts: by name, and by number
or birth where both forms tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backend.catalogue.service import ProcedureVersion
from backend.core.access import Actor
from backend.core.text import fold
from backend.dossiers import reading, slips, twin_queries
from backend.dossiers.models import Dossier
from backend.dossiers.procedures import version_of

Known = dict[str, str]
"""What a form says of the person in question, by kind of question: "person_name", "cccd", birth."""

_TELLING = ("person_name", "cccd", "date", "date_or_year")


def also_open(dossier: Dossier, reader: Actor | None = None) -> list[dict[str, Any]]:
    """Other open dossiers for the same matter, the newest first.

    A citizen (`reader`) sees their own only, a desk those of its own agency.
    None are told of one that ended or was never sent. One query where there is no candidate.
    """
    others = [
        other
        for other in twin_queries.open_of_the_same_people(
            dossier, dossier.agency_code if reader is None else None
        )
        if reader is None or reader.person_id in (other.owner_id, other.submitter_id)
    ]
    mine = _person_in_question(dossier) if others else {}
    return [
        {
            "id": other.id,
            "slip": slips.spoken(other.slip) if other.slip else None,
            "state": other.state,
            "received_at": other.received_at,
        }
        for other in others
        if _same(mine, _person_in_question(other))
    ]


def _same(one: Known, other: Known) -> bool:
    """The same name, and nothing that both tell speaks against it."""
    return one.get("person_name") == other.get("person_name") and all(
        one[kind] == other[kind] for kind in one.keys() & other.keys()
    )


def _person_in_question(dossier: Dossier) -> Known:
    """Whom the form calls its subject; where it names nobody, the dossier's owner."""
    owner = {"person_name": fold(dossier.owner_name)}
    if dossier.owner_id_number:
        owner["cccd"] = dossier.owner_id_number
    if dossier.kind != "form":
        return owner
    answers = reading.answers_in_force(dossier, reading.revision_in_force(dossier))
    told: Known = {}
    for kind, value in told_of_subject(version_of(dossier), answers):
        told.setdefault(kind, value)
    return told if "person_name" in told else owner


def told_of_subject(
    version: ProcedureVersion, answers: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """What answers say of the person in question, kind of question and value, in the form's order;
    a name as names are compared."""
    for section in version.sections:
        for field in section["fields"]:
            if field.get("about", section["about"]) != "subject" or field["type"] not in _TELLING:
                continue
            value = answers.get(field["key"], answers.get(field.get("same_as", "")))
            if isinstance(value, str):
                named = field["type"] == "person_name"
                yield field["type"], fold(value) if named else value
