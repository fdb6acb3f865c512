"""SQL of quotes, accounts, attempts, the ledger and refunds. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.extensions import Base, db
from backend.payments.attempts import UNANSWERED, AttemptState
from backend.payments.desk_models import ConfirmationSeries
from backend.payments.models import (
    Attempt,
    Confirmation,
    FeeAccount,
    FeeQuote,
    LedgerEntry,
    Refund,
)

_FRESH = {"populate_existing": True}


def insert_into(table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may say what happens when the row is there already."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


# --- quotes -----------------------------------------------------------------------------------


def quotes(dossier_id: uuid.UUID) -> Sequence[FeeQuote]:
    """All versions of the sum, the newest first."""
    return db.session.scalars(
        select(FeeQuote).where(FeeQuote.dossier_id == dossier_id).order_by(FeeQuote.number.desc())
    ).all()


# --- accounts and the ledger ------------------------------------------------------------------


def make_account(dossier_id: uuid.UUID, agency_code: str) -> None:
    """The account's row, once."""
    db.session.execute(
        insert_into(FeeAccount)
        .values(
            dossier_id=dossier_id,
            agency_code=agency_code,
            charged=0,
            paid=0,
            refunded=0,
            balance=0,
            refund_due=0,
        )
        .on_conflict_do_nothing(index_elements=["dossier_id"])
    )


def account(dossier_id: uuid.UUID) -> FeeAccount | None:
    return db.session.scalar(
        select(FeeAccount).where(FeeAccount.dossier_id == dossier_id).execution_options(**_FRESH)
    )


def locked_account(dossier_id: uuid.UUID) -> FeeAccount | None:
    """The account, its row locked until the transaction ends and read anew."""
    return db.session.scalar(
        select(FeeAccount)
        .where(FeeAccount.dossier_id == dossier_id)
        .with_for_update()
        .execution_options(**_FRESH)
    )


def accounts_of(dossier_ids: Collection[uuid.UUID]) -> Sequence[FeeAccount]:
    return db.session.scalars(
        select(FeeAccount).where(FeeAccount.dossier_id.in_(dossier_ids)).execution_options(**_FRESH)
    ).all()


def entries(dossier_id: uuid.UUID) -> Sequence[LedgerEntry]:
    """The dossier's entries, oldest first."""
    return db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.dossier_id == dossier_id).order_by(LedgerEntry.id)
    ).all()


def entry_of_attempt(attempt_id: uuid.UUID) -> LedgerEntry | None:
    return db.session.scalar(
        select(LedgerEntry).where(
            LedgerEntry.attempt_id == attempt_id, LedgerEntry.kind == "payment"
        )
    )


# --- attempts ---------------------------------------------------------------------------------


