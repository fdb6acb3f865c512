"""Tables of what a dossier owes and what was paid. Money is whole đồng.

`triggers.py` keeps the ledger append-only and each account equal to the sum of its entries, in the
database itself, so that no code of ours can forget it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import DDL

from backend.core.model import Base, BigId, Json, UtcDateTime, new_id
from backend.payments import triggers
from backend.payments.attempts import AttemptState

PROVIDERS = ("vnpay", "vietqr", "desk")


def _one_of(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class FeeQuote(Base):
    """What a dossier costs by the server's count, and what its sender was shown. Never changed.

    `number` is the version of the sum: whoever pays names it. `agreement` is that of
    `catalogue.fees`; an officer's own sum is "agreed" or "ask" by its relation to the one before.
    """

    __tablename__ = "fee_quotes"
    __table_args__ = (
        UniqueConstraint("dossier_id", "number"),
        CheckConstraint(_one_of("agreement", ("agreed", "ask", "unknown")), name="agreement"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
        CheckConstraint("(amount IS NULL) = (agreement = 'unknown')", name="known"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    number: Mapped[int] = mapped_column()
    revision: Mapped[int | None] = mapped_column()
    """The sending that it is about; None for an officer's own sum."""
    amount: Mapped[int | None] = mapped_column(BigId)
    shown: Mapped[int | None] = mapped_column(BigId)
    agreement: Mapped[str] = mapped_column(String(8))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(Json())
    exempt: Mapped[str | None] = mapped_column(String(40))
    """The group that was claimed; the desk looks at the paper that proves it."""
    free_online: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Text())
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class FeeAccount(Base):
    """The sums of a dossier's entries, kept by a trigger; its row is the lock of its money.

    `balance` is what is still owed. It is negative only while as much is due to be sent back.
    """

    __tablename__ = "fee_accounts"
    __table_args__ = (
        CheckConstraint("charged >= 0 AND paid >= 0 AND refunded >= 0", name="signs"),
        CheckConstraint("refunded <= paid", name="refunded_was_paid"),
        CheckConstraint("balance = charged - paid + refunded", name="balance"),
        CheckConstraint(
            "refund_due = CASE WHEN balance < 0 THEN -balance ELSE 0 END", name="refund_due"
        ),
        Index(None, "agency_code", "refund_due"),
    )

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    charged: Mapped[int] = mapped_column(BigId, default=0)
    paid: Mapped[int] = mapped_column(BigId, default=0)
    refunded: Mapped[int] = mapped_column(BigId, default=0)
    balance: Mapped[int] = mapped_column(BigId, default=0)
    refund_due: Mapped[int] = mapped_column(BigId, default=0)


class Attempt(Base):
    """One try to pay a dossier's fee. `reference` is what the money names: `HS` + slip + number.

    `told` is False while the dossier has not yet heard what became of it (`settling.follow_up`).
    `evidence` is what the provider said when it was decided.
    """

    __tablename__ = "payment_attempts"
    __table_args__ = (
        CheckConstraint(_one_of("provider", PROVIDERS), name="provider"),
        CheckConstraint(_one_of("state", list(AttemptState)), name="state"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(
            "(settled_at IS NOT NULL) = (state IN ('paid', 'refunded'))", name="settled"
        ),
        UniqueConstraint("dossier_id", "number"),
        Index(None, "agency_code", "made_at"),
        Index(None, "state", "made_at"),
        Index(None, "told"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fee_accounts.dossier_id"))
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    number: Mapped[int] = mapped_column()
    provider: Mapped[str] = mapped_column(String(8))
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    quote: Mapped[int] = mapped_column()
    amount: Mapped[int] = mapped_column(BigId)
    state: Mapped[str] = mapped_column(String(10), default=AttemptState.OPEN.value)
    told: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    transaction_no: Mapped[str] = mapped_column(String(60), default="")
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When the provider was last asked what became of it."""
    evidence: Mapped[dict[str, Any]] = mapped_column(Json(), default=dict)


_IS_OPEN = Attempt.state == AttemptState.OPEN.value
Index(
    "uq_payment_attempts_one_open",
    Attempt.dossier_id,
    unique=True,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)


class LedgerEntry(Base):
    """What happened to the money of a dossier. Only ever inserted; a mistake gets a correction.

    `amount` is positive but for a correction, which may lower what was charged. `day` is the local
    day whose closing counts it. `evidence` says why anybody may believe it.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint(
            _one_of("kind", ("charge", "payment", "refund", "correction")), name="kind"
        ),
        CheckConstraint("amount > 0 OR (kind = 'correction' AND amount < 0)", name="amount"),
        CheckConstraint(
            "(kind IN ('payment', 'refund')) = (attempt_id IS NOT NULL)", name="attempt"
        ),
        CheckConstraint(
            "(kind IN ('payment', 'refund')) = (provider IS NOT NULL)", name="provider"
        ),
        CheckConstraint("(kind = 'refund') = (refund_id IS NOT NULL)", name="refund"),
        Index(None, "dossier_id"),
        Index(None, "agency_code", "day"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fee_accounts.dossier_id"))
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    kind: Mapped[str] = mapped_column(String(10))
    amount: Mapped[int] = mapped_column(BigId)
    provider: Mapped[str | None] = mapped_column(String(8))
    attempt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("payment_attempts.id"))
    refund_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("refunds.id"), unique=True)
    day: Mapped[date] = mapped_column()
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    evidence: Mapped[dict[str, Any]] = mapped_column(Json())


_IS_PAYMENT = LedgerEntry.kind == "payment"
Index(
    "uq_ledger_entries_one_payment",
    LedgerEntry.attempt_id,
    unique=True,
    sqlite_where=_IS_PAYMENT,
    postgresql_where=_IS_PAYMENT,
)

for _trigger in triggers.ALL:
    event.listen(
        LedgerEntry.__table__,
        "after_create",
        DDL(_trigger.sql).execute_if(dialect=_trigger.dialect),  # type: ignore[no-untyped-call]  # SQLAlchemy's.
    )


class Refund(Base):
    """Money that is due back: too much, twice, or after the dossier was withdrawn.

    "due" → "asked" (of the provider) → "done" with its evidence; a refused one is due again.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint(_one_of("state", ("due", "asked", "done", "dropped")), name="state"),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "agency_code", "state"),
        Index(None, "dossier_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fee_accounts.dossier_id"))
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    attempt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("payment_attempts.id"))
    amount: Mapped[int] = mapped_column(BigId)
    state: Mapped[str] = mapped_column(String(8), default="due")
    reason: Mapped[str] = mapped_column(Text())
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime())
    changed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    evidence: Mapped[dict[str, Any]] = mapped_column(Json(), default=dict)


class Confirmation(Base):
    """A numbered confirmation of a payment (phiếu xác nhận thanh toán, never called biên lai).

    Numbers run by agency and year. `e_receipt` is the official electronic receipt's number (NĐ
    254/2026/NĐ-CP article 22), when the collecting agency has issued it.
    """

    __tablename__ = "payment_confirmations"
    __table_args__ = (UniqueConstraint("agency_code", "year", "number"), Index(None, "dossier_id"))

    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entries.id"), primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fee_accounts.dossier_id"))
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    year: Mapped[int] = mapped_column()
    number: Mapped[int] = mapped_column()
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime())
    e_receipt: Mapped[str | None] = mapped_column(String(40))
