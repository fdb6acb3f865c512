"""A dossier's answers as an officer reads them: labels and words instead of keys and codes.

The order is the form's own, which follows the official form; `official` is its wording there, so
that the hand-off view and the made form can copy value after value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.catalogue.service import ProcedureVersion
from backend.letters.service import FormRow, FormSection, FormTable
from backend.places import service as places

YES_NO = {True: "Có", False: "Không"}


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
        ShownAnswer(key, key, key, _text({}, value), value is None, False)
        for key, value in answers.items()
        if key not in known
    ]
    if others:
        sections.append(ShownSection("other", "Nội dung khác", "other", others))
    return [section for section in sections if section.answers]


def form_sections(version: ProcedureVersion, answers: Mapping[str, Any]) -> list[FormSection]:
    """The same for the made form: official wording, blanks where nothing was said."""
    found = []
    for section in version.sections:
        rows = [_form_row(field, answers) for field in section["fields"]]
        found.append(FormSection(section["title"], rows))
    return found


def _form_row(field: Mapping[str, Any], answers: Mapping[str, Any]) -> FormRow | FormTable:
    answer = _shown(field, answers)
    if field["type"] == "table":
        return FormTable(answer.official, answer.columns or [], answer.rows or [])
    return FormRow(answer.official, None if answer.not_known else answer.text)


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
            [_text(column, row.get(column["key"])) for column in field["columns"]]
            for row in value or []
        ]
    return ShownAnswer(
        key=field["key"],
        label=label,
        official=field.get("official") or label,
        text=_text(field, value),
        not_known=value is None and field["key"] in answers,
        from_card=str(field.get("prefill", "")).startswith("card."),
        paper=field.get("paper"),
        rows=rows,
        columns=columns,
    )


def _text(field: Mapping[str, Any], value: Any) -> str | None:
    """A value in words; None stays None."""
    if value is None:
        return None
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := _text(field, item)))
    if isinstance(value, dict):
        return _object_text(value)
    options = dict(field.get("options") or [])
    if options:
        return str(options.get(value, value))
    return _WORDS.get(field.get("type", ""), str)(value)


def _object_text(value: Mapping[str, Any]) -> str:
    """An address, a phone that somebody else answers, a bank account."""
    if "province" in value:
        return places.address_text(
            value["province"], value["commune"], str(value.get("detail") or "")
        )
    if "via" in value:
        return f"Không có điện thoại; báo qua {value['via']}"
    return ", ".join(str(part) for part in value.values() if part)


def _date_text(value: str) -> str:
    """ "2001-03-15" -> "15/03/2001"; a year alone stays a year."""
    if len(value) == len("2001"):
        return value
    if "T" in value:
        return f"{datetime.fromisoformat(value):%H:%M %d/%m/%Y}"
    return f"{date.fromisoformat(value):%d/%m/%Y}"


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "date": _date_text,
    "date_or_year": _date_text,
    "datetime": _date_text,
    "money": lambda value: f"{value:,} đồng".replace(",", "."),
    "phone": lambda value: value.replace("+84", "0", 1),
}
"""How a simple value of a type is said; everything else stands as it was written."""
