"""Publish versions that this commune makes itself, effective from a day; end and withdraw them.

What was published is never rewritten: a change is a version of its own, and what it takes the place
of ends the day before. A version that follows later stays, and the new one ends before it.
All of a batch or nothing: the caller's transaction decides.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.catalogue import authoring, coming, known_indexes, queries
from backend.catalogue.authoring import Content
from backend.catalogue.models import StoredVersion
from backend.catalogue.rows import new_row, too_heavy
from backend.core import audit, clock

FIRST_NUMBER = 1001
"""Numbers below belong to the package's files: a later file never meets a number of ours."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole content in the shape of the files, and from when it shall be in force.

    `version`, `effective_from` and `effective_to` within the content are ours to fill in.
    """

    content: Content
    effective_from: date
    origin: Literal["desk", "list"]
    reason: str
    base_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class PublishError:
    """What is wrong: in which of the batch (from 0), where in it, and what to do."""

    index: int
    code: str
    path: str
    message: str


class PublishRefused(Exception):
    """Nothing was published; `errors` are all of them."""

    def __init__(self, errors: Sequence[PublishError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = tuple(errors)


@dataclass(slots=True)
class Ready:
    """A publication with its row, made before any lock is taken."""

    wanted: Publication
    row: StoredVersion


def prepare(wanted: Sequence[Publication]) -> list[Ready]:
    """Check and derive, without a lock and without a write; PublishRefused with all errors."""
    highest = queries.highest_numbers({str(one.content.get("code")) for one in wanted})
    errors: list[PublishError] = []
    ready: list[Ready] = []
    seen: set[str] = set()
    for index, one in enumerate(wanted):
        code = str(one.content.get("code"))
        content = _filled(one, highest.get(code, 0))
        found = [(error.field, error.message) for error in authoring.check_content(content, code)]
        if code in seen:
            found.append(("code", "Mã này có hai lần."))
        seen.add(code)
        row = new_row(content) if not found else None
        if row is not None and (heavy := too_heavy(row)):
            found.append(("", heavy))
        errors += [PublishError(index, code, path, message) for path, message in found]
        if row is not None:
            row.origin, row.base_id, row.reason = one.origin, one.base_id, one.reason
            ready.append(Ready(one, row))
    if errors:
        raise PublishRefused(errors)
    return ready


def publish(ready: Sequence[Ready], *, by: uuid.UUID | None) -> list[StoredVersion]:
    """Put prepared versions in force from their days on, in the caller's transaction; audited."""
    queries.lock_for_import()
    known: dict[str, list[StoredVersion]] = {}
    for row in queries.versions_of({one.row.code for one in ready}):
        known.setdefault(row.code, []).append(row)
    errors: list[PublishError] = []
    for index, one in enumerate(ready):
        versions = known.setdefault(one.row.code, [])
        if one.row.effective_from < _today():
            message = "Ngày bắt đầu không được ở quá khứ."
            errors.append(PublishError(index, one.row.code, "effective_from", message))
            continue
        if any(row.version >= one.row.version for row in versions):
            _renumber(one, max(row.version for row in versions))
        _make_room(one.row, versions)
        one.row.published_by = by
        queries.add(one.row)
        versions.append(one.row)
    if errors:
        raise PublishRefused(errors)
    for one in ready:
        _tell_before(one.row, known[one.row.code])
        _note("procedure_published", one.row, by)
    known_indexes.remember(_today())
    return [one.row for one in ready]


def retire(codes: set[str], last_day: date, *, by: uuid.UUID | None) -> list[StoredVersion]:
    """End procedures on a day, yesterday at the earliest; what would begin later is withdrawn."""
    queries.lock_for_import()
    ended = []
    versions = queries.versions_of(codes)
    for row in versions:
        if row.withdrawn_at is not None:
            continue
        if _over(row, last_day):
            row.retired |= row.effective_to == last_day
            continue
        if row.effective_from > last_day:
            row.withdrawn_at = clock.now()
        else:
            row.effective_to, row.retired = last_day, True
        _note("procedure_retired", row, by)
        ended.append(row)
    for row in ended:
        coming.tell(row, [one for one in versions if one.code == row.code])
    known_indexes.remember(_today())
    return ended


