"""All SQL of uploads and blobs. Nothing here commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.core.model import new_id
from backend.extensions import db
from backend.uploads.images import Facts
from backend.uploads.models import Blob, Upload


def upload(upload_id: uuid.UUID, owner_id: uuid.UUID) -> Upload | None:
    """This person's upload; None for other people's."""
    return db.session.scalar(
        select(Upload).where(Upload.id == upload_id, Upload.owner_id == owner_id)
    )


def upload_to_change(upload_id: uuid.UUID, owner_id: uuid.UUID) -> Upload | None:
    """The same, its row locked until the end of the transaction."""
    return db.session.scalar(
        select(Upload)
        .where(Upload.id == upload_id, Upload.owner_id == owner_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def held_upload_to_change(upload_id: uuid.UUID) -> Upload | None:
    """An upload whose owner was checked when its bytes began to arrive, its row locked: it may
    have been given to another person meanwhile."""
    return db.session.scalar(
        select(Upload)
        .where(Upload.id == upload_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def kept_open_uploads(owner_id: uuid.UUID, hashes: Collection[str], purpose: str) -> list[Upload]:
    """Open uploads of these files that do not expire, oldest first."""
    return list(
        db.session.scalars(
            select(Upload)
            .where(
                Upload.owner_id == owner_id,
                Upload.sha256.in_(hashes),
                Upload.purpose == purpose,
                Upload.state == "open",
                Upload.expires_at.is_(None),
            )
            .order_by(Upload.id)
        )
    )


def kept_open_since_before(moment: datetime) -> list[Upload]:
    """Open uploads that do not expire and were made before the moment."""
    return list(
        db.session.scalars(
            select(Upload).where(
                Upload.state == "open", Upload.expires_at.is_(None), Upload.made_at < moment
            )
        )
    )


def count_open_uploads(owner_id: uuid.UUID, *, kept: bool) -> int:
    """How many files this person has not finished: dossiers' (`kept`), or begun by POST."""
    expires = Upload.expires_at
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Upload)
            .where(
                Upload.owner_id == owner_id,
                Upload.state == "open",
                expires.is_(None) if kept else expires.is_not(None),
            )
        )
        or 0
    )


def bytes_begun(owner_id: uuid.UUID) -> int:
    """What this person's uploads hold or will hold, in bytes."""
    total = db.session.scalar(select(func.sum(Upload.size)).where(Upload.owner_id == owner_id))
    return int(total or 0)  # PostgreSQL adds whole numbers up to a decimal.


def add(new: Upload) -> None:
    """Insert at once: the answer needs its id, and a constraint should speak here."""
    db.session.add(new)
    db.session.flush()


def remove(old: Upload) -> None:
    """Delete one upload."""
    db.session.delete(old)
    db.session.flush()


def blobs(owner_id: uuid.UUID, hashes: Collection[str]) -> list[Blob]:
    """What this person has already sent of these files."""
    return list(
        db.session.scalars(select(Blob).where(Blob.owner_id == owner_id, Blob.sha256.in_(hashes)))
    )


def add_blob_once(
    owner_id: uuid.UUID, sha256: str, *, size: int, facts: Facts, stored_at: datetime
) -> None:
    """Insert unless this person's row for these bytes exists: two uploads may end together."""
    values = {
        "id": new_id(),
        "owner_id": owner_id,
        "sha256": sha256,
        "size": size,
        "media_type": facts.media_type,
        "width": facts.width,
        "height": facts.height,
        "page_count": facts.page_count,
        "stored_at": stored_at,
    }
    _insert_blobs([values])


def _insert_blobs(rows: list[dict[str, object]]) -> None:
    on_postgresql = db.session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(Blob) if on_postgresql else sqlite.insert(Blob)
    db.session.execute(
        insert.values(rows).on_conflict_do_nothing(index_elements=["owner_id", "sha256"])
    )


def give_uploads(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Every upload of one person becomes another's; waits for those that are finishing now."""
    db.session.execute(update(Upload).where(Upload.owner_id == from_id).values(owner_id=to_id))


def give_blobs(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Every file of one person becomes another's, who may have some of them already."""
    columns = Blob.__table__.columns
    taken = db.session.execute(delete(Blob).where(Blob.owner_id == from_id).returning(*columns))
    rows = [{**row, "owner_id": to_id} for row in taken.mappings()]
    if rows:
        _insert_blobs(rows)


def remove_expired(moment: datetime) -> list[uuid.UUID]:
    """Delete open uploads whose time is over; their ids."""
    over = and_(Upload.state == "open", Upload.expires_at <= moment)
    return list(db.session.scalars(delete(Upload).where(over).returning(Upload.id)))


def open_ids() -> set[uuid.UUID]:
    """All uploads that still wait for bytes."""
    return set(db.session.scalars(select(Upload.id).where(Upload.state == "open")))
