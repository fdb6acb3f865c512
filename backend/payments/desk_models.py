"""Tables of what the desk keeps beside the ledger: fees, the account, the bank's lines, days."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, BigId, Json, UtcDateTime, new_id


class LocalFee(Base):
    """A rate of the commune's own table, where a procedure's rules leave it open.

    `key` names the rule; `online` None: one rate for both ways. Both days belong to the range. What
    was in force is never changed, only ended: `basis` names the council's resolution.
    """

    __tablename__ = "local_fees"
    __table_args__ = (
        UniqueConstraint("agency_code", "procedure_code", "key", "effective_from"),
        CheckConstraint("amount >= 0 AND (online IS NULL OR online >= 0)", name="amounts"),
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="range"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    procedure_code: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int] = mapped_column(BigId)
    online: Mapped[int | None] = mapped_column(BigId)
    effective_from: Mapped[date] = mapped_column()
    effective_to: Mapped[date | None] = mapped_column()
    basis: Mapped[str] = mapped_column(Text())
    set_at: Mapped[datetime] = mapped_column(UtcDateTime())
    set_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class Payee(Base):
    """The agency's own bank account, as transfers name it; `name` is the official one."""

    __tablename__ = "payees"

    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    bin: Mapped[str] = mapped_column(String(6))
    bank: Mapped[str] = mapped_column(String(60))
    account: Mapped[str] = mapped_column(String(19))
    name: Mapped[str] = mapped_column(String(120))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Statement(Base):
    """A bank's file that was taken over; the same file again changes nothing."""

    __tablename__ = "bank_statements"
    __table_args__ = (UniqueConstraint("agency_code", "sha256"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime())
    imported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    counts: Mapped[dict[str, Any]] = mapped_column(Json())


class BankLine(Base):
    """Money that arrived on the account, by a statement's line or a signed notice.

    `key` is the same for the same transfer told twice. `state`: "matched" (settled its attempt),
    "confirms" (a notice had settled it already), "decided" (by an officer), or why an officer must
    look: "partial", "over", "double", "unknown".
    """

    __tablename__ = "bank_lines"
    __table_args__ = (
        UniqueConstraint("agency_code", "source", "key"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("source IN ('statement', 'payos')", name="source"),
        CheckConstraint(
            "state IN ('matched', 'confirms', 'decided', 'partial', 'over', 'double', 'unknown')",
            name="state",
        ),
        Index(None, "agency_code", "state"),
        Index(None, "attempt_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    source: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(60))
    booked_on: Mapped[date] = mapped_column()
    amount: Mapped[int] = mapped_column(BigId)
    purpose: Mapped[str] = mapped_column(Text())
    state: Mapped[str] = mapped_column(String(8))
    attempt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("payment_attempts.id"))
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime())
    decision: Mapped[dict[str, Any] | None] = mapped_column(Json())


class ClosedDay(Base):
    """A day whose sums an officer has looked at and closed; they do not change any more."""

    __tablename__ = "closed_days"

    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    totals: Mapped[dict[str, Any]] = mapped_column(Json())
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime())
    closed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


class ConfirmationSeries(Base):
    """The last confirmation's number of an agency and year; locked while the next is taken."""

    __tablename__ = "confirmation_series"

    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
