"""All SQL of the demo data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from backend.core.audit import AuditEntry
from backend.extensions import db


def audited(action: str, subject: str) -> dict[str, Any] | None:
    """The detail of an entry of the audit trail; None when there is none."""
    return db.session.scalar(
        select(AuditEntry.detail)
        .where(AuditEntry.subject == subject, AuditEntry.action == action)
        .limit(1)
    )
