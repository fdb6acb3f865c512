"""SQL of single dossiers: reading, locking, and what must happen at most once. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from backend.dossiers.models import (
    Dossier,
    DossierRevision,
    Page,
    PageReview,
)
from backend.extensions import Base, db


def insert_into(table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may say what happens when the row is there already."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


# --- dossiers -----------------------------------------------------------------------------------


def dossier(dossier_id: uuid.UUID) -> Dossier | None:
    return db.session.get(Dossier, dossier_id)


def dossier_of_slip(slip: str) -> Dossier | None:
    """The dossier with this slip number (as it is stored)."""
    return db.session.scalar(select(Dossier).where(Dossier.slip == slip))


def locked(dossier_id: uuid.UUID) -> Dossier | None:
    """The dossier, its row locked until the transaction ends and read anew."""
    return db.session.scalar(
        select(Dossier)
        .where(Dossier.id == dossier_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def insert_dossier_once(dossier_id: uuid.UUID, **values: Any) -> bool:
    """False when the id is taken already, by a parallel request perhaps: then lock and look."""
    done = db.session.execute(
        insert_into(Dossier)
        .values(id=dossier_id, **values)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Dossier.id)
    )
    return done.scalar() is not None


def take_unique(dossier: Dossier, **columns: str | None) -> bool:
    """Give the dossier its slip number or code; False when another dossier has it."""
    try:
        with db.session.begin_nested():
            db.session.execute(
                update(Dossier)
                .where(Dossier.id == dossier.id)
                .values(**columns)
                .execution_options(synchronize_session=False)
            )
    except IntegrityError:
        return False
    for name, value in columns.items():
        setattr(dossier, name, value)
    return True


def code_exists(code: str) -> bool:
    return bool(
        db.session.scalar(
            select(exists().where(or_(Dossier.code == code, Dossier.national_code == code)))
        )
    )


def visible_to(person_id: uuid.UUID, moment: datetime) -> Any:
    """The dossiers that a person sees: their own, and for a while what they sent for others."""
    return or_(
        Dossier.owner_id == person_id,
        (Dossier.submitter_id == person_id)
        & or_(Dossier.submitter_sees_until.is_(None), Dossier.submitter_sees_until > moment),
    )


def seen_dossier(dossier_id: uuid.UUID, person_id: uuid.UUID, moment: datetime) -> Dossier | None:
    """The dossier when this person may see it."""
    return db.session.scalar(
        select(Dossier).where(Dossier.id == dossier_id, visible_to(person_id, moment))
    )


def seen_dossiers(
    person_id: uuid.UUID, moment: datetime, *, page: int, per_page: int
) -> Sequence[Dossier]:
    return db.session.scalars(
        select(Dossier)
        .where(visible_to(person_id, moment))
        .order_by(Dossier.updated_at.desc(), Dossier.id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()


def count_seen(person_id: uuid.UUID, moment: datetime) -> int:
    counted = select(func.count()).select_from(Dossier).where(visible_to(person_id, moment))
    return db.session.scalar(counted) or 0


def sent_by(person_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Every dossier in this person's name, always in the same order."""
    return db.session.scalars(
        select(Dossier.id)
        .where(or_(Dossier.submitter_id == person_id, Dossier.owner_id == person_id))
        .order_by(Dossier.id)
    ).all()


def count_begun_since(person_id: uuid.UUID, moment: datetime) -> int:
    """How many dossiers this person began since `moment`."""
    begun = (
        select(func.count())
        .select_from(Dossier)
        .where(Dossier.submitter_id == person_id, Dossier.first_received_at >= moment)
    )
    return db.session.scalar(begun) or 0


# --- revisions and pages ------------------------------------------------------------------------


def revision(dossier_id: uuid.UUID, number: int) -> DossierRevision | None:
    return db.session.scalar(
        select(DossierRevision).where(
            DossierRevision.dossier_id == dossier_id, DossierRevision.revision == number
        )
    )


def newest_revision(dossier_id: uuid.UUID) -> int:
    """The highest number that was sent, in force or not."""
    newest = select(func.max(DossierRevision.revision)).where(
        DossierRevision.dossier_id == dossier_id
    )
    return db.session.scalar(newest) or 0


