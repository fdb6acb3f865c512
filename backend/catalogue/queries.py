"""All SQL of the catalogue. Small columns and large ones (content, bytes) are read apart."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func, or_, select, text

from backend.catalogue.models import KnownIndex, StoredVersion
from backend.extensions import db

EXCLUSIVE = "LOCK TABLE procedure_versions IN SHARE ROW EXCLUSIVE MODE"


class VersionKey(NamedTuple):
    """Enough to find a version in the cache of parsed ones."""

    id: uuid.UUID
    content_hash: str
    effective_to: date | None


def _effective(day: date) -> ColumnElement[bool]:
    ends = or_(StoredVersion.effective_to.is_(None), StoredVersion.effective_to >= day)
    return (StoredVersion.effective_from <= day) & ends & StoredVersion.withdrawn_at.is_(None)


def version_key(code: str, *, version: int | None, day: date) -> VersionKey | None:
    """The named version, or the one in force on `day`."""
    wanted = StoredVersion.version == version if version is not None else _effective(day)
    row = db.session.execute(
        select(StoredVersion.id, StoredVersion.content_hash, StoredVersion.effective_to).where(
            StoredVersion.code == code, wanted
        )
    ).first()
    return VersionKey(*row) if row else None


def stored(version_id: uuid.UUID) -> StoredVersion | None:
    """A whole row."""
    return db.session.get(StoredVersion, version_id)


def detail(code: str, *, version: int | None, day: date) -> bytes | None:
    """The bytes for phones (brotli) of the named version, or of the one in force on `day`."""
    wanted = StoredVersion.version == version if version is not None else _effective(day)
    return db.session.scalar(select(StoredVersion.detail).where(StoredVersion.code == code, wanted))


def index_rows(day: date) -> list[dict[str, Any]]:
    """The lines of the index that are in force on `day`, in the order of codes."""
    rows = db.session.scalars(
        select(StoredVersion.index_row).where(_effective(day)).order_by(StoredVersion.code)
    )
    return list(rows)


def versions_of(codes: set[str]) -> list[StoredVersion]:
    """Every version of these procedures, oldest first; for the import, which has the lock."""
    return list(
        db.session.scalars(
            select(StoredVersion)
            .where(StoredVersion.code.in_(codes))
            .order_by(StoredVersion.code, StoredVersion.effective_from)
            .with_for_update()
        )
    )


def lock_for_import() -> None:
    """One import at a time: rows that do not exist yet cannot be locked one by one.

    SQLite needs nothing: a write begins with BEGIN IMMEDIATE.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(EXCLUSIVE))


def add(row: StoredVersion) -> None:
    """Keep a new version."""
    db.session.add(row)


def highest_numbers(codes: set[str]) -> dict[str, int]:
    """The highest number of a version of each of these procedures that has any."""
    found = db.session.execute(
        select(StoredVersion.code, func.max(StoredVersion.version))
        .where(StoredVersion.code.in_(codes))
        .group_by(StoredVersion.code)
    )
    return {str(code): int(number) for code, number in found}


def days_of_change(day: date) -> list[date]:
    """The days after `day` on which a version begins, or is over."""
    alive = StoredVersion.withdrawn_at.is_(None)
    begins = db.session.scalars(
        select(StoredVersion.effective_from).where(alive, StoredVersion.effective_from > day)
    )
    ends = db.session.scalars(
        select(StoredVersion.effective_to).where(alive, StoredVersion.effective_to >= day)
    )
    over = {last + timedelta(days=1) for last in ends if last is not None}
    return sorted({*begins, *over})


def known_index(v: str) -> dict[str, str] | None:
    """The marks of the lines of an index that phones may have."""
    return db.session.scalar(select(KnownIndex.lines).where(KnownIndex.v == v))


def keep_index(known: KnownIndex, *, most: int) -> None:
    """Remember an index, and forget the oldest of more than `most`."""
    db.session.merge(known)
    db.session.flush()
    newest = select(KnownIndex.v).order_by(KnownIndex.made_at.desc(), KnownIndex.v).limit(most)
    db.session.execute(delete(KnownIndex).where(KnownIndex.v.not_in(newest)))
