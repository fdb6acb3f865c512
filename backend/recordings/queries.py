"""All SQL of the recordings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select, text

from backend.extensions import db
from backend.recordings.models import Recording, RecordingLanguage

_EXCLUSIVE = "LOCK TABLE recordings IN SHARE ROW EXCLUSIVE MODE"


def languages(agency_code: str) -> list[str]:
    """The codes of the languages that an agency chose, in its order."""
    return list(
        db.session.scalars(
            select(RecordingLanguage.code)
            .where(RecordingLanguage.agency_code == agency_code)
            .order_by(RecordingLanguage.position)
        )
    )


def replace_languages(agency_code: str, codes: Sequence[str]) -> None:
    """Put `codes` where the agency's choice was."""
    db.session.execute(
        delete(RecordingLanguage).where(RecordingLanguage.agency_code == agency_code)
    )
    db.session.add_all(
        RecordingLanguage(agency_code=agency_code, code=code, position=place)
        for place, code in enumerate(codes)
    )
    db.session.flush()


def of_sentences(agency_code: str, ids: Collection[str]) -> Sequence[Recording]:
    """Recordings of these sentences in every language."""
    return db.session.scalars(
        select(Recording).where(Recording.agency_code == agency_code, Recording.sentence.in_(ids))
    ).all()


def agencies() -> list[str]:
    """Codes of the agencies that have a recording."""
    return list(db.session.scalars(select(Recording.agency_code).distinct()))


def count_of_sentences(ids: Collection[str]) -> dict[str, int]:
    """How many recordings of these sentences each agency has that has any."""
    rows = db.session.execute(
        select(Recording.agency_code, func.count())
        .where(Recording.sentence.in_(ids))
        .group_by(Recording.agency_code)
    )
    return {row[0]: row[1] for row in rows}


def of_language(agency_code: str, language: str) -> Sequence[Recording]:
    """Everything that an agency recorded in a language, the oldest first."""
    return db.session.scalars(
        select(Recording)
        .where(Recording.agency_code == agency_code, Recording.language == language)
        .order_by(Recording.recorded_at, Recording.id)
    ).all()


def one(agency_code: str, language: str, sentence: str) -> Recording | None:
    """A sentence's recording, its row locked until the end of the transaction."""
    found: Recording | None = db.session.scalar(
        select(Recording)
        .where(
            Recording.agency_code == agency_code,
            Recording.language == language,
            Recording.sentence == sentence,
        )
        .with_for_update()
    )
    return found


def lock_files() -> None:
    """Nobody else records or removes until the transaction ends: which files are named is certain.

    SQLite needs nothing: a write begins with BEGIN IMMEDIATE.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(_EXCLUSIVE))


def names_file(sha256: str, kind: str) -> bool:
    """Whether a recording has this file; the same file may belong to several."""
    column = Recording.ogg_sha256 if kind == "ogg" else Recording.mp3_sha256
    return db.session.scalar(select(Recording.id).where(column == sha256).limit(1)) is not None


def add(row: Recording) -> None:
    """Keep a new recording."""
    db.session.add(row)
    db.session.flush()


def remove(row: Recording) -> None:
    """Forget a recording."""
    db.session.delete(row)
    db.session.flush()
