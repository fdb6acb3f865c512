"""A dossier's answers as an officer reads them: labels and words instead of keys and codes.

The order is the form's own, which follows the official form; `official` is its wording there, so
that the hand-off view can copy value after value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.catalogue.service import ProcedureVersion
from backend.dossiers.service import answer_text


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer. `text` is None where nothing was said; `not_known` marks "không biết".

    `paper` is the paper on which the officer finds it again, `from_card` says that an identity
    card has it too.
    """

    key: str
    label: str
    official: str
    text: str | None
    not_known: bool
    from_card: bool
    paper: str | None = None
    rows: list[list[str | None]] | None = None
    columns: list[str] | None = None


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A group of answers about one person."""

    key: str
    title: str
    about: str
    answers: list[ShownAnswer]


def shown(version: ProcedureVersion, answers: Mapping[str, Any]) -> list[ShownSection]:
    """The sections that have an answer, each with all its fields that were asked."""
    sections = [
        ShownSection(
            section["key"],
            section["title"],
            section["about"],
            [_shown(field, answers) for field in section["fields"] if _said(field, answers)],
        )
        for section in version.sections
    ]
    known = {field["key"] for section in version.sections for field in section["fields"]}
    others = [
        ShownAnswer(key, key, key, answer_text({}, value), value is None, False)
        for key, value in answers.items()
        if key not in known
    ]
    if others:
        sections.append(ShownSection("other", "Nội dung khác", "other", others))
    return [section for section in sections if section.answers]


def _said(field: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Answered, or not asked because another question (`same_as`) had the answer already."""
    return field["key"] in answers or answers.get(field.get("same_as", "")) is not None


def _shown(field: Mapping[str, Any], answers: Mapping[str, Any]) -> ShownAnswer:
    value = answers.get(field["key"], answers.get(field.get("same_as", "")))
    label = field["label"]
    rows = columns = None
    if field["type"] == "table":
        columns = [column["label"] for column in field["columns"]]
        rows = [
            [answer_text(column, row.get(column["key"])) for column in field["columns"]]
            for row in value or []
        ]
    return ShownAnswer(
        key=field["key"],
        label=label,
        official=field.get("official") or label,
        text=answer_text(field, value),
        not_known=value is None and field["key"] in answers,
        from_card=str(field.get("prefill", "")).startswith("card."),
        paper=field.get("paper"),
        rows=rows,
        columns=columns,
    )
