"""What stands in the catalogue, as a list is compared with it: contents, without derived bytes."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from backend.catalogue.models import StoredVersion
from backend.extensions import db


class Standing(NamedTuple):
    """A version; one that was `withdrawn` is in force on no day."""

    code: str
    version: int
    effective_from: date
    effective_to: date | None
    origin: str
    withdrawn: bool
    content: dict[str, Any]


def standing() -> list[Standing]:
    """All versions, by code and day; one query."""
    rows = db.session.execute(
        select(
            StoredVersion.code,
            StoredVersion.version,
            StoredVersion.effective_from,
            StoredVersion.effective_to,
            StoredVersion.origin,
            StoredVersion.withdrawn_at.is_not(None),
            StoredVersion.content,
        ).order_by(StoredVersion.code, StoredVersion.effective_from, StoredVersion.version)
    )
    return [Standing(*row) for row in rows]
