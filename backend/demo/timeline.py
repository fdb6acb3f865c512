"""An invented past that ends now: moments by the wall clock on the agency's own working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.core.clock import VIETNAM, local
from backend.places.service import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Timeline:
    """`now` is where the past ends; nothing of the demo lies after it."""

    calendar: WorkingCalendar
    now: datetime

    def desk(self, days_ago: int, at: str) -> datetime:
        """A moment of the desk: so many (at least one) working days before today, at `at`."""
        return self._at(self.calendar.working_day_before(self._today, days_ago), at)

    def ago(self, **how_long: float) -> datetime:
        """A moment at any hour, as people send things: `ago(minutes=40)`."""
        return self.now - timedelta(**how_long)

    def accepted_for(self, term: int, days_from_due: int, at: str) -> datetime:
        """When a dossier with a term of so many working days was accepted, whose due day lies
        `days_from_due` working days before the next due day that is not over."""
        return self._at(
            self.calendar.working_day_before(self.next_due_day, term + days_from_due), at
        )

    def ahead(self, days: int) -> date:
        """A day that can be promised: so many working days after today."""
        return self.calendar.working_day_after(self._today, days)

    @property
    def next_due_day(self) -> date:
        """Today while the desk has not closed; outside working days the next one."""
        hours = self.calendar.office_hours(self._today)
        counts = self.calendar.is_working_day(self._today)
        if counts and local(self.now).time() < hours[-1].closes:
            return self._today
        return self.calendar.working_day_after(self._today)

    @property
    def _today(self) -> date:
        return local(self.now).date()

    @staticmethod
    def _at(day: date, at: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(at), tzinfo=VIETNAM)


def day_of(moment: datetime) -> str:
    """As the forms write a date."""
    return local(moment).date().isoformat()
