"""Acceptance: the official code and the binding date, at once or through a payment first."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import codes, counter_queries, feed, queries
from backend.dossiers.models import Dossier
from backend.dossiers.officers import cause, fresh, told
from backend.dossiers.procedures import term_of
from backend.dossiers.states import By, State
from backend.dossiers.transitions import REASON_LENGTH, Cause, move, require_date

LONGEST_PROMISE = timedelta(days=3 * 366)
"""A date beyond is a slip of the keys; no procedure of a commune takes so long."""


def accept(
    officer: Actor,
    dossier_id: uuid.UUID,
    expected_version: int,
    *,
    code: str | None = None,
    due_date: date | None = None,
    reason: str | None = None,
) -> Dossier:
    """1 → 2: the official code, ours unless `code` is the national system's, and the binding date.

    Where the rules name no certain term, `due_date` (a day in Vietnam) and `reason` are required;
    where they do, the rules decide and a date is refused. `code_taken`, `invalid`.
    """
    dossier = fresh(officer, dossier_id, expected_version)
    _give_date(dossier, due_date, reason)
    _make_accepted(dossier, code)
    dossier.officer_id = dossier.officer_id or officer.person_id
    move(dossier, State.ACCEPTED, cause("accepted", officer, dossier.due_reason))
    return told(dossier)


def require_payment(
    officer: Actor,
    dossier_id: uuid.UUID,
    expected_version: int,
    *,
    reason: str,
    due_date: date | None = None,
) -> Dossier:
    """→ 6. Before acceptance the payment accepts, so a date that only an officer can give is
    asked for now."""
    dossier = fresh(officer, dossier_id, expected_version)
    if dossier.accepted_at is None:
        _give_date(dossier, due_date, reason)
        require_date(dossier)
    origin = dossier.state
    move(dossier, State.PAYMENT_ASKED, cause("payment_asked", officer, reason))
    dossier.payment_from = origin
    return told(dossier)


def confirm_payment(officer: Actor, dossier_id: uuid.UUID, expected_version: int) -> Dossier:
    """6 → 4, or → 2 (accepted by it, where nobody had yet). An officer saw the money."""
    dossier = fresh(officer, dossier_id, expected_version)
    if dossier.stands is not State.PAYMENT_ASKED:
        raise Problem("transition_not_allowed", state=dossier.state)
    go_on_paid(dossier, Cause("payment_confirmed", By.OFFICER, officer.person_id, paid=True))
    return told(dossier)


def go_on_paid(dossier: Dossier, cause: Cause) -> None:
    """Back to where the payment was asked for, and accepted where nobody had yet."""
    if dossier.accepted_at is None:
        _make_accepted(dossier, None)
    back = State.PROCESSING if dossier.payment_from == State.PROCESSING else State.ACCEPTED
    move(dossier, back, cause)
    dossier.payment_from = None


def set_national_code(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, code: str
) -> Dossier:
    """Record the code that the national system gave; our own code stays what people were told."""
    dossier = fresh(officer, dossier_id, expected_version)
    if dossier.accepted_at is None:
        raise Problem("transition_not_allowed", state=dossier.state)
    national = _national(code)
    if national == dossier.national_code:
        return dossier
    if not queries.take_unique(dossier, national_code=national):
        raise Problem("code_taken")
    feed.tell(dossier, "national_code", by=By.OFFICER, actor_id=officer.person_id)
    return told(dossier)


def _give_date(dossier: Dossier, due_date: date | None, reason: str | None) -> None:
    if due_date is None:
        return
    errors = {}
    today = clock.local(clock.now()).date()
    if term_of(dossier).binds:
        errors["due_date"] = ["Thủ tục này đã có số ngày; ngày trả được tính sẵn."]
    elif due_date < today:
        errors["due_date"] = ["Ngày này đã qua."]
    elif due_date > today + LONGEST_PROMISE:
        errors["due_date"] = ["Ngày này xa quá. Hãy xem lại năm."]
    if len((reason or "").strip()) < REASON_LENGTH:
        errors["reason"] = [f"Hãy ghi lý do của ngày hẹn, ít nhất {REASON_LENGTH} chữ."]
    if errors:
        raise Problem("invalid", errors=errors)
    dossier.promised_due, dossier.due_reason = due_date, (reason or "").strip()


def _make_accepted(dossier: Dossier, code: str | None) -> None:
    """The code, and the moment from which it holds."""
    if code is None:
        _own_code(dossier)
    else:
        national = _national(code)
        if queries.code_exists(national) or not queries.take_unique(
            dossier, code=national, national_code=national
        ):
            raise Problem("code_taken")
    dossier.accepted_at = clock.now()


def _own_code(dossier: Dossier) -> None:
    """The next number of the day; one that was recorded from the national system is passed over."""
    day = clock.local(clock.now()).date()
    while True:
        number = counter_queries.next_daily_number(dossier.agency_code, day)
        code = codes.own_code(dossier.agency_code, day, number)
        if not queries.code_exists(code) and queries.take_unique(dossier, code=code):
            return


def _national(text: str) -> str:
    code = codes.parse_code(text)
    if code is None:
        raise Problem("invalid", errors={"code": ["Mã hồ sơ chưa đúng dạng. Hãy xem lại."]})
    return code
