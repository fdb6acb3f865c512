"""SQL of preferences and hamlets. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.extensions import db
from backend.notifications.ladder_models import Hamlet, MessagePreference


def preference(person_id: uuid.UUID) -> MessagePreference | None:
    """What somebody wishes; None for the usual."""
    return db.session.get(MessagePreference, person_id)


def locked_preference(person_id: uuid.UUID, now: datetime) -> MessagePreference:
    """The same for changing, made if need be."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(
        insert(MessagePreference)
        .values(person_id=person_id, language="vi", muted=[], announcements=False, updated_at=now)
        .on_conflict_do_nothing()
    )
    return db.session.scalars(
        select(MessagePreference).where(MessagePreference.person_id == person_id).with_for_update()
    ).one()


def hamlets(agency_code: str | None = None, *, closed: bool = False) -> list[Hamlet]:
    """Hamlets of an agency (of all of them), by name."""
    query = select(Hamlet).order_by(Hamlet.agency_code, Hamlet.search_name)
    if agency_code is not None:
        query = query.where(Hamlet.agency_code == agency_code)
    if not closed:
        query = query.where(Hamlet.closed_at.is_(None))
    return list(db.session.scalars(query))


def hamlet(hamlet_id: uuid.UUID) -> Hamlet | None:
    return db.session.get(Hamlet, hamlet_id)


def hamlets_of(agency_code: str, ids: Collection[uuid.UUID]) -> list[Hamlet]:
    """Those of `ids` that are this agency's."""
    return list(
        db.session.scalars(
            select(Hamlet).where(Hamlet.agency_code == agency_code, Hamlet.id.in_(ids))
        )
    )


def listeners_by_hamlet(agency_code: str) -> dict[uuid.UUID, int]:
    """How many people of each of an agency's hamlets asked for announcements."""
    rows = db.session.execute(
        select(Hamlet.id, func.count())
        .join(MessagePreference, MessagePreference.hamlet_id == Hamlet.id)
        .where(
            Hamlet.agency_code == agency_code,
            MessagePreference.announcements.is_(True),
            MessagePreference.stopped_at.is_(None),
        )
        .group_by(Hamlet.id)
    )
    return {row[0]: int(row[1]) for row in rows}


def listeners_after(
    ids: Collection[uuid.UUID], after: uuid.UUID | None, limit: int
) -> list[MessagePreference]:
    """The next of them behind a person, by id."""
    query = select(MessagePreference).where(
        MessagePreference.hamlet_id.in_(ids),
        MessagePreference.announcements.is_(True),
        MessagePreference.stopped_at.is_(None),
    )
    if after is not None:
        query = query.where(MessagePreference.person_id > after)
    return list(db.session.scalars(query.order_by(MessagePreference.person_id).limit(limit)))
