"""Tables: an upload on its way, and the blob that it became."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, BigId, UtcDateTime, new_id

PURPOSES = ("page", "result")
STATES = ("open", "complete")


class Upload(Base):
    """One file being sent. Its offset stands nowhere here: the part file's size is the truth.

    `lease` counts the PATCH requests; the newest one alone may write. `expires_at` is None for an
    upload that a dossier waits for: it does not vanish while a manifest names it.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("purpose IN ('page', 'result')", name="purpose"),
        CheckConstraint("state IN ('open', 'complete')", name="state"),
        Index(None, "owner_id", "sha256"),
        Index(None, "expires_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    purpose: Mapped[str] = mapped_column(String(10), default="page")
    state: Mapped[str] = mapped_column(String(10), default="open")
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigId)
    media_type: Mapped[str | None] = mapped_column(String(40))
    metadata_sent: Mapped[str] = mapped_column(String(1024), default="")
    lease: Mapped[int] = mapped_column(BigId, default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())

    @property
    def is_complete(self) -> bool:
        """Every byte is verified and kept."""
        return self.state == "complete"

    def has_expired(self, moment: datetime) -> bool:
        """An open upload that nobody waits for any more; complete ones stay."""
        return not self.is_complete and self.expires_at is not None and self.expires_at <= moment


class Blob(Base):
    """A verified file that this person sent. The bytes lie once in the store, under their hash.

    Two people who send the same bytes have a row each: having a hash is not having the file.
    """

    __tablename__ = "blobs"
    __table_args__ = (UniqueConstraint("owner_id", "sha256"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigId)
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    page_count: Mapped[int] = mapped_column(default=1)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime())
