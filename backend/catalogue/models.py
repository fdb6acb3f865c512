"""The tables of this domain: every version of every procedure that was ever imported or published,
what an administrator is changing, and of which lines the phones' indexes were made."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, Json, UtcDateTime, new_id


class StoredVersion(Base):
    """A procedure version as imported. What binds in it never changes (`derived.binding_hash`).

    `content` is the authored file. Derived of it, and brought up to date at every import: `schema`,
    the JSON Schema of its answers; `index_row`, its line in the index; `detail`, the bytes that
    phones get (JSON, brotli). Both effective days belong to the range; an open end is None.
    `content_hash` (SHA-256, hex) leaves `effective_to` out.

    `origin` says where it came from: a "file" of the package, the "desk" of this commune, or the
    commune's "list". What was published here tells who did it, why, and of which version it was
    made (`base_id`). One that is `withdrawn_at` is in force on no day; dossiers that were made
    under it keep it. `retired`: the procedure itself ends on `effective_to`; else only a successor
    begins the day after.
    """

    __tablename__ = "procedure_versions"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="range"),
        CheckConstraint("origin IN ('file', 'desk', 'list')", name="origin_known"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(12))
    version: Mapped[int] = mapped_column()
    effective_from: Mapped[date] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    schema: Mapped[dict[str, Any]] = mapped_column(Json())
    index_row: Mapped[dict[str, Any]] = mapped_column(Json())
    detail: Mapped[bytes] = mapped_column(LargeBinary)
    content_hash: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime())
    origin: Mapped[str] = mapped_column(String(4), default="file")
    base_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("procedure_versions.id"))
    published_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    reason: Mapped[str | None] = mapped_column(String(300))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    retired: Mapped[bool] = mapped_column(default=False)


class ProcedureEdit(Base):
    """What an administrator has changed of a version (`base_id`) and not published yet.

    One a procedure: two who edit at once shall meet, and not publish one after the other.
    `parts` are the parts that may be edited, whole (`editing/parts.py`); `revision` counts every
    saving.
    """

    __tablename__ = "procedure_edits"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    base_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("procedure_versions.id"))
    parts: Mapped[dict[str, Any]] = mapped_column(Json())
    effective_from: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(300))
    revision: Mapped[int] = mapped_column()
    changed_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime())


class KnownIndex(Base):
    """An index that phones may have, by its name `v`: the hash of each of its lines, by code.

    With it a phone that comes back gets only the lines that are others now.
    """

    __tablename__ = "known_indexes"

    v: Mapped[str] = mapped_column(String(16), primary_key=True)
    lines: Mapped[dict[str, str]] = mapped_column(Json())
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
