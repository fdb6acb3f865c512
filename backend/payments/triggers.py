"""What the database itself holds to: entries are appended, accounts are their sums. Pure text.

The migration that made the tables carries its own copy; a test compares the two.
"""

from __future__ import annotations

from typing import NamedTuple


class Trigger(NamedTuple):
    """A statement for one kind of database."""

    dialect: str
    sql: str


_ADD_UP = """
UPDATE fee_accounts SET
  charged = charged + CASE WHEN NEW.kind IN ('charge', 'correction') THEN NEW.amount ELSE 0 END,
  paid = paid + CASE WHEN NEW.kind = 'payment' THEN NEW.amount ELSE 0 END,
  refunded = refunded + CASE WHEN NEW.kind = 'refund' THEN NEW.amount ELSE 0 END,
  balance = balance + CASE WHEN NEW.kind = 'payment' THEN -NEW.amount ELSE NEW.amount END,
  refund_due = CASE
    WHEN balance + CASE WHEN NEW.kind = 'payment' THEN -NEW.amount ELSE NEW.amount END < 0
    THEN -(balance + CASE WHEN NEW.kind = 'payment' THEN -NEW.amount ELSE NEW.amount END)
    ELSE 0 END
WHERE dossier_id = NEW.dossier_id;
""".strip()

ALL: tuple[Trigger, ...] = (
    Trigger(
        "sqlite",
        f"CREATE TRIGGER ledger_adds_up AFTER INSERT ON ledger_entries BEGIN {_ADD_UP} END",
    ),
    Trigger(
        "sqlite",
        "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entries "
        "BEGIN SELECT RAISE(ABORT, 'The ledger is only appended.'); END",
    ),
    Trigger(
        "sqlite",
        "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entries "
        "BEGIN SELECT RAISE(ABORT, 'The ledger is only appended.'); END",
    ),
    Trigger(
        "postgresql",
        "CREATE OR REPLACE FUNCTION ledger_adds_up() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_ADD_UP} RETURN NEW; END $$",
    ),
    Trigger(
        "postgresql",
        "CREATE OR REPLACE FUNCTION ledger_is_appended() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'The ledger is only appended.'; END $$",
    ),
    Trigger(
        "postgresql",
        "CREATE TRIGGER ledger_adds_up AFTER INSERT ON ledger_entries "
        "FOR EACH ROW EXECUTE FUNCTION ledger_adds_up()",
    ),
    Trigger(
        "postgresql",
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger_entries "
        "FOR EACH ROW EXECUTE FUNCTION ledger_is_appended()",
    ),
)
