"""What the desk shows of the catalogue: the list, one procedure with its edit, its history."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from backend.accounts import service as accounts
from backend.catalogue.editing import checking, edit_queries, edits, parts, publishing
from backend.catalogue.editing.difference import changes
from backend.catalogue.editing.edit_queries import Line
from backend.catalogue.editing.rights import is_keeper
from backend.catalogue.models import ProcedureEdit, StoredVersion
from backend.core.access import Actor

_HISTORY = 30
"""Versions that are shown with what each has changed."""

Names = Mapping[uuid.UUID, str]


def listing(actor: Actor) -> dict[str, Any]:
    """Every procedure in force or to come, in the order of codes; four queries."""
    day = edits.today()
    open_edits = {edit.code: edit for edit in edit_queries.edits()}
    names = _names([edit.changed_by for edit in open_edits.values()])
    return {
        "may_edit": is_keeper(actor),
        "procedures": [
            _line(list(versions), open_edits.get(code), names, day)
            for code, versions in groupby(edit_queries.lines(day), key=lambda line: line.code)
        ],
    }


def one(actor: Actor, code: str) -> dict[str, Any]:
    """A procedure as the editor needs it: its versions, its parts now, the edit under way."""
    versions = edits.known_versions(code)
    edit = edit_queries.edit(code)
    day = edits.today()
    present = publishing.in_force_on(versions, day) or versions[0]
    names = _names([*(row.published_by for row in versions), edit.changed_by if edit else None])
    return {
        "code": code,
        "name": present.content["name"],
        "field": present.content["field"],
        "may_edit": is_keeper(actor),
        "today": day,
        "versions": [_version(row, versions, names, day) for row in versions[:_HISTORY]],
        "edit": _edit(edit, versions, names, day) if edit else None,
    }


def _line(
    versions: list[Line], edit: ProcedureEdit | None, names: Names, day: date
) -> dict[str, Any]:
    """The version of today (else the next one), and the day on which another comes."""
    now, *later = versions
    row = now.index_row
    return {
        "code": now.code,
        "short_name": row["short_name"],
        "field": row["field"],
        "keywords": row["keywords"],
        "days": row["days"],
        "fee": row["fee"],
        "has_form": bool(row["has_form"]),
        "version": now.version,
        "origin": now.origin,
        "effective_from": now.effective_from,
        "coming": now.effective_from if now.effective_from > day else _start(later),
        "editing": _who(edit.changed_by, names) if edit else None,
    }


def _start(later: list[Line]) -> date | None:
    return later[0].effective_from if later else None


def _version(
    row: StoredVersion, versions: Sequence[StoredVersion], names: Names, day: date
) -> dict[str, Any]:
    base = next((one for one in versions if one.id == row.base_id), None)
    own = parts.parts_of(row.content)
    made = changes(parts.parts_of(base.content), own) if base else []
    return {
        "version": row.version,
        "origin": row.origin,
        "effective_from": row.effective_from,
        "effective_to": row.effective_to,
        "state": _state(row, day),
        "published_at": row.imported_at,
        "published_by": _who(row.published_by, names) if row.published_by else None,
        "reason": row.reason,
        "base": base.version if base else None,
        "may_withdraw": edits.may_withdraw(row),
        "law_days": checking.law_days(versions, max(row.effective_from, day)),
        "legal_basis": row.content["legal_basis"],
        "fields": _fields(row.content),
        "parts": own,
        "changes": edits.plain(made),
    }


def _fields(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of the form: what the condition of a paper may look at."""
    return [
        {key: field[key] for key in ("key", "label", "type", "options") if key in field}
        for section in content.get("sections", [])
        for field in section["fields"]
    ]


def _edit(
    edit: ProcedureEdit, versions: Sequence[StoredVersion], names: Names, day: date
) -> dict[str, Any]:
    base = next(row for row in versions if row.id == edit.base_id)
    there = edits.outdated(edit, versions)
    wrong = checking.problems_of(edit, base, versions, day)
    return {
        "base": base.version,
        "revision": edit.revision,
        "parts": edit.parts,
        "effective_from": edit.effective_from,
        "reason": edit.reason,
        "changed_by": _who(edit.changed_by, names),
        "changed_at": edit.changed_at,
        "changes": edits.plain(changes(parts.parts_of(base.content), edit.parts)),
        "errors": edits.by_path(wrong),
        "outdated_by": there.version if there else None,
    }


def _state(row: StoredVersion, day: date) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.effective_from > day:
        return "coming"
    over = row.effective_to is not None and row.effective_to < day
    return "past" if over else "now"


def _names(ids: Sequence[uuid.UUID | None]) -> Names:
    return accounts.names({one for one in ids if one is not None})


def _who(person: uuid.UUID | None, names: Names) -> str:
    return names.get(person, "") if person else ""
