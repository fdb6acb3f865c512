"""The one table of this domain: every version of every procedure that was ever imported."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, Json, UtcDateTime, new_id


class StoredVersion(Base):
    """A procedure version as imported. What binds in it never changes (`derived.binding_hash`).

    `content` is the authored file. Derived of it, and brought up to date at every import: `schema`,
    the JSON Schema of its answers; `index_row`, its line in the index; `detail`, the bytes that
    phones get (JSON, brotli). Both effective days belong to the range; an open end is None.
    `content_hash` (SHA-256, hex) leaves `effective_to` out.
    """

    __tablename__ = "procedure_versions"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="range"),
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