def withdraw(row: StoredVersion, versions: Sequence[StoredVersion], *, by: uuid.UUID) -> None:
    """Take back a version that has not begun: what it would have ended goes on instead of it, and
    ends where it would have; what had ended by itself before stays ended.

    The caller holds the lock and has seen that it is ours and that its day is to come.
    """
    row.withdrawn_at = clock.now()
    before = row.effective_from - timedelta(days=1)
    replaced = next((one for one in versions if _began_with(one, row)), None)
    if replaced is not None:
        replaced.withdrawn_at = None
        _end_like(row, replaced)
    for other in versions:
        if other.withdrawn_at is None and other.effective_to == before:
            if replaced is None and not _ends_itself(other):
                _end_like(row, other)
            coming.tell(other, versions)
    _note("procedure_withdrawn", row, by)
    known_indexes.remember(_today())


def in_force_on(versions: Sequence[StoredVersion], day: date) -> StoredVersion | None:
    """The version of these that is in force on a day."""
    return next(
        (
            row
            for row in versions
            if row.withdrawn_at is None
            and row.effective_from <= day
            and (row.effective_to is None or row.effective_to >= day)
        ),
        None,
    )


def _filled(one: Publication, highest: int) -> Content:
    return {
        **one.content,
        "version": max(highest + 1, FIRST_NUMBER),
        "effective_from": one.effective_from.isoformat(),
        "effective_to": None,
    }


def _renumber(one: Ready, highest: int) -> None:
    """Somebody published between the preparing and the lock."""
    fresh = new_row(_filled(one.wanted, highest))
    fresh.origin, fresh.base_id, fresh.reason = one.row.origin, one.row.base_id, one.row.reason
    one.row = fresh


def _make_room(row: StoredVersion, versions: Sequence[StoredVersion]) -> None:
    """The one in force ends the day before, and its end becomes ours; one that would begin on the
    same day is in force on no day any more."""
    present = in_force_on(versions, row.effective_from)
    if present is None:
        later = [
            one.effective_from
            for one in versions
            if one.withdrawn_at is None and one.effective_from > row.effective_from
        ]
        row.effective_to = min(later) - timedelta(days=1) if later else None
        return
    _end_like(present, row)
    if present.effective_from == row.effective_from:
        present.withdrawn_at = clock.now()
    else:
        present.effective_to, present.retired = row.effective_from - timedelta(days=1), False


def _end_like(ending: StoredVersion, row: StoredVersion) -> None:
    row.effective_to, row.retired = ending.effective_to, _ends_itself(ending)


def _ends_itself(row: StoredVersion) -> bool:
    """Whether the procedure itself ends there (retired, or by its file), not for a successor."""
    if row.effective_to is None:
        return False
    return row.retired or row.content.get("effective_to") == row.effective_to.isoformat()


def _began_with(one: StoredVersion, row: StoredVersion) -> bool:
    """Whether this is the version that `row` was made of and took the place of from its start."""
    return one.id == row.base_id and one.effective_from == row.effective_from


def _tell_before(row: StoredVersion, versions: Sequence[StoredVersion]) -> None:
    before = row.effective_from - timedelta(days=1)
    for other in versions:
        if other.withdrawn_at is None and other.effective_to == before:
            coming.tell(other, versions)


def _over(row: StoredVersion, day: date) -> bool:
    return row.effective_to is not None and row.effective_to <= day


def _note(action: str, row: StoredVersion, by: uuid.UUID | None) -> None:
    audit.record(
        action,
        f"procedure:{row.code}",
        actor_id=by,
        version=row.version,
        origin=row.origin,
        effective_from=row.effective_from.isoformat(),
        effective_to=row.effective_to.isoformat() if row.effective_to else None,
    )


def _today() -> date:
    return clock.local(clock.now()).date()
