"""Tables of the agencies and of what they say about their own calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, Json


class AgencyRecord(Base):
    """An agency (cơ quan) that receives dossiers; `code` is its identification code (mã định danh).

    `week`: seven times `{"hours": [["07:30", "11:30"], ...], "counted": true}`, Monday first.
    `contacts`: `[{"name", "role", "phone"}, ...]`, whom people may call for help.
    """

    __tablename__ = "agencies"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    commune_code: Mapped[str] = mapped_column(String(5))
    desk_name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300))
    phone: Mapped[str] = mapped_column(String(20))
    contacts: Mapped[list[dict[str, str]]] = mapped_column(Json())
    week: Mapped[list[dict[str, Any]]] = mapped_column(Json())
    phrases: Mapped[list[str] | None] = mapped_column(Json())
    """What this desk usually writes beside a page that cannot be used; None: the first set."""


class CalendarOverride(Base):
    """One date on which an agency differs from the week and the state's holidays.

    `hours` like in a week, for a worked day only; None means the hours of an ordinary day.
    """

    __tablename__ = "calendar_overrides"
    __table_args__ = (
        CheckConstraint("kind IN ('off', 'work')", name="kind_known"),
        CheckConstraint("kind = 'work' OR hours IS NULL", name="hours_of_worked_day"),
    )

    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    day: Mapped[date] = mapped_column(Date(), primary_key=True)
    kind: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(String(200))
    hours: Mapped[list[list[str]] | None] = mapped_column(Json())
