"""SQL of announcements. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from backend.extensions import db
from backend.notifications.ladder_models import Announcement, MessagePreference
from backend.notifications.models import PushSubscription


def announcement(
    announcement_id: uuid.UUID, *, lock: bool = False, wait: bool = True
) -> Announcement | None:
    """One of them; `wait` False: None while another worker has it in hand."""
    query = select(Announcement).where(Announcement.id == announcement_id)
    if lock:
        query = query.with_for_update(skip_locked=not wait)
    return db.session.scalar(query.execution_options(populate_existing=True))


def unfinished() -> uuid.UUID | None:
    """The eldest that is being sent."""
    return db.session.scalar(
        select(Announcement.id)
        .where(Announcement.state == "sending")
        .order_by(Announcement.made_at, Announcement.id)
        .limit(1)
    )


def of_agency(agency_code: str, limit: int) -> list[Announcement]:
    """The newest first."""
    return list(
        db.session.scalars(
            select(Announcement)
            .where(Announcement.agency_code == agency_code)
            .order_by(Announcement.made_at.desc(), Announcement.id.desc())
            .limit(limit)
        )
    )


def count_since(agency_code: str, moment: datetime) -> int:
    """How many an agency sent since then."""
    return _count(
        select(func.count())
        .select_from(Announcement)
        .where(Announcement.agency_code == agency_code, Announcement.made_at > moment)
    )


def _asked(hamlets: Collection[uuid.UUID]) -> list[ColumnElement[bool]]:
    return [
        MessagePreference.hamlet_id.in_(hamlets),
        MessagePreference.announcements.is_(True),
        MessagePreference.stopped_at.is_(None),
    ]


def count_listeners(hamlets: Collection[uuid.UUID]) -> int:
    """How many people of these hamlets asked for announcements."""
    return _count(select(func.count()).select_from(MessagePreference).where(*_asked(hamlets)))


def count_with_browsers(hamlets: Collection[uuid.UUID]) -> int:
    """How many of them have a phone that takes pushes."""
    browser = exists().where(
        PushSubscription.person_id == MessagePreference.person_id,
        PushSubscription.gone_at.is_(None),
    )
    query = select(func.count()).select_from(MessagePreference).where(*_asked(hamlets), browser)
    return _count(query)


def browsers_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The live subscriptions of these people; one query."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    rows = db.session.execute(
        select(PushSubscription.person_id, PushSubscription.id).where(
            PushSubscription.person_id.in_(people), PushSubscription.gone_at.is_(None)
        )
    )
    for person_id, browser in rows:
        found.setdefault(person_id, []).append(browser)
    return found


def _count(query: Select[Any]) -> int:
    return int(db.session.scalar(query) or 0)
