"""The procedure's own form as PDF, from the answers of a dossier: signed at the desk or at home.

Where the official form is known, its wording stands in its own order; elsewhere it is a table of
questions and answers that says so. Questions that only decide what else is asked are not on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend.catalogue.service import ProcedureVersion
from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import end_reading
from backend.dossiers import reading
from backend.dossiers.answer_words import answer_text
from backend.dossiers.models import Dossier
from backend.dossiers.procedures import version_of
from backend.dossiers.states import State
from backend.letters import service as letters
from backend.letters.service import FormRow, FormSection, FormTable, Signer
from backend.places import service as places

Field = Mapping[str, Any]
Answers = Mapping[str, Any]

IN_DETAIL = " (ghi rõ)"
"""Ends the official wording of a question that completes the choice before it."""


def has_made_form(dossier: Dossier) -> bool:
    """Whether there is a form of its own to print: sent, and asked for by the procedure."""
    if dossier.stands is State.DRAFT or dossier.kind != "form":
        return False
    return any(paper.made_from_form for paper in version_of(dossier).papers)


def made_form(dossier: Dossier) -> tuple[bytes, str]:
    """The form's PDF, and the name under which it is saved; `not_found` where there is no form."""
    version = version_of(dossier)
    if version.mode != "form" or dossier.kind != "form":
        raise Problem("not_found")
    answers = reading.answers_in_force(dossier, reading.revision_in_force(dossier))
    slip = reading.shown_slip(dossier) or ""
    form = letters.MadeForm(
        title=version.made_form.get("title", version.name),
        source=version.made_form.get("source", ""),
        official=version.knows_official_form,
        sections=form_sections(version, answers),
        made_at=clock.now(),
        addressee=places.agency(dossier.agency_code).name,
        slip=slip,
        signers=signers(version, answers, dossier.owner_name),
    )
    end_reading()
    return letters.made_form(form), f"{dossier.code or slip} Tờ khai"


def form_sections(version: ProcedureVersion, answers: Answers) -> list[FormSection]:
    """The questions with an official wording, each with its answer or a blank."""
    if not version.knows_official_form:
        parts = [(section["title"], section["fields"]) for section in version.sections]
    else:
        fields = {field["key"]: field for s in version.sections for field in s["fields"]}
        parts = [
            (group.get("title", ""), [fields[key] for key in group["fields"]])
            for group in version.made_form["groups"]
        ]
    made = [FormSection(title, list(_rows(fields, answers))) for title, fields in parts]
    return [section for section in made if section.rows]


def _rows(fields: Sequence[Field], answers: Answers) -> Iterator[FormRow | FormTable]:
    """One line for each wording: a choice and what completes it, a number of either paper."""
    label, said = "", ""
    for field in fields:
        if "official" not in field:
            continue
        wording = field["official"].removesuffix(IN_DETAIL)
        if label and wording != label:
            yield FormRow(label, said or None)
            label, said = "", ""
        if field["type"] == "table":
            yield _table(field, answers)
            continue
        text = answer_text(field, _answer(field, answers)) or ""
        label, said = wording, ": ".join(part for part in (said, text) if part)
    if label:
        yield FormRow(label, said or None)


def _table(field: Field, answers: Answers) -> FormTable:
    columns = field["columns"]
    rows = [
        [answer_text(column, row.get(column["key"])) for column in columns]
        for row in _answer(field, answers) or []
    ]
    return FormTable(field["official"], [c.get("official", c["label"]) for c in columns], rows)


def _answer(field: Field, answers: Answers) -> Any:
    """The answer, or that of the question which had it already (`same_as`)."""
    return answers.get(field["key"], answers.get(field.get("same_as", "")))


def signers(version: ProcedureVersion, answers: Answers, owner: str) -> list[Signer]:
    """Who signs; without a word about it the dossier's owner does."""
    wanted = version.made_form.get("signers")
    if wanted is None:
        return [Signer(name=owner)]
    fields = {field["key"]: field for s in version.sections for field in s["fields"]}
    return [
        Signer(one["role"], _answer(fields[one["name"]], answers) or "" if "name" in one else "")
        for one in wanted
    ]
