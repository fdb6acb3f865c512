"""SQL that finds other open dossiers for the same matter. Never commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from backend.dossiers.models import Dossier
from backend.dossiers.states import PHASES, TERMINAL, State
from backend.extensions import db

MOST = 100
"""More than a volunteer has open of one procedure; beyond it nobody reads on."""

_OPEN = [state for state in State if state not in PHASES | TERMINAL]


def open_of_the_same_people(dossier: Dossier, agency_code: str | None = None) -> Sequence[Dossier]:
    """Open dossiers of the same procedure and of the same sender or owner, the newest first; with
    `agency_code` only those of that agency."""
    there = [] if agency_code is None else [Dossier.agency_code == agency_code]
    return db.session.scalars(
        select(Dossier)
        .where(
            Dossier.id != dossier.id,
            Dossier.procedure_code == dossier.procedure_code,
            Dossier.kind == dossier.kind,
            Dossier.state.in_(_OPEN),
            or_(*_the_same_people(dossier)),
            *there,
        )
        .order_by(Dossier.received_at.desc(), Dossier.id.desc())
        .limit(MOST)
    ).all()


def of_the_same_people_since(dossier: Dossier, moment: datetime) -> Sequence[Dossier]:
    """Whatever else the same sender or owner began since then, the newest first."""
    return db.session.scalars(
        select(Dossier)
        .where(
            Dossier.id != dossier.id,
            Dossier.first_received_at >= moment,
            or_(*_the_same_people(dossier)),
        )
        .order_by(Dossier.first_received_at.desc(), Dossier.id)
        .limit(MOST)
    ).all()


def _the_same_people(dossier: Dossier) -> list[ColumnElement[bool]]:
    known = {
        Dossier.submitter_id: dossier.submitter_id,
        Dossier.owner_id: dossier.owner_id,
        Dossier.owner_id_number: dossier.owner_id_number,
        Dossier.owner_phone: dossier.owner_phone,
    }
    return [column == value for column, value in known.items() if value]
