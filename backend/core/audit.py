"""The audit trail: who did what to which thing, when. Append-only; no personal data in `detail`."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.model import Base, BigId, Json, UtcDateTime
from backend.extensions import db


class AuditEntry(Base):
    """One line of the trail; `subject` is like "dossier:<id>" or "person:<id>"."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    actor_id: Mapped[uuid.UUID | None] = mapped_column()
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    detail: Mapped[dict[str, Any]] = mapped_column(Json())


def record(action: str, subject: str, *, actor_id: uuid.UUID | None, **detail: Any) -> None:
    """Write one line in the present transaction."""
    db.session.add(
        AuditEntry(at=clock.now(), actor_id=actor_id, action=action, subject=subject, detail=detail)
    )
