"""All SQL of the catalogue. Small columns and large ones (content, bytes) are read apart."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select, text

from backend.catalogue.models import StoredVersion
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