def attempts(dossier_id: uuid.UUID) -> Sequence[Attempt]:
    """All tries of a dossier, oldest first, read anew."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.dossier_id == dossier_id)
        .order_by(Attempt.number)
        .execution_options(**_FRESH)
    ).all()


def locked_by_reference(reference: str) -> tuple[FeeAccount, Attempt] | None:
    """An attempt with the account that it pays, both locked and read anew; one query."""
    row = db.session.execute(
        select(FeeAccount, Attempt)
        .join(Attempt, Attempt.dossier_id == FeeAccount.dossier_id)
        .where(Attempt.reference == reference)
        .with_for_update()
        .execution_options(**_FRESH)
    ).first()
    return None if row is None else (row[0], row[1])


def attempt_by_reference(reference: str) -> Attempt | None:
    return db.session.scalar(select(Attempt).where(Attempt.reference == reference))


def attempt(attempt_id: uuid.UUID) -> Attempt | None:
    return db.session.get(Attempt, attempt_id)


def untold(limit: int) -> Sequence[uuid.UUID]:
    """Dossiers that have not heard what became of an attempt."""
    return db.session.scalars(
        select(Attempt.dossier_id).where(Attempt.told.is_(False)).distinct().limit(limit)
    ).all()


def unanswered(
    made_before: datetime, asked_before: datetime, given_up: datetime, limit: int
) -> Sequence[Attempt]:
    """VNPay's attempts of which nobody knows the end, those never asked about first.

    One made before `given_up` is asked about once: a page that was closed is never heard of again,
    and must not stand before those that are.
    """
    never = Attempt.asked_at.is_(None)
    again = and_(Attempt.asked_at < asked_before, Attempt.made_at >= given_up)
    return db.session.scalars(
        select(Attempt)
        .where(
            Attempt.provider == "vnpay",
            Attempt.state.in_([state.value for state in UNANSWERED]),
            Attempt.made_at < made_before,
            or_(never, again),
        )
        .order_by(never.desc(), Attempt.asked_at, Attempt.made_at)
        .limit(limit)
    ).all()


def overdue(moment: datetime, limit: int) -> Sequence[str]:
    """References of open attempts whose time is over."""
    return db.session.scalars(
        select(Attempt.reference)
        .where(Attempt.state == AttemptState.OPEN.value, Attempt.expires_at < moment)
        .order_by(Attempt.expires_at)
        .limit(limit)
    ).all()


# --- refunds and confirmations ----------------------------------------------------------------


def refunds(dossier_id: uuid.UUID) -> Sequence[Refund]:
    """The dossier's refunds, oldest first, read anew."""
    return db.session.scalars(
        select(Refund)
        .where(Refund.dossier_id == dossier_id)
        .order_by(Refund.id)
        .execution_options(**_FRESH)
    ).all()


def refund(agency_code: str, refund_id: uuid.UUID) -> Refund | None:
    return db.session.scalar(
        select(Refund)
        .where(Refund.id == refund_id, Refund.agency_code == agency_code)
        .execution_options(**_FRESH)
    )


def open_refunds(agency_code: str, limit: int) -> Sequence[tuple[Refund, Attempt]]:
    """What is still to be sent back, oldest first."""
    rows = db.session.execute(
        select(Refund, Attempt)
        .join(Attempt, Attempt.id == Refund.attempt_id)
        .where(Refund.agency_code == agency_code, Refund.state.in_(["due", "asked"]))
        .order_by(Refund.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def next_confirmation_number(agency_code: str, year: int) -> int:
    """The agency's next number of the year; its row stays locked until the transaction ends."""
    insert = insert_into(ConfirmationSeries).values(agency_code=agency_code, year=year, last=1)
    number: Any = db.session.scalar(
        insert.on_conflict_do_update(
            index_elements=["agency_code", "year"], set_={"last": ConfirmationSeries.last + 1}
        ).returning(ConfirmationSeries.last)
    )
    return int(number)


def confirmations(dossier_id: uuid.UUID) -> Sequence[tuple[Confirmation, LedgerEntry]]:
    """The dossier's confirmations with the payments they confirm, oldest first."""
    rows = db.session.execute(
        select(Confirmation, LedgerEntry)
        .join(LedgerEntry, LedgerEntry.id == Confirmation.entry_id)
        .where(Confirmation.dossier_id == dossier_id)
        .order_by(LedgerEntry.id)
    )
    return [(row[0], row[1]) for row in rows]


def unconfirmed(dossier_id: uuid.UUID) -> Sequence[LedgerEntry]:
    """Payments without a numbered confirmation."""
    return db.session.scalars(
        select(LedgerEntry)
        .outerjoin(Confirmation, Confirmation.entry_id == LedgerEntry.id)
        .where(
            LedgerEntry.dossier_id == dossier_id,
            LedgerEntry.kind == "payment",
            Confirmation.entry_id.is_(None),
        )
        .order_by(LedgerEntry.id)
    ).all()


def count_attempts(dossier_id: uuid.UUID) -> int:
    counted = select(func.count()).select_from(Attempt).where(Attempt.dossier_id == dossier_id)
    return db.session.scalar(counted) or 0
