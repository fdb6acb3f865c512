"""SQL of the counters: what must be counted, or done, exactly once. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from backend.dossiers.counters import AgencyDay, ChangeCounter, ChangeMark, Command
from backend.dossiers.models import Dossier
from backend.dossiers.queries import insert_into, visible_to
from backend.extensions import db


def next_daily_number(agency_code: str, day: date) -> int:
    """The agency's next number of the day; its row stays locked until the transaction ends."""
    insert = insert_into(AgencyDay).values(agency_code=agency_code, day=day, last=1)
    number: Any = db.session.scalar(
        insert.on_conflict_do_update(
            index_elements=["agency_code", "day"], set_={"last": AgencyDay.last + 1}
        ).returning(AgencyDay.last)
    )
    return int(number)


def count_change(person_id: uuid.UUID, dossier_id: uuid.UUID) -> None:
    """One more change for this account; other changes of the account wait for this transaction."""
    insert = insert_into(ChangeCounter).values(person_id=person_id, value=1)
    value = db.session.scalar(
        insert.on_conflict_do_update(
            index_elements=["person_id"], set_={"value": ChangeCounter.value + 1}
        ).returning(ChangeCounter.value)
    )
    mark = insert_into(ChangeMark).values(person_id=person_id, dossier_id=dossier_id, value=value)
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


def give_commands(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """A replay of what the first account commanded is answered to the second."""
    db.session.execute(update(Command).where(Command.person_id == from_id).values(person_id=to_id))


def claim_command(
    command_id: uuid.UUID, person_id: uuid.UUID, body_sha256: str, moment: datetime
) -> Command | None:
    """None when the command is ours to do now; else the one that was done under this id."""
    claimed = db.session.scalar(
        insert_into(Command)
        .values(id=command_id, person_id=person_id, body_sha256=body_sha256, at=moment)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Command.id)
    )
    return None if claimed is not None else db.session.get(Command, command_id)


def answer_command(command_id: uuid.UUID, answer: dict[str, Any]) -> None:
    db.session.execute(update(Command).where(Command.id == command_id).values(answer=answer))
