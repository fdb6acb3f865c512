"""The ledger (sổ cái): the only place that writes entries.

Whoever writes holds the account's row (`queries.locked_account`, `locked_by_reference`). The
database adds the entry up and refuses what cannot be: a balance below zero that is not due back, a
second payment of one attempt, a refund of what was never paid, a changed or deleted entry.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from backend.core import clock
from backend.extensions import db
from backend.payments import queries
from backend.payments.models import Attempt, FeeAccount, LedgerEntry, Refund


def opened(dossier_id: uuid.UUID, agency_code: str) -> FeeAccount:
    """The dossier's account, made when there is none, its row locked."""
    found = queries.locked_account(dossier_id)
    if found is None:
        queries.make_account(dossier_id, agency_code)
        found = queries.locked_account(dossier_id)
    assert found is not None  # noqa: S101 # It was made in this transaction.
    return found


def charge_to(
    account: FeeAccount, owed: int, *, by: uuid.UUID | None, evidence: Mapping[str, Any]
) -> None:
    """Make `owed` all that was charged: the first charge, then corrections."""
    difference = owed - account.charged
    if difference:
        first = account.charged == 0 and difference > 0
        kind = "charge" if first else "correction"
        _write(account, kind, difference, by=by, evidence=evidence)


def pay(
    account: FeeAccount, attempt: Attempt, *, by: uuid.UUID | None, evidence: Mapping[str, Any]
) -> LedgerEntry:
    """The attempt's money is here."""
    return _write(account, "payment", attempt.amount, by=by, evidence=evidence, attempt=attempt)


def send_back(
    account: FeeAccount,
    attempt: Attempt,
    refund: Refund,
    *,
    by: uuid.UUID | None,
    evidence: Mapping[str, Any],
) -> LedgerEntry:
    """Money was sent back."""
    return _write(
        account, "refund", refund.amount, by=by, evidence=evidence, attempt=attempt, refund=refund
    )


def _write(
    account: FeeAccount,
    kind: str,
    amount: int,
    *,
    by: uuid.UUID | None,
    evidence: Mapping[str, Any],
    attempt: Attempt | None = None,
    refund: Refund | None = None,
) -> LedgerEntry:
    now = clock.now()
    entry = LedgerEntry(
        dossier_id=account.dossier_id,
        agency_code=account.agency_code,
        kind=kind,
        amount=amount,
        provider=None if attempt is None else attempt.provider,
        attempt_id=None if attempt is None else attempt.id,
        refund_id=None if refund is None else refund.id,
        day=clock.local(now).date(),
        at=now,
        actor_id=by,
        evidence=dict(evidence),
    )
    db.session.add(entry)
    db.session.flush()
    db.session.expire(account)
    return entry
