"""SQL of what happened to a dossier: requests for papers, results, the trail. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from backend.dossiers.models import (
    Dossier,
    DossierEvent,
    Handover,
    Opening,
    PageReview,
    Result,
    Supplement,
    SupplementItem,
    SupplementRevision,
)
from backend.dossiers.states import State
from backend.extensions import db


def last_supplement(dossier_id: uuid.UUID) -> Supplement | None:
    return db.session.scalar(
        select(Supplement)
        .where(Supplement.dossier_id == dossier_id)
        .order_by(Supplement.requested_at.desc(), Supplement.id.desc())
        .limit(1)
    )


def supplement(dossier_id: uuid.UUID, request_id: uuid.UUID) -> Supplement | None:
    return db.session.scalar(
        select(Supplement).where(Supplement.id == request_id, Supplement.dossier_id == dossier_id)
    )


def supplement_items(request_id: uuid.UUID) -> Sequence[SupplementItem]:
    return db.session.scalars(
        select(SupplementItem)
        .where(SupplementItem.supplement_id == request_id)
        .order_by(SupplementItem.id)
    ).all()


def supplement_revision(request_id: uuid.UUID, number: int) -> SupplementRevision | None:
    return db.session.scalar(
        select(SupplementRevision).where(
            SupplementRevision.supplement_id == request_id, SupplementRevision.revision == number
        )
    )


def answered_supplements(dossier_id: uuid.UUID) -> Sequence[tuple[Supplement, SupplementRevision]]:
    """What the citizen answered, oldest first."""
    rows = db.session.execute(
        select(Supplement, SupplementRevision)
        .join(
            SupplementRevision,
            (SupplementRevision.supplement_id == Supplement.id)
            & (SupplementRevision.revision == Supplement.revision),
        )
        .where(Supplement.dossier_id == dossier_id, Supplement.state == "answered")
        .order_by(Supplement.answered_at)
    )
    return [(row[0], row[1]) for row in rows]


def expired_supplements(moment: datetime, limit: int) -> Sequence[uuid.UUID]:
    """Dossiers in state 5 whose window is over."""
    return db.session.scalars(
        select(Dossier.id)
        .where(
            Dossier.state == State.SUPPLEMENT_ASKED.value,
            Dossier.supplement_due < moment,
        )
        .order_by(Dossier.id)
        .limit(limit)
    ).all()


def results(dossier_id: uuid.UUID) -> Sequence[Result]:
    return db.session.scalars(
        select(Result)
        .where(Result.dossier_id == dossier_id, Result.withdrawn_at.is_(None))
        .order_by(Result.id)
    ).all()


def events(dossier_id: uuid.UUID) -> Sequence[DossierEvent]:
    return db.session.scalars(
        select(DossierEvent).where(DossierEvent.dossier_id == dossier_id).order_by(DossierEvent.id)
    ).all()


def last_event(dossier_id: uuid.UUID, kind: str) -> DossierEvent | None:
    return db.session.scalar(
        select(DossierEvent)
        .where(DossierEvent.dossier_id == dossier_id, DossierEvent.kind == kind)
        .order_by(DossierEvent.id.desc())
        .limit(1)
    )


def openings(dossier_id: uuid.UUID) -> Sequence[Opening]:
    return db.session.scalars(
        select(Opening).where(Opening.dossier_id == dossier_id).order_by(Opening.id)
    ).all()


def opened_since(dossier_id: uuid.UUID, officer_id: uuid.UUID, moment: datetime) -> bool:
    """Whether this officer opened it at or after the moment."""
    found = exists().where(
        Opening.dossier_id == dossier_id, Opening.officer_id == officer_id, Opening.at >= moment
    )
    return bool(db.session.scalar(select(found)))


def handover(dossier_id: uuid.UUID) -> Handover | None:
    return db.session.scalar(
        select(Handover)
        .where(Handover.dossier_id == dossier_id)
        .order_by(Handover.id.desc())
        .limit(1)
    )


def reviews(dossier_id: uuid.UUID) -> Sequence[PageReview]:
    return db.session.scalars(select(PageReview).where(PageReview.dossier_id == dossier_id)).all()
