"""SQL of single dossiers: reading, locking, and what must happen at most once. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from backend.dossiers.counters import AgencyDay, ChangeCounter, ChangeMark, Command
from backend.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierRevision,
    Handover,
    Opening,
    Page,
    PageReview,
    Result,
    Supplement,
    SupplementItem,
    SupplementRevision,
)
from backend.dossiers.states import State
from backend.extensions import Base, db


def _insert(table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may say what happens when the row is there already."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


# --- dossiers -----------------------------------------------------------------------------------


def dossier(dossier_id: uuid.UUID) -> Dossier | None:
    return db.session.get(Dossier, dossier_id)


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
        _insert(Dossier)
        .values(id=dossier_id, **values)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Dossier.id)
    )
    return done.scalar() is not None


def take_unique(dossier_id: uuid.UUID, **column: str | None) -> bool:
    """Give the dossier its slip number or code; False when another dossier has it."""
    try:
        with db.session.begin_nested():
            db.session.execute(update(Dossier).where(Dossier.id == dossier_id).values(**column))
    except IntegrityError:
        return False
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


# --- revisions and pages ------------------------------------------------------------------------


def revision(dossier_id: uuid.UUID, number: int) -> DossierRevision | None:
    return db.session.scalar(
        select(DossierRevision).where(
            DossierRevision.dossier_id == dossier_id, DossierRevision.revision == number
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


def replace_pages(dossier_id: uuid.UUID, papers: Collection[str] | None = None) -> None:
    """Pages in force give way, all of them or those of some papers."""
    query = update(Page).where(Page.dossier_id == dossier_id, Page.standing == "in_force")
    if papers is not None:
        query = query.where(Page.paper.in_(papers))
    db.session.execute(query.values(standing="replaced"))


def waiting_for(sender_id: uuid.UUID, sha256: str) -> Sequence[uuid.UUID]:
    """Dossiers that wait for these bytes of this sender, always in the same order."""
    return db.session.scalars(
        select(Page.dossier_id)
        .where(
            Page.sender_id == sender_id,
            Page.sha256 == sha256,
            Page.standing == "waiting",
            Page.stored_at.is_(None),
        )
        .distinct()
        .order_by(Page.dossier_id)
    ).all()


def mark_stored(dossier_id: uuid.UUID, sender_id: uuid.UUID, sha256: str, moment: datetime) -> None:
    """Every page of the waiting manifest that these bytes are."""
    db.session.execute(
        update(Page)
        .where(
            Page.dossier_id == dossier_id,
            Page.sender_id == sender_id,
            Page.sha256 == sha256,
            Page.standing == "waiting",
            Page.stored_at.is_(None),
        )
        .values(stored_at=moment)
    )


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


def reviews(dossier_id: uuid.UUID) -> Sequence[PageReview]:
    return db.session.scalars(select(PageReview).where(PageReview.dossier_id == dossier_id)).all()


# --- supplements, results, trail ----------------------------------------------------------------


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


def openings(dossier_id: uuid.UUID) -> Sequence[Opening]:
    return db.session.scalars(
        select(Opening).where(Opening.dossier_id == dossier_id).order_by(Opening.id)
    ).all()


def handover(dossier_id: uuid.UUID) -> Handover | None:
    return db.session.scalar(
        select(Handover)
        .where(Handover.dossier_id == dossier_id)
        .order_by(Handover.id.desc())
        .limit(1)
    )


# --- counters -----------------------------------------------------------------------------------


def next_daily_number(agency_code: str, day: date) -> int:
    """The agency's next number of the day; its row stays locked until the transaction ends."""
    insert = _insert(AgencyDay).values(agency_code=agency_code, day=day, last=1)
    number = db.session.scalar(
        insert.on_conflict_do_update(
            index_elements=["agency_code", "day"], set_={"last": AgencyDay.last + 1}
        ).returning(AgencyDay.last)
    )
    assert number is not None  # noqa: S101 # An upsert always returns its row.
    return number


def count_change(person_id: uuid.UUID, dossier_id: uuid.UUID) -> None:
    """One more change for this account; other changes of the account wait for this transaction."""
    insert = _insert(ChangeCounter).values(person_id=person_id, value=1)
    value = db.session.scalar(
        insert.on_conflict_do_update(
            index_elements=["person_id"], set_={"value": ChangeCounter.value + 1}
        ).returning(ChangeCounter.value)
    )
    mark = _insert(ChangeMark).values(person_id=person_id, dossier_id=dossier_id, value=value)
    db.session.execute(
        mark.on_conflict_do_update(
            index_elements=["person_id", "dossier_id"], set_={"value": value}
        )
    )


def change_cursor(person_id: uuid.UUID) -> int:
    return (
        db.session.scalar(select(ChangeCounter.value).where(ChangeCounter.person_id == person_id))
        or 0
    )


def changed_since(
    person_id: uuid.UUID, since: int, moment: datetime, limit: int
) -> Sequence[tuple[Dossier, int]]:
    """Dossiers that changed after `since`, oldest change first, with their marks."""
    rows = db.session.execute(
        select(Dossier, ChangeMark.value)
        .join(ChangeMark, ChangeMark.dossier_id == Dossier.id)
        .where(
            ChangeMark.person_id == person_id,
            ChangeMark.value > since,
            visible_to(person_id, moment),
        )
        .order_by(ChangeMark.value)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def claim_command(
    command_id: uuid.UUID, person_id: uuid.UUID, body_sha256: str, moment: datetime
) -> Command | None:
    """None when the command is ours to do now; else the one that was done under this id."""
    claimed = db.session.scalar(
        _insert(Command)
        .values(id=command_id, person_id=person_id, body_sha256=body_sha256, at=moment)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Command.id)
    )
    return None if claimed is not None else db.session.get(Command, command_id)


def answer_command(command_id: uuid.UUID, answer: dict[str, Any]) -> None:
    db.session.execute(update(Command).where(Command.id == command_id).values(answer=answer))
