"""SQL of what the desk keeps: the fee table, the bank's lines, closed days. Never commits."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, cast, func, or_, select

from backend.dossiers.service import Dossier, State
from backend.extensions import db
from backend.payments.attempts import SETTLED
from backend.payments.desk_models import BankLine, ClosedDay, LocalFee, Payee, Statement
from backend.payments.models import Attempt, FeeAccount, LedgerEntry, Refund
from backend.payments.queries import insert_into

TO_DECIDE = ("partial", "over", "double", "unknown")


WRONG_AMOUNT = "told_amount"
"""In an attempt's evidence: the other sum that its provider told."""


# --- the commune's table ----------------------------------------------------------------------


def local_fees(
    agency_code: str, *, day: date | None = None, procedure: str | None = None
) -> Sequence[LocalFee]:
    """Rates, those in force on a day or all of them, by procedure, rule and time."""
    query = select(LocalFee).where(LocalFee.agency_code == agency_code)
    if procedure is not None:
        query = query.where(LocalFee.procedure_code == procedure)
    if day is not None:
        query = query.where(
            LocalFee.effective_from <= day,
            or_(LocalFee.effective_to.is_(None), LocalFee.effective_to >= day),
        )
    order = (LocalFee.procedure_code, LocalFee.key, LocalFee.effective_from)
    return db.session.scalars(query.order_by(*order)).all()


def local_fee(agency_code: str, fee_id: uuid.UUID) -> LocalFee | None:
    return db.session.scalar(
        select(LocalFee).where(LocalFee.id == fee_id, LocalFee.agency_code == agency_code)
    )


def payee(agency_code: str) -> Payee | None:
    return db.session.get(Payee, agency_code)


