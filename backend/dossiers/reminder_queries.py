"""SQL of reminders: dossiers of which somebody may have to be reminded. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from backend.dossiers.births import KNOWN_FROM
from backend.dossiers.models import Dossier
from backend.dossiers.states import RUNNING, State
from backend.extensions import db


def candidates(
    now: datetime,
    *,
    soon: datetime,
    ready_before: datetime,
    births_since: datetime,
    after: uuid.UUID | None,
    limit: int,
) -> Sequence[Dossier]:
    """Windows and dates that end before `soon`, results ready before `ready_before`, dossiers that
    nobody has answered yet, and drafts or dossiers that came to nothing since `births_since`; by
    id, behind `after`."""
    state = Dossier.state
    wanted = or_(
        and_(
            state == State.SUPPLEMENT_ASKED,
            Dossier.supplement_due > now,
            Dossier.supplement_due <= soon,
        ),
        and_(state == State.FINISHED, Dossier.finished_at <= ready_before),
        state == State.RECEIVED,
        and_(
            state.in_(sorted(one.value for one in RUNNING)),
            Dossier.binding_due > now,
            Dossier.binding_due <= soon,
        ),
        and_(state.in_(KNOWN_FROM), Dossier.first_received_at >= births_since),
    )
    query = select(Dossier).where(wanted)
    if after is not None:
        query = query.where(Dossier.id > after)
    return db.session.scalars(query.order_by(Dossier.id).limit(limit)).all()


def of_ids(ids: Sequence[uuid.UUID]) -> Sequence[Dossier]:
    """These dossiers, as they are now."""
    return db.session.scalars(select(Dossier).where(Dossier.id.in_(ids)).order_by(Dossier.id)).all()
