"""Tables of recordings: which languages a commune records, and each sentence that was recorded."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, Json, UtcDateTime, new_id


class RecordingLanguage(Base):
    """A language beside Vietnamese that an agency records, in the order of `position`."""

    __tablename__ = "recording_languages"

    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int] = mapped_column()


class Recording(Base):
    """One sentence as the commune says it in one language.

    `sentence` is the id of its Vietnamese wording (`catalogue.sentences`), `text` that wording on
    the day of the recording, `places` where it then stood ("1.014027 money 1"): when a procedure's
    words change, they tell which sentence has taken its place. The two files are what phones get,
    each under its own SHA-256; the file that was sent is not kept.
    """

    __tablename__ = "recordings"
    __table_args__ = (
        UniqueConstraint("agency_code", "language", "sentence"),
        Index(None, "ogg_sha256"),
        Index(None, "mp3_sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    language: Mapped[str] = mapped_column(String(8))
    sentence: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(String(1000))
    places: Mapped[list[str]] = mapped_column(Json())
    milliseconds: Mapped[int] = mapped_column()
    ogg_sha256: Mapped[str] = mapped_column(String(64))
    ogg_bytes: Mapped[int] = mapped_column()
    mp3_sha256: Mapped[str] = mapped_column(String(64))
    mp3_bytes: Mapped[int] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime())
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
