"""Kinds of messages, how urgent each is, how far it goes, and how long each rung waits. Pure data.

The numbers stand in `RULES` with the day from which they hold, like those of the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from backend.core import clock
from backend.notifications.models import Rung, Urgency

__all__ = [
    "COURSES",
    "DESK_KINDS",
    "LADDER",
    "RULES",
    "Course",
    "Kind",
    "Rules",
    "Rung",
    "Subject",
    "Urgency",
    "Waits",
    "course",
    "rules_at",
]


class Kind(StrEnum):
    """What a message is about; the value stands in the database and on the wire."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENT_RECEIVED = "supplement_received"
    FEE_DUE = "fee_due"
    FEE_RECEIVED = "fee_received"
    REFUNDED = "refunded"
    LATE = "late"
    READY = "ready"
    CORRECTED = "corrected"
    RETURNED = "returned"
    REFUSED = "refused"
    STOPPED = "stopped"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    VERIFIED = "verified"
    SUPPLEMENT_CLOSING = "supplement_closing"
    BIRTH_CLOSING = "birth_closing"
    RESULT_WAITING = "result_waiting"
    ANNOUNCEMENT = "announcement"
    ALERT = "alert"
    DESK_NEW = "desk_new"
    DESK_ANSWER_DUE = "desk_answer_due"
    DESK_DUE_TOMORROW = "desk_due_tomorrow"
    DESK_APOLOGY_DUE = "desk_apology_due"
    STATE_ANSWER = "state_answer"
    """The answer to a text that asked for a state."""
    SIGN_IN_CODE = "sign_in_code"


LADDER = (Rung.PUSH, Rung.SMS, Rung.PEOPLE, Rung.CALL_LIST)
"""From the cheapest to the dearest. `high` urgency alone passes the quiet hours."""


class Subject(StrEnum):
    """What a preference is about: people choose among few things, not among all kinds."""

    PROGRESS = "progress"
    TO_DO = "to_do"
    RESULT = "result"
    REMINDERS = "reminders"
    ANNOUNCEMENTS = "announcements"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Course:
    """How a kind travels. `reach`: the last rung it may climb to when nobody confirms it."""

    urgency: Urgency
    reach: Rung
    subject: Subject
    silent: bool = True
    """Whether its preference may silence it; what the law makes the commune say may not be."""


_H, _N, _L = Urgency.HIGH, Urgency.NORMAL, Urgency.LOW

COURSES: Mapping[Kind, Course] = {
    Kind.RECEIVED: Course(_L, Rung.PUSH, Subject.PROGRESS),
    Kind.ACCEPTED: Course(_L, Rung.SMS, Subject.PROGRESS),
    Kind.SUPPLEMENT_ASKED: Course(_N, Rung.CALL_LIST, Subject.TO_DO, silent=False),
    Kind.SUPPLEMENT_RECEIVED: Course(_L, Rung.PUSH, Subject.PROGRESS),
    Kind.FEE_DUE: Course(_N, Rung.CALL_LIST, Subject.TO_DO, silent=False),
    Kind.FEE_RECEIVED: Course(_L, Rung.PUSH, Subject.PROGRESS),
    Kind.REFUNDED: Course(_L, Rung.SMS, Subject.PROGRESS),
    Kind.LATE: Course(_N, Rung.CALL_LIST, Subject.RESULT, silent=False),
    Kind.READY: Course(_N, Rung.CALL_LIST, Subject.RESULT, silent=False),
    # It takes the place of "ready": who was told that one must not come for nothing.
    Kind.CORRECTED: Course(_N, Rung.CALL_LIST, Subject.RESULT, silent=False),
    Kind.RETURNED: Course(_L, Rung.SMS, Subject.RESULT),
    Kind.REFUSED: Course(_N, Rung.CALL_LIST, Subject.RESULT, silent=False),
    Kind.STOPPED: Course(_N, Rung.CALL_LIST, Subject.RESULT, silent=False),
    Kind.RESUMED: Course(_L, Rung.SMS, Subject.PROGRESS),
    Kind.WITHDRAWN: Course(_L, Rung.SMS, Subject.PROGRESS),
    Kind.VERIFIED: Course(_L, Rung.PUSH, Subject.PROGRESS),
    Kind.SUPPLEMENT_CLOSING: Course(_N, Rung.CALL_LIST, Subject.REMINDERS),
    Kind.BIRTH_CLOSING: Course(_N, Rung.SMS, Subject.REMINDERS),
    Kind.RESULT_WAITING: Course(_L, Rung.CALL_LIST, Subject.REMINDERS),
    Kind.ANNOUNCEMENT: Course(_L, Rung.SMS, Subject.ANNOUNCEMENTS),
    Kind.ALERT: Course(_H, Rung.SMS, Subject.ANNOUNCEMENTS),
    Kind.DESK_NEW: Course(_N, Rung.PUSH, Subject.DESK),
    Kind.DESK_ANSWER_DUE: Course(_N, Rung.PUSH, Subject.DESK),
    Kind.DESK_DUE_TOMORROW: Course(_N, Rung.PUSH, Subject.DESK),
    Kind.DESK_APOLOGY_DUE: Course(_N, Rung.PUSH, Subject.DESK),
    Kind.STATE_ANSWER: Course(_H, Rung.SMS, Subject.PROGRESS, silent=False),
    Kind.SIGN_IN_CODE: Course(_H, Rung.SMS, Subject.PROGRESS, silent=False),
}


DESK_KINDS = tuple(kind for kind, found in COURSES.items() if found.subject is Subject.DESK)
"""What officers are reminded of."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a rung waits for a sign of the person before the next one is tried."""

    push: timedelta
    sms: timedelta
    people: timedelta

    def at(self, rung: Rung) -> timedelta:
        """The wait of a rung that has one."""
        return {Rung.PUSH: self.push, Rung.SMS: self.sms, Rung.PEOPLE: self.people}[rung]


@dataclass(frozen=True, slots=True)
class Rules:
    """Numbers in force from `since`, a day in Vietnam."""

    since: date
    waits: Mapping[Urgency, Waits]
    quiet_from: time
    quiet_until: time
    keeps: timedelta
    """How long a push service keeps a message for a phone that is switched off."""
    announcements_a_day: int
    """What one agency may send to its residents in a day."""
    answers_a_day: int
    """How many texts asking for a state one number gets answered in a day."""
    answers_all_a_day: int
    """The same for all numbers of an agency together: a flood costs the commune money."""


RULES = (
    Rules(
        since=date(2026, 7, 1),
        waits={
            Urgency.HIGH: Waits(timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4)),
            Urgency.NORMAL: Waits(timedelta(hours=4), timedelta(hours=24), timedelta(hours=48)),
            Urgency.LOW: Waits(timedelta(hours=24), timedelta(hours=48), timedelta(hours=72)),
        },
        quiet_from=time(21, 0),
        quiet_until=time(6, 30),
        keeps=timedelta(days=7),
        announcements_a_day=2,
        answers_a_day=5,
        answers_all_a_day=500,
    ),
)


def rules_at(moment: datetime) -> Rules:
    """The rules in force on that day in Vietnam; the first ones for anything before."""
    day = clock.local(moment).date()
    return max((r for r in RULES if r.since <= day), key=lambda r: r.since, default=RULES[0])


def course(kind: Kind | str) -> Course:
    """How a kind travels."""
    return COURSES[Kind(kind)]
