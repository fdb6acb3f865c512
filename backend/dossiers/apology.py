"""Late with an apology (Mẫu 04): a reason and a new date, once in a dossier's life (facts T10).

It should leave a day before the old date at the latest (T9): the desk is warned in time
(`reminding`), and one that comes later is still better than none.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import deadlines, feed, history_queries
from backend.dossiers.acceptance import LONGEST_PROMISE
from backend.dossiers.models import Dossier, DossierEvent
from backend.dossiers.officers import fresh, told
from backend.dossiers.states import RUNNING, By
from backend.dossiers.transitions import REASON_LENGTH
from backend.places import service as places

APOLOGISED = "apologised"


def apologise(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, due_date: date, reason: str
) -> Dossier:
    """A later binding date, with the reason, in the officer's name; the person is told.

    Raises `transition_not_allowed` where no date runs, `apologised_already`, `invalid`.
    """
    dossier = fresh(officer, dossier_id, expected_version)
    before = dossier.binding_due
    if dossier.stands not in RUNNING or before is None:
        raise Problem("transition_not_allowed", state=dossier.state)
    if last(dossier) is not None:
        raise Problem("apologised_already")
    _check(before.astimezone(clock.VIETNAM).date(), due_date, reason)
    calendar = places.calendar(dossier.agency_code)
    dossier.binding_due = deadlines.end_of_day(calendar, due_date)
    dossier.due_reason = reason.strip()
    feed.tell(
        dossier,
        APOLOGISED,
        by=By.OFFICER,
        actor_id=officer.person_id,
        reason=reason.strip(),
        first_due=before.isoformat(),
        new_due=dossier.binding_due.isoformat(),
    )
    return told(dossier)


def last(dossier: Dossier) -> DossierEvent | None:
    """The apology of this dossier, if there was one."""
    return history_queries.last_event(dossier.id, APOLOGISED)


def shown(dossier: Dossier) -> dict[str, Any]:
    """For the desk: what was said, and whether it may be said now."""
    given = last(dossier)
    running = dossier.stands in RUNNING and dossier.binding_due is not None
    return {
        "may_apologise": running and given is None,
        "apology": None
        if given is None
        else {
            "at": given.at,
            "reason": given.reason,
            "first_due": given.detail["first_due"],
            "new_due": given.detail["new_due"],
        },
    }


def _check(due: date, new: date, reason: str) -> None:
    errors: dict[str, list[str]] = {}
    today = clock.local(clock.now()).date()
    if new <= max(due, today):
        errors["due_date"] = ["Ngày mới phải sau ngày đã hẹn."]
    elif new > today + LONGEST_PROMISE:
        errors["due_date"] = ["Ngày này xa quá. Hãy xem lại năm."]
    if len(reason.strip()) < REASON_LENGTH:
        errors["reason"] = [f"Hãy ghi lý do, ít nhất {REASON_LENGTH} chữ."]
    if errors:
        raise Problem("invalid", errors=errors)