def agency_of_account(account: str) -> str | None:
    """Whose account it is; None when it is nobody's, or several agencies share it."""
    found = db.session.scalars(
        select(Payee.agency_code).where(Payee.account == account).limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def agency_of_references(references: Collection[str]) -> str | None:
    """Whose attempts these are; None when they are nobody's, or of several agencies."""
    if not references:
        return None
    found = db.session.scalars(
        select(Attempt.agency_code).where(Attempt.reference.in_(references)).distinct().limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


# --- the bank's lines -------------------------------------------------------------------------


def seen_lines(agency_code: str, keys: Collection[str]) -> Sequence[BankLine]:
    """Lines with these keys, of any source: transfers that were told before."""
    return db.session.scalars(
        select(BankLine).where(BankLine.agency_code == agency_code, BankLine.key.in_(keys))
    ).all()


def add_lines(rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep lines; one that a parallel call has kept meanwhile stays as it is."""
    if rows:
        insert = insert_into(BankLine).on_conflict_do_nothing(
            index_elements=["agency_code", "source", "key"]
        )
        db.session.execute(insert, list(rows))


def locked_attempts(agency_code: str, references: Collection[str]) -> dict[str, Attempt]:
    """Attempts of the agency by reference, with their accounts locked."""
    rows = db.session.execute(
        select(FeeAccount, Attempt)
        .join(Attempt, Attempt.dossier_id == FeeAccount.dossier_id)
        .where(Attempt.reference.in_(references), Attempt.agency_code == agency_code)
        .order_by(FeeAccount.dossier_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row[1].reference: row[1] for row in rows}


def lines_of_attempts(attempt_ids: Collection[uuid.UUID]) -> Sequence[BankLine]:
    return db.session.scalars(select(BankLine).where(BankLine.attempt_id.in_(attempt_ids))).all()


def line(agency_code: str, line_id: uuid.UUID) -> BankLine | None:
    """The line, its row locked and read anew."""
    return db.session.scalar(
        select(BankLine)
        .where(BankLine.id == line_id, BankLine.agency_code == agency_code)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def lines_to_decide(agency_code: str, limit: int, offset: int = 0) -> Sequence[BankLine]:
    """What an officer must look at, oldest first."""
    return db.session.scalars(
        select(BankLine)
        .where(BankLine.agency_code == agency_code, BankLine.state.in_(TO_DECIDE))
        .order_by(BankLine.booked_on, BankLine.id)
        .limit(limit)
        .offset(offset)
    ).all()


def count_to_decide(agency_code: str) -> int:
    counted = (
        select(func.count())
        .select_from(BankLine)
        .where(BankLine.agency_code == agency_code, BankLine.state.in_(TO_DECIDE))
    )
    return db.session.scalar(counted) or 0


def statement(agency_code: str, sha256: str) -> Statement | None:
    return db.session.scalar(
        select(Statement).where(Statement.agency_code == agency_code, Statement.sha256 == sha256)
    )


# --- days -------------------------------------------------------------------------------------


def day_totals(agency_code: str, day: date) -> Sequence[tuple[str, str | None, int, int]]:
    """(kind, provider, number, sum) of a day's entries."""
    rows = db.session.execute(
        select(
            LedgerEntry.kind,
            LedgerEntry.provider,
            func.count(),
            func.coalesce(func.sum(LedgerEntry.amount), 0),
        )
        .where(LedgerEntry.agency_code == agency_code, LedgerEntry.day == day)
        .group_by(LedgerEntry.kind, LedgerEntry.provider)
        .order_by(LedgerEntry.kind, LedgerEntry.provider)
    )
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in rows]


def day_entries(
    agency_code: str, day: date, after: int, limit: int
) -> Sequence[tuple[LedgerEntry, Attempt | None]]:
    """A day's entries in their order, from behind entry `after`, with what was paid by."""
    rows = db.session.execute(
        select(LedgerEntry, Attempt)
        .outerjoin(Attempt, Attempt.id == LedgerEntry.attempt_id)
        .where(
            LedgerEntry.agency_code == agency_code, LedgerEntry.day == day, LedgerEntry.id > after
        )
        .order_by(LedgerEntry.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def closed_day(agency_code: str, day: date) -> ClosedDay | None:
    return db.session.get(ClosedDay, (agency_code, day))


def close_day(values: Mapping[str, Any]) -> bool:
    """False when it is closed already."""
    done = db.session.execute(
        insert_into(ClosedDay)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["agency_code", "day"])
        .returning(ClosedDay.day)
    )
    return done.scalar() is not None


def attempts_in_states(
    agency_code: str, states: Collection[str], until: Any, limit: int
) -> Sequence[Attempt]:
    """Attempts made before a moment that stand in one of these states, oldest first."""
    return db.session.scalars(
        select(Attempt)
        .where(
            Attempt.agency_code == agency_code,
            Attempt.state.in_(states),
            Attempt.made_at < until,
        )
        .order_by(Attempt.made_at)
        .limit(limit)
    ).all()


def attempts_with_another_sum(agency_code: str, until: datetime, limit: int) -> Sequence[Attempt]:
    """Attempts of which the provider told another sum, and that nothing has settled since."""
    return db.session.scalars(
        select(Attempt)
        .where(
            Attempt.agency_code == agency_code,
            Attempt.state.not_in([state.value for state in SETTLED]),
            Attempt.made_at < until,
            cast(Attempt.evidence, Text).contains(WRONG_AMOUNT),
        )
        .order_by(Attempt.made_at)
        .limit(limit)
    ).all()


def transfers_not_on_statements(agency_code: str, day: date, limit: int) -> Sequence[Attempt]:
    """Transfers settled by a notice up to a day that no statement's line has confirmed."""
    confirmed = select(BankLine.attempt_id).where(
        BankLine.agency_code == agency_code,
        BankLine.source == "statement",
        BankLine.attempt_id.is_not(None),
    )
    return db.session.scalars(
        select(Attempt)
        .join(LedgerEntry, LedgerEntry.attempt_id == Attempt.id)
        .where(
            Attempt.agency_code == agency_code,
            Attempt.provider == "vietqr",
            LedgerEntry.kind == "payment",
            LedgerEntry.day <= day,
            Attempt.id.not_in(confirmed),
        )
        .order_by(Attempt.made_at)
        .limit(limit)
    ).all()


def unpaid_returned(agency_code: str, limit: int) -> Sequence[FeeAccount]:
    """Accounts of dossiers whose result was handed over while something was owed."""
    return db.session.scalars(
        select(FeeAccount)
        .join(Dossier, Dossier.id == FeeAccount.dossier_id)
        .where(
            FeeAccount.agency_code == agency_code,
            FeeAccount.balance > 0,
            Dossier.state == State.RETURNED.value,
        )
        .limit(limit)
    ).all()


def mismatched_accounts(agency_code: str, limit: int) -> Sequence[tuple[FeeAccount, int]]:
    """Accounts whose open refunds are not what is due back; empty unless something is wrong."""
    open_sum = func.coalesce(func.sum(Refund.amount), 0)
    rows = db.session.execute(
        select(FeeAccount, open_sum)
        .outerjoin(
            Refund,
            (Refund.dossier_id == FeeAccount.dossier_id) & Refund.state.in_(["due", "asked"]),
        )
        .where(FeeAccount.agency_code == agency_code)
        .group_by(FeeAccount.dossier_id)
        .having(open_sum != FeeAccount.refund_due)
        .limit(limit)
    )
    return [(row[0], int(row[1])) for row in rows]
