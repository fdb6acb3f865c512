"""What the database itself holds to, whatever code writes to it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.payments import ledger, queries, triggers
from backend.payments.models import Attempt, FeeAccount, LedgerEntry, Refund
from tests.support.factories import dossiers
from tests.support.factories import payments as pay
from tests.support.factories.dossiers import World
from tests.support.factories.payments import OWED


@pytest.fixture
def paid(world: World) -> Attempt:
    dossier = dossiers.received(world)
    tried = pay.chosen(world.citizen, dossier, "vnpay")
    pay.tell(world.app.test_client(), tried)
    return pay.attempt(tried.id)


def account_of(attempt: Attempt) -> FeeAccount:
    found = queries.locked_account(attempt.dossier_id)
    assert found is not None
    return found


def test_an_account_is_the_sum_of_its_entries(paid: Attempt) -> None:
    with writing():
        ledger.charge_to(account_of(paid), 5_000, by=None, evidence={})
    money = pay.account(paid.dossier_id)
    assert (money.charged, money.paid, money.balance) == (5_000, OWED, 5_000 - OWED)
    assert money.refund_due == OWED - 5_000
    kinds = [(e.kind, e.amount) for e in queries.entries(paid.dossier_id)]
    assert kinds == [("charge", OWED), ("payment", OWED), ("correction", 5_000 - OWED)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount = 1",
        "UPDATE ledger_entries SET kind = 'correction'",
        "DELETE FROM ledger_entries",
    ],
)
def test_entries_are_only_appended(paid: Attempt, statement: str) -> None:
    """Seen failing without the triggers."""
    with pytest.raises(DBAPIError), writing():
        db.session.execute(text(statement))
    assert len(queries.entries(paid.dossier_id)) == 2


def test_an_attempt_is_paid_once(paid: Attempt) -> None:
    """Seen failing without the partial unique index."""
    with pytest.raises(IntegrityError), writing():
        ledger.pay(account_of(paid), paid, by=None, evidence={})


def test_two_attempts_are_never_open_at_once(world: World) -> None:
    dossier = dossiers.received(world)
    tried = pay.chosen(world.citizen, dossier, "vnpay")
    with pytest.raises(IntegrityError), writing():
        db.session.add(_copy(tried, number=2, reference="HS3333333333"))


def test_nothing_is_sent_back_that_never_came(world: World) -> None:
    dossier = dossiers.received(world)
    tried = pay.chosen(world.citizen, dossier, "vnpay")
    refund = Refund(
        dossier_id=dossier.id,
        agency_code=dossier.agency_code,
        attempt_id=tried.id,
        amount=OWED,
        state="due",
        reason="thử",
        made_at=tried.made_at,
        changed_at=tried.made_at,
    )
    with pytest.raises(IntegrityError), writing():
        _send_back(tried, refund)


def _send_back(attempt: Attempt, refund: Refund) -> None:
    db.session.add(refund)
    db.session.flush()
    ledger.send_back(account_of(attempt), attempt, refund, by=None, evidence={})


@pytest.mark.parametrize(
    "values",
    [
        {"balance": 1},
        {"refund_due": 1},
        {"charged": -1, "balance": -1, "refund_due": 1},
        {"paid": OWED + 1},
    ],
    ids=str,
)
def test_an_account_cannot_say_what_is_not_so(paid: Attempt, values: dict[str, int]) -> None:
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    with pytest.raises(IntegrityError), writing():
        db.session.execute(text(f"UPDATE fee_accounts SET {changes}"))  # noqa: S608 # Our numbers.


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "payment", "amount": -1},
        {"kind": "charge", "amount": 0},
        {"kind": "charge", "amount": -5},
        {"kind": "gift", "amount": 5},
        {"kind": "payment", "amount": 5},
        {"kind": "correction", "amount": -(10**9)},
    ],
    ids=str,
)
def test_entries_of_no_sense_are_refused(paid: Attempt, entry: dict[str, Any]) -> None:
    before = queries.entries(paid.dossier_id)[0]
    kept = {name: getattr(before, name) for name in ("dossier_id", "agency_code", "day", "at")}
    with pytest.raises(IntegrityError), writing():
        db.session.add(LedgerEntry(**kept, evidence={}, **entry))


def test_migrations_and_models_make_the_same_triggers() -> None:
    """The migration carries its own copy, which must not drift from what tests run with."""
    from importlib import import_module

    migrated = import_module("migrations.versions.0009_payments")._TRIGGERS
    for dialect in ("sqlite", "postgresql"):
        ours = tuple(t.sql for t in triggers.ALL if t.dialect == dialect)
        assert migrated[dialect] == ours


def _copy(attempt: Attempt, **changes: Any) -> Attempt:
    kept = {
        column.name: getattr(attempt, column.name)
        for column in Attempt.__table__.columns
        if column.name != "id"
    }
    return Attempt(id=new_id(), **{**kept, **changes})


def test_a_copy_that_is_not_open_stands_beside(world: World, app: Flask) -> None:
    """The index is about open attempts alone."""
    dossier = dossiers.received(world)
    tried = pay.chosen(world.citizen, dossier, "vnpay")
    with writing():
        db.session.add(
            _copy(tried, number=2, reference=f"HS{uuid.uuid4().hex[:9]}", state="failed")
        )
    assert len(queries.attempts(dossier.id)) == 2
