"""The one way from a state to another: allowed pair, allowed party, guards, clocks, trail."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.core import clock
from backend.core.problems import Problem
from backend.dossiers import deadlines, feed, history_queries, queries
from backend.dossiers.models import Dossier
from backend.dossiers.procedures import term_of
from backend.dossiers.states import PAUSED, By, Clock, Guard, State, transition
from backend.places import service as places

REASON_LENGTH = 10
"""A shorter text is no reason (the State Treasury's rule, facts §1.6)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who moves a dossier, what it is called in the trail, and why."""

    kind: str
    by: By
    actor_id: uuid.UUID | None
    reason: str | None = None
    paid: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)


ExtraGuard = Callable[[Dossier, State, Cause], None]
guards: list[ExtraGuard] = []
"""Other domains may hold a transition back by raising a Problem (payments)."""


def move(dossier: Dossier, target: State, cause: Cause) -> None:
    """Take one step of the table; `transition_not_allowed` when there is none.

    The dossier's row is locked by the caller, who also calls `feed.touch` when all is done.
    """
    origin = dossier.stands
    step = transition(origin, target)
    if step is None or cause.by not in step.by:
        raise Problem("transition_not_allowed", state=origin.value)
    for guard in step.guards:
        _CHECKS[guard](dossier, cause)
    for extra in guards:
        extra(dossier, target, cause)
    _CLOCKS[step.clock](dossier)
    if origin is State.RECEIVED:
        close_to_sender(dossier)
    dossier.state = target.value
    feed.tell(
        dossier,
        cause.kind,
        by=cause.by,
        actor_id=cause.actor_id,
        origin=origin,
        reason=cause.reason,
        **cause.detail,
    )


def close_to_sender(dossier: Dossier) -> None:
    """From here on nothing replaces what the desk has before it.

    A newer version whose pages are still on their way is dropped; its phone is told so.
    """
    dossier.opened_at = dossier.opened_at or clock.now()
    if dossier.waiting_revision is not None:
        dossier.waiting_revision = None
        queries.drop_waiting_pages(dossier.id)


# --- guards -------------------------------------------------------------------------------------


def _checked_where_it_is_sent(_dossier: Dossier, _cause: Cause) -> None:
    """`answers.check` refuses a submission without consent, papers or declared gaps."""


def _all_pages_stored(dossier: Dossier, _cause: Cause) -> None:
    if queries.count_missing(dossier.id):
        raise Problem("transition_not_allowed", state=dossier.state)


def _code_and_date(dossier: Dossier, _cause: Cause) -> None:
    if dossier.code is None:
        raise Problem("invalid", errors={"code": ["Thiếu mã hồ sơ."]})
    require_date(dossier)


def require_date(dossier: Dossier) -> None:
    """Where the rules name no certain term the officer gives the day, and says why."""
    if term_of(dossier).binds or dossier.promised_due is not None:
        return
    raise Problem("invalid", errors={"due_date": ["Chưa rõ số ngày. Hãy ghi ngày trả và lý do."]})


def _reason(_dossier: Dossier, cause: Cause) -> None:
    if len((cause.reason or "").strip()) < REASON_LENGTH:
        raise Problem(
            "invalid", errors={"reason": [f"Hãy ghi lý do, ít nhất {REASON_LENGTH} chữ."]}
        )


def _all_pages_reviewed(dossier: Dossier, _cause: Cause) -> None:
    left = queries.count_unreviewed(dossier.id)
    if left:
        raise Problem("pages_not_reviewed", left=left)


def _accepted_before(dossier: Dossier, _cause: Cause) -> None:
    if dossier.accepted_at is None:
        raise Problem("transition_not_allowed", state=dossier.state)


def _not_yet_accepted(dossier: Dossier, _cause: Cause) -> None:
    if dossier.accepted_at is not None:
        raise Problem("transition_not_allowed", state=dossier.state)


def _no_decision(dossier: Dossier, _cause: Cause) -> None:
    if dossier.finished_at is not None:
        raise Problem("decision_made")


