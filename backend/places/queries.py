"""All SQL of the places."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from backend.extensions import db
from backend.places.models import AgencyRecord, CalendarOverride


def agency(code: str) -> AgencyRecord | None:
    """The agency with this identification code."""
    return db.session.get(AgencyRecord, code)


def agency_to_change(code: str) -> AgencyRecord | None:
    """The same, its row locked until the end of the transaction."""
    found: AgencyRecord | None = db.session.execute(
        select(AgencyRecord).where(AgencyRecord.code == code).with_for_update()
    ).scalar_one_or_none()
    return found


def agencies() -> Sequence[AgencyRecord]:
    """All agencies by code."""
    return db.session.execute(select(AgencyRecord).order_by(AgencyRecord.code)).scalars().all()


def overrides(agency_code: str) -> Sequence[CalendarOverride]:
    """What the agency says about single dates, by date."""
    return (
        db.session.execute(
            select(CalendarOverride)
            .where(CalendarOverride.agency_code == agency_code)
            .order_by(CalendarOverride.day)
        )
        .scalars()
        .all()
    )


def replace_overrides(agency_code: str, rows: Sequence[CalendarOverride]) -> None:
    """Put `rows` where the agency's overrides were."""
    db.session.execute(delete(CalendarOverride).where(CalendarOverride.agency_code == agency_code))
    db.session.add_all(rows)
    db.session.flush()
