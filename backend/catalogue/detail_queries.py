"""SQL for reading the details of many procedures at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from backend.catalogue.models import StoredVersion
from backend.extensions import db


def details(day: date) -> list[bytes]:
    """The bytes for phones (brotli) of everything in force on `day`, in the order of codes."""
    ends = or_(StoredVersion.effective_to.is_(None), StoredVersion.effective_to >= day)
    rows = db.session.scalars(
        select(StoredVersion.detail)
        .where(StoredVersion.effective_from <= day, ends, StoredVersion.withdrawn_at.is_(None))
        .order_by(StoredVersion.code)
    )
    return list(rows)