def _window_passed(dossier: Dossier, _cause: Cause) -> None:
    if dossier.supplement_due is None or clock.now() <= dossier.supplement_due:
        raise Problem("transition_not_allowed", state=dossier.state)


def _payment_confirmed(dossier: Dossier, cause: Cause) -> None:
    if not cause.paid:
        raise Problem("transition_not_allowed", state=dossier.state)


def _result_and_pickup(dossier: Dossier, _cause: Cause) -> None:
    if dossier.pickup is None:
        raise Problem("invalid", errors={"pickup": ["Hãy ghi nơi nhận, giờ, giấy cần mang."]})


def _handover_record(dossier: Dossier, _cause: Cause) -> None:
    if history_queries.handover(dossier.id) is None:
        raise Problem("invalid", errors={"receiver": ["Hãy ghi người nhận."]})


_CHECKS: Mapping[Guard, Callable[[Dossier, Cause], None]] = {
    Guard.CONSENT: _checked_where_it_is_sent,
    Guard.PAPERS_OR_GAPS: _checked_where_it_is_sent,
    Guard.ALL_PAGES_STORED: _all_pages_stored,
    Guard.CODE_AND_DATE: _code_and_date,
    Guard.REASON: _reason,
    Guard.ALL_PAGES_REVIEWED: _all_pages_reviewed,
    Guard.ACCEPTED_BEFORE: _accepted_before,
    Guard.NOT_YET_ACCEPTED: _not_yet_accepted,
    Guard.NO_DECISION: _no_decision,
    Guard.WINDOW_PASSED: _window_passed,
    Guard.PAYMENT_CONFIRMED: _payment_confirmed,
    Guard.RESULT_AND_PICKUP: _result_and_pickup,
    Guard.HANDOVER_RECORD: _handover_record,
}


# --- clocks -------------------------------------------------------------------------------------


def _start_answer(dossier: Dossier) -> None:
    calendar, now = places.calendar(dossier.agency_code), clock.now()
    dossier.received_at = now
    dossier.answer_due = deadlines.answer_due(calendar, now)
    dossier.provisional_due = deadlines.term_due(calendar, now, term_of(dossier))


def _start_binding(dossier: Dossier) -> None:
    calendar, now = places.calendar(dossier.agency_code), clock.now()
    if dossier.promised_due is None:
        dossier.binding_due = deadlines.term_due(calendar, now, term_of(dossier))
    elif dossier.binding_due is None or dossier.accepted_at is None:
        dossier.binding_due = deadlines.end_of_day(calendar, dossier.promised_due)
    else:
        # A promised date restarts like a term: as many working days as were promised at first.
        dossier.binding_due = deadlines.promised_again(
            calendar, dossier.accepted_at, dossier.promised_due, now
        )
    dossier.remaining_seconds = None
    dossier.provisional_due = None


def _pause(dossier: Dossier) -> None:
    if dossier.stands in PAUSED or dossier.binding_due is None:
        return
    calendar = places.calendar(dossier.agency_code)
    left = deadlines.remainder(calendar, clock.now(), dossier.binding_due)
    dossier.remaining_seconds = left


def _resume(dossier: Dossier) -> None:
    if dossier.binding_due is None or dossier.remaining_seconds is None:
        _start_binding(dossier)
        return
    dossier.binding_due = deadlines.resumed_due(
        places.calendar(dossier.agency_code),
        clock.now(),
        dossier.remaining_seconds,
        dossier.binding_due,
    )
    dossier.remaining_seconds = None


def _leave(_dossier: Dossier) -> None:
    """Dates stay as they were: figures compare them with what happened."""


_CLOCKS: Mapping[Clock, Callable[[Dossier], None]] = {
    Clock.NONE: _leave,
    Clock.START_ANSWER: _start_answer,
    Clock.START_BINDING: _start_binding,
    Clock.PAUSE: _pause,
    Clock.RESUME: _resume,
    Clock.STOP: _leave,
}
