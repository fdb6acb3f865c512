"""Where people are and where dossiers go: communes, agencies, and each agency's working time.

An agency's calendar decides the legal clocks of its dossiers. A change of it holds for what is
counted afterwards: dates already promised to people stand in the dossiers and do not move.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from backend.core import audit, clock
from backend.core.problems import Problem
from backend.extensions import db
from backend.places import plans, queries
from backend.places.divisions import Commune, Province, divisions
from backend.places.models import AgencyRecord
from backend.places.opening_hours import (
    CalendarError,
    DayHours,
    Hours,
    Span,
    Week,
    hours_text,
    week_from_data,
    week_to_data,
)
from backend.places.phrases import change_phrases, phrases
from backend.places.plans import CalendarPlan
from backend.places.public_holidays import public_year
from backend.places.working_time import WorkingCalendar

__all__ = [
    "DEFAULT_WEEK",
    "Agency",
    "CalendarPlan",
    "Commune",
    "Contact",
    "Province",
    "WorkingCalendar",
    "address_text",
    "agencies",
    "agency",
    "calendar",
    "calendar_answer",
    "change_calendar",
    "change_phrases",
    "commune",
    "ensure_agency",
    "lock_agency",
    "phrases",
    "province",
]

_CODE = re.compile(r"[GH]\d{2}(\.\d{1,3}){0,3}")
_OFFICE_DAY: Hours = (Span(time(7, 30), time(11, 30)), Span(time(13, 30), time(17, 30)))
DEFAULT_WEEK: Week = (
    *(DayHours(_OFFICE_DAY, counted=True) for _ in range(5)),
    *(DayHours((), counted=False) for _ in range(2)),
)
"""Monday to Friday, 07:30–11:30 and 13:30–17:30: eight working hours."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom people may call for help; `phone` as it is dialled."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that receives dossiers (cơ quan tiếp nhận), and its desk (bộ phận một cửa)."""

    code: str
    name: str
    commune_code: str
    phone: str
    address: str
    desk_name: str
    hours: Week
    hours_text: str
    contacts: tuple[Contact, ...]


def agency(code: str) -> Agency:
    """The agency with this identification code; `agency_unknown` when there is none."""
    return _agency(_known(queries.agency(code)))


def lock_agency(code: str) -> None:
    """Hold the agency's row until the transaction ends: what it may do only so often is counted
    behind it."""
    _known(queries.agency_to_change(code))


def agencies() -> list[Agency]:
    """All agencies, by code; one query."""
    return [_agency(record) for record in queries.agencies()]


def calendar(agency_code: str) -> WorkingCalendar:
    """The working time of an agency; two queries. Take it once for a list of dossiers."""
    plan = _plan(_known(queries.agency(agency_code)))
    return WorkingCalendar(plan.week, plan.overrides, public_year)


def calendar_answer(agency_code: str, *, to_change: bool = False) -> dict[str, Any]:
    """The agency's own week and dates, and what the state's calendar says for three years.

    `to_change` locks the agency's row, so that what is compared is what will be replaced.
    """
    find = queries.agency_to_change if to_change else queries.agency
    record = _known(find(agency_code))
    year = clock.local(clock.now()).year
    public = [public_year(number) for number in (year - 1, year, year + 1)]
    return {
        "agency": record.code,
        **plans.to_data(_plan(record)),
        "holidays": [
            {"day": day, "name": name}
            for one in public
            for day, name in sorted(one.holidays.items())
        ],
        "worked_weekends": [day for one in public for day in sorted(one.worked_weekends)],
    }


def change_calendar(agency_code: str, plan: CalendarPlan, *, changed_by: uuid.UUID | None) -> None:
    """Replace the agency's week and dates, and leave what changed in the audit trail.

    `calendar_impossible` when hours overlap or no working day is left in a week.
    """
    record = _known(queries.agency_to_change(agency_code))
    try:
        WorkingCalendar(plan.week, plan.overrides)
    except CalendarError as error:
        raise Problem("calendar_impossible") from error
    before = _plan(record)
    record.week = week_to_data(plan.week)
    queries.replace_overrides(agency_code, plans.to_rows(agency_code, plan))
    audit.record(
        "calendar_changed",
        f"agency:{agency_code}",
        actor_id=changed_by,
        before=plans.difference(before, plan),
        after=plans.difference(plan, before),
    )


def ensure_agency(
    code: str,
    name: str,
    commune_code: str,
    *,
    desk_name: str = "Bộ phận tiếp nhận và trả kết quả",
    address: str = "",
    phone: str = "",
    contacts: Sequence[Contact] = (),
    week: Week = DEFAULT_WEEK,
) -> Agency:
    """Make an agency, or leave the one with this code as the commune has it since."""
    found = queries.agency(code)
    if found is not None:
        return _agency(found)
    if not _CODE.fullmatch(code) or commune(commune_code) is None:
        raise ValueError("An agency needs an identification code like H56.126 and a commune.")
    WorkingCalendar(week)
    record = AgencyRecord(
        code=code,
        name=name,
        commune_code=commune_code,
        desk_name=desk_name,
        address=address,
        phone=phone,
        contacts=[{"name": c.name, "role": c.role, "phone": c.phone} for c in contacts],
        week=week_to_data(week),
    )
    db.session.add(record)
    db.session.flush()
    audit.record("agency_created", f"agency:{code}", actor_id=None)
    return _agency(record)


def commune(code: str) -> Commune | None:
    """The commune with this five-digit code."""
    return divisions().communes.get(code)


def province(code: str) -> Province | None:
    """The province with this two-digit code."""
    return divisions().provinces.get(code)


def address_text(province_code: str, commune_code: str, detail: str = "") -> str:
    """“Bản Chiềng, xã Luận Thành, tỉnh Thanh Hóa”; codes that nobody knows are left out."""
    here, above = commune(commune_code), province(province_code)
    names = [_lower_first(unit.full_name) for unit in (here, above) if unit is not None]
    text = ", ".join(part for part in (detail.strip(), *names) if part)
    return text[:1].upper() + text[1:]


def _known(record: AgencyRecord | None) -> AgencyRecord:
    if record is None:
        raise Problem("agency_unknown")
    return record


def _plan(record: AgencyRecord) -> CalendarPlan:
    return plans.from_rows(record, queries.overrides(record.code))


def _agency(record: AgencyRecord) -> Agency:
    week = week_from_data(record.week)
    return Agency(
        code=record.code,
        name=record.name,
        commune_code=record.commune_code,
        phone=record.phone,
        address=record.address,
        desk_name=record.desk_name,
        hours=week,
        hours_text=hours_text(week),
        contacts=tuple(Contact(**contact) for contact in record.contacts),
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
