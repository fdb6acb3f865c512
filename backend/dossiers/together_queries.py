"""SQL that finds the dossiers of one set. Never commits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from backend.dossiers.models import Dossier
from backend.dossiers.states import PHASES
from backend.extensions import db

MOST = 20
"""Far more than a family of procedures has members."""


def sent_as_one(dossier: Dossier) -> Sequence[Dossier]:
    """Everything of its set that the same person sent to the same agency, the first sent first.

    The id was made by a phone: only together with its sender does it bind anything.
    """
    return db.session.scalars(
        select(Dossier)
        .where(
            Dossier.family_id == dossier.family_id,
            Dossier.submitter_id == dossier.submitter_id,
            Dossier.agency_code == dossier.agency_code,
            Dossier.state.not_in([state.value for state in PHASES]),
        )
        .order_by(Dossier.first_received_at, Dossier.id)
        .limit(MOST)
    ).all()
