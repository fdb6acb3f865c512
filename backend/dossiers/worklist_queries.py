"""The officers' worklist: one agency's dossiers, ordered by the legal clock.

All SQL of the list stands here: one statement counts every view, one fetches a page of rows with
the number of all rows. Neither depends on how many dossiers there are in a view.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from backend.core import clock
from backend.core.text import fold
from backend.dossiers import slips
from backend.dossiers.description import phone_key
from backend.dossiers.models import Dossier
from backend.dossiers.states import PAUSED, PHASES, RUNNING, TERMINAL, State
from backend.extensions import db

SHORTEST_CODE = 4
"""A shorter part of a code is in too many of them."""


class View(StrEnum):
    """What an officer asks for; each view is counted."""

    ANSWER_DUE = "answer_due"
    """State 1: the desk owes an answer within 8 working hours."""
    MINE = "mine"
    TODAY = "today"
    """A legal date that ends today."""
    LATE = "late"
    WORKING = "working"
    """Accepted or being processed."""
    WAITING = "waiting"
    """Waiting for the citizen (a paper, a payment) or stopped."""
    READY = "ready"
    """Done, the result not yet handed over."""
    INCOMING = "incoming"
    """"Đang gửi": pages are still on their way; no clock runs."""
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a view for one officer; `sought` is what was typed into the search."""

    agency_code: str
    officer_id: uuid.UUID
    view: View
    procedure: str | None
    sought: str | None
    page: int
    per_page: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows, and how many rows the view has with these filters.

    `sets`: how many dossiers were sent as one set, by the id of each row that belongs to one.
    """

    dossiers: list[Dossier]
    total: int
    sets: Mapping[uuid.UUID, int] = field(default_factory=dict)


def counts(agency_code: str, officer_id: uuid.UUID) -> Mapping[View, int]:
    """How many dossiers stand in each view; one statement."""
    sums = [
        func.coalesce(func.sum(case((_within(view, officer_id), 1), else_=0)), 0) for view in View
    ]
    row = db.session.execute(select(*sums).where(Dossier.agency_code == agency_code)).one()
    return {view: int(value) for view, value in zip(View, row, strict=True)}


def page(asked: Asked) -> Found:
    """One page of a view, the most urgent first; one statement, two beyond the last page."""
    wanted = [Dossier.agency_code == asked.agency_code, _within(asked.view, asked.officer_id)]
    if asked.procedure:
        wanted.append(Dossier.procedure_code == asked.procedure)
    if asked.sought:
        wanted.append(_matches(asked.sought))
    rows = db.session.execute(
        select(Dossier, func.count().over(), _sent_as_one())
        .where(*wanted)
        .order_by(*_order(asked.view))
        .limit(asked.per_page)
        .offset((asked.page - 1) * asked.per_page)
    ).all()
    if rows:
        sets = {row[0].id: row[2] for row in rows if row[2] > 1}
        return Found([row[0] for row in rows], rows[0][1], sets)
    beyond = asked.page > 1
    total = db.session.scalar(select(func.count()).select_from(Dossier).where(*wanted))
    return Found([], (total or 0) if beyond else 0)


def _sent_as_one() -> ColumnElement[int]:
    """The size of a row's set, as `together_queries` has it: of one sender, at one agency."""
    other = aliased(Dossier)
    size = (
        select(func.count())
        .where(
            other.family_id == Dossier.family_id,
            other.submitter_id == Dossier.submitter_id,
            other.agency_code == Dossier.agency_code,
            other.state.not_in(_values(PHASES)),
        )
        .scalar_subquery()
    )
    return case((Dossier.family_id.is_(None), 0), else_=size)


def due_at() -> ColumnElement[datetime]:
    """The legal moment that runs now, whichever it is."""
    return case(
        (Dossier.state == State.RECEIVED, Dossier.answer_due),
        (Dossier.state == State.SUPPLEMENT_ASKED, Dossier.supplement_due),
        (Dossier.state.in_(_values(RUNNING)), Dossier.binding_due),
        else_=None,
    )


def _within(view: View, officer_id: uuid.UUID) -> ColumnElement[bool]:
    state = Dossier.state
    live = state.not_in(_values(PHASES | TERMINAL))
    return {
        View.ANSWER_DUE: state == State.RECEIVED,
        View.MINE: and_(Dossier.officer_id == officer_id, live),
        View.TODAY: _due_between(clock.now(), _end_of_today()),
        View.LATE: and_(state.in_(_values(RUNNING | {State.RECEIVED})), due_at() < clock.now()),
        View.WORKING: state.in_(_values(RUNNING)),
        View.WAITING: state.in_(_values(PAUSED)),
        View.READY: state == State.FINISHED,
        View.INCOMING: state == State.AWAITING_PAGES,
        View.DONE: state.in_(_values(TERMINAL)),
        # A draft is the citizen's own; the desk never sees it.
        View.ALL: state != State.DRAFT,
    }[view]


def _due_between(start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(
        Dossier.state.in_(_values(RUNNING | {State.RECEIVED})), due_at() >= start, due_at() < end
    )


def _end_of_today() -> datetime:
    today = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)


def _order(view: View) -> list[ColumnExpressionArgument[Any]]:
    """The running legal clock first; what has no clock by its last change, the newest first."""
    if view in (View.DONE, View.ALL, View.READY):
        return [Dossier.updated_at.desc(), Dossier.id]
    due = due_at()
    return [case((due.is_(None), 1), else_=0), due, Dossier.updated_at.desc(), Dossier.id]


def _matches(sought: str) -> ColumnElement[bool]:
    """A slip number, a code, a name without diacritics, a phone or an identity number."""
    digits = "".join(character for character in sought if character.isdigit())
    folded = fold(sought)
    ways: list[ColumnElement[bool]] = [Dossier.sought.contains(folded, autoescape=True)]
    slip = slips.parse(sought)
    if slip:
        ways.append(Dossier.slip == slip)
    code = "".join(sought.split()).upper()
    if len(code) >= SHORTEST_CODE:
        # People read out the end of a code: "số 0001 ngày 21/11" is 261121-0001.
        ways.append(Dossier.code.contains(code, autoescape=True))
        ways.append(Dossier.national_code.contains(code, autoescape=True))
    if len(digits) in (9, 12):
        ways.append(Dossier.owner_id_number == digits)
    if phone := phone_key(sought):
        ways.append(Dossier.owner_phone == phone)
    return or_(*ways)


def _values(states: frozenset[State]) -> list[str]:
    return sorted(state.value for state in states)
