"""SQL of the edits under way and of the versions that an editor reads."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from backend.catalogue.models import ProcedureEdit, StoredVersion
from backend.extensions import db


def edit(code: str, *, to_change: bool = False) -> ProcedureEdit | None:
    """The edit under way of a procedure."""
    wanted = select(ProcedureEdit).where(ProcedureEdit.code == code)
    if to_change:
        wanted = wanted.with_for_update()
    return db.session.scalar(wanted)


def edits() -> Sequence[ProcedureEdit]:
    """All edits under way."""
    return db.session.scalars(select(ProcedureEdit)).all()


def keep(edit: ProcedureEdit) -> None:
    """Keep a new edit."""
    db.session.add(edit)
    db.session.flush()


def drop(edit: ProcedureEdit) -> None:
    """Forget an edit."""
    db.session.delete(edit)
    db.session.flush()


def version(version_id: uuid.UUID) -> StoredVersion:
    """A version that is known to exist."""
    return db.session.get_one(StoredVersion, version_id)


def versions(code: str) -> Sequence[StoredVersion]:
    """All versions of a procedure, the newest number first."""
    return db.session.scalars(
        select(StoredVersion)
        .where(StoredVersion.code == code)
        .order_by(StoredVersion.version.desc())
    ).all()


class Line(NamedTuple):
    """What a list shows of a version."""

    code: str
    version: int
    origin: str
    effective_from: date
    effective_to: date | None
    index_row: dict[str, Any]


def lines(day: date) -> list[Line]:
    """Every version that is in force on `day` or comes later, by code and day; without contents."""
    wanted = (
        StoredVersion.code,
        StoredVersion.version,
        StoredVersion.origin,
        StoredVersion.effective_from,
        StoredVersion.effective_to,
        StoredVersion.index_row,
    )
    not_over = or_(StoredVersion.effective_to.is_(None), StoredVersion.effective_to >= day)
    rows = db.session.execute(
        select(*wanted)
        .where(StoredVersion.withdrawn_at.is_(None), not_over)
        .order_by(StoredVersion.code, StoredVersion.effective_from)
    )
    return [Line(*row) for row in rows]
