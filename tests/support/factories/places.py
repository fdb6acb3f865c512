"""Agencies of invented or borrowed communes, and calendars without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from backend.core.clock import VIETNAM
from backend.places import service as places
from backend.places.public_holidays import public_year
from backend.places.working_time import DayOverride, HolidaySource, WorkingCalendar

LUAN_THANH = "H56.126"
MUONG_MAU = "H52.101"


def agency(code: str = LUAN_THANH, **changes: object) -> places.Agency:
    """The demo commune's agency, Monday to Friday, eight hours; call it inside a transaction."""
    facts: dict[str, object] = {
        "name": "Trung tâm Phục vụ hành chính công xã Luận Thành",
        "commune_code": "15634",
        "address": "Thôn Mẫu, xã Luận Thành, tỉnh Thanh Hóa",
        "phone": "02370000000",
        "contacts": (places.Contact("Hà Văn Ví Dụ", "Cán bộ một cửa", "0912000001"),),
        **changes,
    }
    return places.ensure_agency(code, **facts)  # type: ignore[arg-type]  # Facts by name.


def other_agency() -> places.Agency:
    """A second agency, whose things the first must never see."""
    return agency(
        MUONG_MAU,
        name="Trung tâm Phục vụ hành chính công xã Mường Mẫu (thử)",
        commune_code="03688",
        contacts=(),
    )


def working_calendar(
    overrides: Mapping[date, DayOverride] | None = None, source: HolidaySource = public_year
) -> WorkingCalendar:
    """Monday to Friday, 07:30–11:30 and 13:30–17:30, with the state's holidays."""
    return WorkingCalendar(places.DEFAULT_WEEK, overrides or {}, source)


def wall(text: str) -> datetime:
    """A moment by the wall clock in Vietnam: “2026-11-20 16:45”."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
