"""SQL of what SMS gateways tell us. Never commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.extensions import db
from backend.notifications.ladder_models import SmsIncoming


def take_notice(notice: SmsIncoming) -> bool:
    """Write a notice down; False when it was told before."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    taken = db.session.scalar(
        insert(SmsIncoming)
        .values(
            notice_id=notice.notice_id,
            kind=notice.kind,
            number_hash=notice.number_hash,
            answered=notice.answered,
            at=notice.at,
        )
        .on_conflict_do_nothing()
        .returning(SmsIncoming.notice_id)
    )
    return taken is not None


def forget_notices(before: datetime) -> None:
    """What was told so long ago is not needed any more."""
    db.session.execute(delete(SmsIncoming).where(SmsIncoming.at < before))


def count_questions(number_hash: str, since: datetime) -> int:
    """How many texts came from a number."""
    query = (
        select(func.count())
        .select_from(SmsIncoming)
        .where(SmsIncoming.number_hash == number_hash, SmsIncoming.at > since)
    )
    return db.session.scalar(query) or 0


def count_answered(
    since: datetime, *, number_hash: str | None = None, agency_code: str | None = None
) -> int:
    """How many texts were answered, of one number or in one agency's name."""
    query = (
        select(func.count())
        .select_from(SmsIncoming)
        .where(SmsIncoming.answered.is_(True), SmsIncoming.at > since)
    )
    if number_hash is not None:
        query = query.where(SmsIncoming.number_hash == number_hash)
    if agency_code is not None:
        query = query.where(SmsIncoming.agency_code == agency_code)
    return db.session.scalar(query) or 0


def mark_answered(notice_id: str, agency_code: str) -> None:
    """It was answered in the name of an agency."""
    db.session.execute(
        update(SmsIncoming)
        .where(SmsIncoming.notice_id == notice_id)
        .values(answered=True, agency_code=agency_code)
    )
