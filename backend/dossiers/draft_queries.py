"""SQL of forgetting drafts. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from backend.dossiers.counters import ChangeMark
from backend.dossiers.models import Dossier, DossierEvent, DossierRevision, Opening, Page
from backend.dossiers.states import State
from backend.extensions import db


def stale(moment: datetime, limit: int) -> Sequence[uuid.UUID]:
    """Drafts, never submitted, that have not changed since `moment`; their rows are locked."""
    return db.session.scalars(
        select(Dossier.id)
        .where(
            Dossier.state == State.DRAFT.value,
            Dossier.channel == "online",
            Dossier.slip.is_(None),
            Dossier.updated_at < moment,
        )
        .order_by(Dossier.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def forget(ids: Sequence[uuid.UUID]) -> None:
    """Delete drafts with all that hangs on them: what was never received leaves no trail either."""
    for table in (ChangeMark, DossierEvent, Opening, Page, DossierRevision):
        db.session.execute(delete(table).where(table.dossier_id.in_(ids)))
    db.session.execute(delete(Dossier).where(Dossier.id.in_(ids)))
