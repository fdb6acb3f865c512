"""Bring authored files into the database: all of them, in one transaction, or none.

What binds in a version, once imported, never changes: dossiers were made under it. The same again
is nothing; something else under the same number is refused. A version without a form asked nobody
anything: a form may take its number. A later version ends the open one before it; ranges of one
procedure never overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from backend.catalogue import authoring, coming, derived, known_indexes, queries
from backend.catalogue.authoring import Authored, AuthoringError
from backend.catalogue.models import StoredVersion
from backend.catalogue.rows import new_row, overlap, too_heavy
from backend.core import clock
from backend.core.transaction import writing


class ImportRefused(Exception):
    """Nothing was imported; `errors` say file, line, field and what to do."""

    def __init__(self, errors: Sequence[AuthoringError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many versions were added, were there already, and got another end of validity.

    `replaced` had no form and have one now, under the same number.
    """

    added: int
    unchanged: int
    ended: int
    replaced: int = 0


@dataclass(slots=True)
class _Ready:
    """A file with everything that is derived from it, made before any lock is taken."""

    authored: Authored
    row: StoredVersion


def import_folder(folder: Path | None = None) -> ImportResult:
    """Import every file of a folder (the packaged one by default); raise ImportRefused."""
    authored, errors = authoring.read_folder(folder or authoring.PROCEDURES_FOLDER)
    if errors:
        raise ImportRefused(errors)
    ready = [_prepare(one) for one in authored]
    too_big = [
        AuthoringError(one.authored.file, 1, "(tệp)", message)
        for one in ready
        if (message := too_heavy(one.row))
    ]
    if too_big:
        raise ImportRefused(too_big)
    with writing():
        return _store(ready)


def _prepare(authored: Authored) -> _Ready:
    return _Ready(authored, new_row(authored.content))


def _store(ready: list[_Ready]) -> ImportResult:
    queries.lock_for_import()
    existing: dict[str, list[StoredVersion]] = {}
    for row in queries.versions_of({one.authored.code for one in ready}):
        existing.setdefault(row.code, []).append(row)
    added = unchanged = ended = replaced = 0
    errors: list[AuthoringError] = []
    for one in sorted(ready, key=lambda one: (one.authored.code, one.row.effective_from)):
        versions = existing.setdefault(one.authored.code, [])
        known = next((row for row in versions if row.version == one.row.version), None)
        if known is not None and not _may_become(known, one.row):
            errors.append(_changed(one))
            continue
        if known is not None:
            got_form = _without_form(known) and not _without_form(one.row)
            _refresh(known, one.row)
            moved = _move_end(known, one.row.effective_to)
            ended += moved
            replaced += got_form
            unchanged += not moved and not got_form
        else:
            _give_way(versions, one.row)
            ended += _end_the_open_one(versions, one.row.effective_from)
            versions.append(one.row)
            queries.add(one.row)
            added += 1
        errors += _overlaps(one.authored, known or one.row, versions)
    if errors:
        raise ImportRefused(errors)
    _draw_lines_again(existing)
    _tell_what_comes(existing)
    known_indexes.remember(clock.local(clock.now()).date())
    return ImportResult(added=added, unchanged=unchanged, ended=ended, replaced=replaced)


def _may_become(known: StoredVersion, fresh: StoredVersion) -> bool:
    """The same for every dossier under it; or a form where nothing was asked, from the same day."""
    if derived.binding_hash(known.content) == derived.binding_hash(fresh.content):
        return True
    gets_form = _without_form(known) and not _without_form(fresh)
    return gets_form and known.effective_from == fresh.effective_from


def _without_form(row: StoredVersion) -> bool:
    return derived.mode_of(row.content) == "assistance"


def _refresh(known: StoredVersion, fresh: StoredVersion) -> None:
    """Better words for finding, a better print, and what a newer program derives of it."""
    for part in ("content", "content_hash", "schema", "index_row", "detail"):
        if getattr(known, part) != getattr(fresh, part):
            setattr(known, part, getattr(fresh, part))


def _move_end(known: StoredVersion, end: date | None) -> bool:
    """A law may be repealed early. What has ended before, because of a later version or at the
    desk, is never made longer."""
    if end is None or (known.effective_to is not None and known.effective_to <= end):
        return False
    known.effective_to = end
    return True


def _end_the_open_one(versions: list[StoredVersion], start: date) -> bool:
    """A version that begins ends the one that was open when it begins, the day before."""
    for row in versions:
        if row.effective_to is None and row.effective_from < start and row.withdrawn_at is None:
            row.effective_to = start - timedelta(days=1)
            return True
    return False


def _give_way(versions: list[StoredVersion], fresh: StoredVersion) -> None:
    """How a version of the package comes among those of the commune.

    One of the commune that is in force when it begins ends the day before; one that begins later
    stays, and the package's ends before it. What only the commune's list told of a procedure goes
    as soon as there is a form.
    """
    own_starts = {row.effective_from for row in versions if row.origin != "file"}
    for row in versions:
        if row.withdrawn_at is not None:
            continue
        if row.origin == "file":
            if row.effective_to and row.effective_to + timedelta(days=1) in own_starts:
                _end_before(row, fresh)
        elif row.origin == "list" and _without_form(row) and not _without_form(fresh):
            row.withdrawn_at = clock.now()
        elif row.effective_from > fresh.effective_from and overlap(row, fresh):
            fresh.effective_to = row.effective_from - timedelta(days=1)
        else:
            _end_before(row, fresh)


def _end_before(row: StoredVersion, fresh: StoredVersion) -> None:
    if row.effective_from < fresh.effective_from and overlap(row, fresh):
        row.effective_to = fresh.effective_from - timedelta(days=1)


def _draw_lines_again(existing: dict[str, list[StoredVersion]]) -> None:
    """The commune's own versions have the lines that this program makes, too."""
    for row in (row for versions in existing.values() for row in versions if row.origin != "file"):
        line = derived.index_row(row.content)
        if row.index_row != line:
            row.index_row = line


def _tell_what_comes(existing: dict[str, list[StoredVersion]]) -> None:
    """A refreshed detail says again what a version of the commune changes soon."""
    for versions in existing.values():
        for row in versions:
            if coming.has_following(row, versions):
                coming.tell(row, versions)


def _overlaps(
    authored: Authored, row: StoredVersion, versions: list[StoredVersion]
) -> list[AuthoringError]:
    return [
        AuthoringError(
            authored.file,
            1,
            "effective_from",
            f"Thời gian hiệu lực chồng lên phiên bản {other.version}.",
        )
        for other in versions
        if other.version != row.version and overlap(row, other)
    ]


def _changed(one: _Ready) -> AuthoringError:
    message = "Nội dung đã đổi so với bản đã nhập. Hãy tăng 'version' và ghi 'effective_from' mới."
    return AuthoringError(one.authored.file, 1, "version", message)
