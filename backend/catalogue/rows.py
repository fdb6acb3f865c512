"""A version's row with everything that is derived of its content."""

from __future__ import annotations

from datetime import date

from backend.catalogue import derived
from backend.catalogue.authoring import Content
from backend.catalogue.models import StoredVersion
from backend.core import clock


def new_row(content: Content) -> StoredVersion:
    """A row that no database knows yet, of a content that was checked."""
    schema = derived.schema_of(content)
    end = content["effective_to"]
    return StoredVersion(
        code=str(content["code"]),
        version=int(content["version"]),
        effective_from=date.fromisoformat(content["effective_from"]),
        effective_to=date.fromisoformat(end) if end else None,
        content=content,
        schema=schema,
        index_row=derived.index_row(content),
        detail=derived.packed_detail(derived.detail_of(content, schema)),
        content_hash=derived.content_hash(content),
        imported_at=clock.now(),
        origin="file",
    )


def too_heavy(row: StoredVersion) -> str | None:
    """What to tell whoever wrote more than a weak link should carry."""
    size, limit = len(row.detail), derived.MAX_DETAIL_BYTES
    if size <= limit:
        return None
    return f"Thủ tục nặng {size} byte khi nén, tối đa {limit}. Hãy viết ngắn lại."


def overlap(one: StoredVersion, other: StoredVersion) -> bool:
    """Whether both would be in force on some day."""
    if one.withdrawn_at is not None or other.withdrawn_at is not None:
        return False
    starts_before_end = one.effective_to is None or other.effective_from <= one.effective_to
    ends_after_start = other.effective_to is None or other.effective_to >= one.effective_from
    return starts_before_end and ends_after_start
