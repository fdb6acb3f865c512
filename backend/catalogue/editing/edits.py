"""Edits of a procedure on the way to a version of its own: kept, compared, published.

An edit lies on the server from the first word on, one a procedure, with a revision that counts
every saving. Whoever saves or publishes names the revision that was read: two administrators who
edit at once meet here, and each sees what the other has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from backend.accounts import service as accounts
from backend.catalogue import queries
from backend.catalogue.editing import edit_queries, parts, publishing
from backend.catalogue.editing.checking import problems_of
from backend.catalogue.editing.difference import Change, changes, merged
from backend.catalogue.editing.publishing import Publication, PublishRefused
from backend.catalogue.editing.rights import keeper
from backend.catalogue.models import ProcedureEdit, StoredVersion
from backend.core import audit, clock
from backend.core.access import Actor
from backend.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Saving:
    """What an administrator saves: made of version `base`, read at `revision` (0: none yet)."""

    base: int
    revision: int
    parts: parts.Parts
    effective_from: date | None
    reason: str


def today() -> date:
    """The present day in Vietnam."""
    return clock.local(clock.now()).date()


def known_versions(code: str) -> Sequence[StoredVersion]:
    """All versions of a procedure, the newest number first; `procedure_unknown` without any."""
    found = edit_queries.versions(code)
    if not found:
        raise Problem("procedure_unknown")
    return found


def save(actor: Actor, code: str, given: Saving) -> ProcedureEdit:
    """Keep an edit, finished or not. `edit_conflict` when somebody else saved since it was read."""
    keeper(actor)
    queries.lock_for_import()
    base = _base(known_versions(code), given.base)
    edit = edit_queries.edit(code, to_change=True)
    wanted = parts.parts_of(parts.with_parts(base.content, given.parts))
    _refuse_conflict(edit, given.revision, wanted)
    if edit is None:
        edit = ProcedureEdit(code=code, revision=0)
        _write(edit, actor, base, wanted, given)
        edit_queries.keep(edit)
    else:
        _write(edit, actor, base, wanted, given)
    return edit


def discard(actor: Actor, code: str, revision: int) -> None:
    """Throw an edit away; audited, so that nobody wonders where it went."""
    keeper(actor)
    queries.lock_for_import()
    edit = _present(code, revision)
    audit.record("procedure_edit_dropped", f"procedure:{code}", actor_id=actor.person_id)
    edit_queries.drop(edit)


def rebase(actor: Actor, code: str, revision: int) -> ProcedureEdit:
    """Put the same changes on the version that is in force on the edit's day now."""
    keeper(actor)
    queries.lock_for_import()
    edit = _present(code, revision)
    base = edit_queries.version(edit.base_id)
    fresh = _in_force(known_versions(code), edit.effective_from or today())
    whole = merged(parts.parts_of(base.content), edit.parts, parts.parts_of(fresh.content))
    edit.parts = parts.parts_of(parts.with_parts(fresh.content, whole))
    edit.base_id = fresh.id
    _sign(edit, actor)
    return edit


def publish(actor: Actor, code: str, revision: int) -> StoredVersion:
    """Make the edit a version, effective from its day; `invalid` with everything that is wrong.

    `edit_outdated` when another version than the edit's base is in force on that day.
    """
    keeper(actor)
    queries.lock_for_import()
    edit = _present(code, revision)
    versions = known_versions(code)
    base = edit_queries.version(edit.base_id)
    start = edit.effective_from
    if start is not None and start >= today():
        _refuse_outdated(edit, base, versions)
    wrong = problems_of(edit, base, versions, today())
    if wrong or start is None:
        raise Problem("invalid", errors=by_path(wrong))
    wanted = Publication(
        content=parts.with_parts(base.content, edit.parts),
        effective_from=start,
        origin="desk",
        reason=edit.reason,
        base_id=base.id,
    )
    try:
        (made,) = publishing.publish(publishing.prepare([wanted]), by=actor.person_id)
    except PublishRefused as refused:
        found = [(error.path, error.message) for error in refused.errors]
        raise Problem("invalid", errors=by_path(found)) from refused
    edit_queries.drop(edit)
    return made


def withdraw(actor: Actor, code: str, number: int) -> StoredVersion:
    """Take back a version of the commune before its day; `not_coming` for any other."""
    keeper(actor)
    queries.lock_for_import()
    versions = known_versions(code)
    row = _base(versions, number)
    if not may_withdraw(row):
        raise Problem("not_coming")
    publishing.withdraw(row, versions, by=actor.person_id)
    return row


def may_withdraw(row: StoredVersion) -> bool:
    """Whether it is the commune's own and its day is to come."""
    return row.origin != "file" and row.withdrawn_at is None and row.effective_from > today()


def outdated(edit: ProcedureEdit, versions: Sequence[StoredVersion]) -> StoredVersion | None:
    """The version in force on the edit's day, when it is another than the edit was made of."""
    there = publishing.in_force_on(versions, edit.effective_from or today())
    return there if there is not None and there.id != edit.base_id else None


def _refuse_conflict(edit: ProcedureEdit | None, revision: int, mine: parts.Parts) -> None:
    """With what theirs and mine differ in; a browser that was away learns that theirs is gone."""
    present = edit.revision if edit else 0
    if present == revision:
        return
    if edit is None:
        raise Problem("edit_conflict", revision=0, by=None, at=None, difference=[])
    raise Problem(
        "edit_conflict",
        revision=present,
        by=_name(edit),
        at=edit.changed_at.isoformat(),
        difference=plain(changes(edit.parts, mine)),
    )


def _refuse_outdated(
    edit: ProcedureEdit, base: StoredVersion, versions: Sequence[StoredVersion]
) -> None:
    there = outdated(edit, versions)
    if there is not None:
        found = changes(parts.parts_of(base.content), parts.parts_of(there.content))
        raise Problem("edit_outdated", version=there.version, difference=plain(found))


def plain(found: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as they travel."""
    return [asdict(change) for change in found]


def _present(code: str, revision: int) -> ProcedureEdit:
    edit = edit_queries.edit(code, to_change=True)
    if edit is None:
        raise Problem("not_found")
    _refuse_conflict(edit, revision, edit.parts)
    return edit


def _base(versions: Sequence[StoredVersion], number: int) -> StoredVersion:
    found = next((row for row in versions if row.version == number), None)
    if found is None:
        raise Problem("version_unknown")
    return found


def _in_force(versions: Sequence[StoredVersion], day: date) -> StoredVersion:
    found = publishing.in_force_on(versions, day)
    if found is None:
        raise Problem("invalid", errors={"effective_from": ["Ngày này thủ tục không còn áp dụng."]})
    return found


def _write(
    edit: ProcedureEdit, actor: Actor, base: StoredVersion, wanted: parts.Parts, given: Saving
) -> None:
    edit.base_id, edit.parts = base.id, wanted
    edit.effective_from, edit.reason = given.effective_from, given.reason
    _sign(edit, actor)


def _sign(edit: ProcedureEdit, actor: Actor) -> None:
    edit.revision += 1
    edit.changed_by, edit.changed_at = actor.person_id, clock.now()


def _name(edit: ProcedureEdit) -> str | None:
    return accounts.names([edit.changed_by]).get(edit.changed_by) if edit.changed_by else None


def by_path(wrong: Sequence[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Every problem under the path of what it is about."""
    found: dict[str, list[str]] = {}
    for path, message in wrong:
        found.setdefault(path, []).append(message)
    return found
