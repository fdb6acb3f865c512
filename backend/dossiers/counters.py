"""Tables that count: commands done once, changes per account, numbers per agency and day."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, BigId, Json, UtcDateTime


class Command(Base):
    """A small command with an id made by its sender: done once, answered alike for ever."""

    __tablename__ = "commands"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    body_sha256: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any] | None] = mapped_column(Json())
    at: Mapped[datetime] = mapped_column(UtcDateTime())


class ChangeCounter(Base):
    """How often anything changed for this account; its row is locked by whoever changes it."""

    __tablename__ = "change_counters"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    value: Mapped[int] = mapped_column(BigId, default=0)


class ChangeMark(Base):
    """The account's counter when this dossier last changed."""

    __tablename__ = "change_marks"
    __table_args__ = (Index(None, "person_id", "value"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    value: Mapped[int] = mapped_column(BigId)


class AgencyDay(Base):
    """The last number given by an agency on one local day; locked while the next is taken."""

    __tablename__ = "agency_days"

    agency_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