def drop_drafts(dossier_id: uuid.UUID) -> None:
    """Forget what was only saved, never submitted; a newer saving has taken its place."""
    db.session.execute(
        delete(DossierRevision).where(
            DossierRevision.dossier_id == dossier_id, DossierRevision.submitted.is_(False)
        )
    )


def pages(dossier_id: uuid.UUID, *standing: str) -> Sequence[Page]:
    """Pages in the order of the manifest."""
    query = select(Page).where(Page.dossier_id == dossier_id)
    if standing:
        query = query.where(Page.standing.in_(standing))
    return db.session.scalars(query.order_by(Page.paper, Page.page, Page.id)).all()


def page(dossier_id: uuid.UUID, page_id: uuid.UUID) -> Page | None:
    return db.session.scalar(select(Page).where(Page.id == page_id, Page.dossier_id == dossier_id))


def drop_waiting_pages(dossier_id: uuid.UUID) -> None:
    """Forget a manifest that never came into force; what was sent stands in its revision."""
    db.session.execute(
        delete(Page).where(Page.dossier_id == dossier_id, Page.standing == "waiting")
    )


def give_pages(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Pages of one sender become another's, as their files did."""
    db.session.execute(update(Page).where(Page.sender_id == from_id).values(sender_id=to_id))


def replace_pages(dossier_id: uuid.UUID, papers: Collection[str] | None = None) -> None:
    """Pages in force give way, all of them or those of some papers."""
    query = update(Page).where(Page.dossier_id == dossier_id, Page.standing == "in_force")
    if papers is not None:
        query = query.where(Page.paper.in_(papers))
    db.session.execute(query.values(standing="replaced"))


def put_in_force(dossier_id: uuid.UUID) -> None:
    """The waiting manifest now stands."""
    db.session.execute(
        update(Page)
        .where(Page.dossier_id == dossier_id, Page.standing == "waiting")
        .values(standing="in_force")
    )


def last_with_page(sender_id: uuid.UUID, sha256: str) -> uuid.UUID | None:
    """The dossier to which this sender last sent these bytes."""
    return db.session.scalar(
        select(Page.dossier_id)
        .where(Page.sender_id == sender_id, Page.sha256 == sha256)
        .order_by(Page.id.desc())
        .limit(1)
    )


def waiting_for(sender_id: uuid.UUID, sha256: str, size: int) -> Sequence[uuid.UUID]:
    """Dossiers that wait for these bytes of this sender, always in the same order."""
    return db.session.scalars(
        select(Page.dossier_id)
        .where(
            Page.sender_id == sender_id,
            Page.sha256 == sha256,
            Page.bytes == size,
            Page.standing == "waiting",
            Page.stored_at.is_(None),
        )
        .distinct()
        .order_by(Page.dossier_id)
    ).all()


def awaited_files() -> set[tuple[uuid.UUID, str]]:
    """Sender and hash of every page whose bytes are not here yet."""
    rows = db.session.execute(
        select(Page.sender_id, Page.sha256)
        .where(Page.standing == "waiting", Page.stored_at.is_(None))
        .distinct()
    )
    return {(row[0], row[1]) for row in rows}


def mark_stored(
    dossier_id: uuid.UUID, sender_id: uuid.UUID, sha256: str, size: int, moment: datetime
) -> bool:
    """Every page of the waiting manifest that these bytes are; whether there was one."""
    marked = db.session.scalars(
        update(Page)
        .where(
            Page.dossier_id == dossier_id,
            Page.sender_id == sender_id,
            Page.sha256 == sha256,
            Page.bytes == size,
            Page.standing == "waiting",
            Page.stored_at.is_(None),
        )
        .values(stored_at=moment)
        .returning(Page.id)
    )
    return bool(marked.all())


def count_missing(dossier_id: uuid.UUID) -> int:
    """Pages of the waiting manifest whose bytes are not here."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Page)
            .where(
                Page.dossier_id == dossier_id,
                Page.standing == "waiting",
                Page.stored_at.is_(None),
            )
        )
        or 0
    )


def count_unreviewed(dossier_id: uuid.UUID) -> int:
    """Pages in force that no officer has judged."""
    judged = exists().where(PageReview.page_id == Page.id)
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Page)
            .where(Page.dossier_id == dossier_id, Page.standing == "in_force", ~judged)
        )
        or 0
    )
