"""What dossiers cost and what was paid: quotes, accounts, attempts, the ledger, the bank's lines"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_payments"
down_revision = "0008_device_senders"
branch_labels = None
depends_on = None

_ADD_UP = """UPDATE fee_accounts SET
  charged = charged + CASE WHEN NEW.kind IN ('charge', 'correction') THEN NEW.amount ELSE 0 END,
  paid = paid + CASE WHEN NEW.kind = 'payment' THEN NEW.amount ELSE 0 END,
  refunded = refunded + CASE WHEN NEW.kind = 'refund' THEN NEW.amount ELSE 0 END,
  balance = balance + CASE WHEN NEW.kind = 'payment' THEN -NEW.amount ELSE NEW.amount END,
  refund_due = CASE
    WHEN balance + CASE WHEN NEW.kind = 'payment' THEN -NEW.amount ELSE NEW.amount END < 0
    THEN -(balance + CASE WHEN NEW.kind = 'payment' THEN -NEW.amount ELSE NEW.amount END)
    ELSE 0 END
WHERE dossier_id = NEW.dossier_id;"""

_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER ledger_adds_up AFTER INSERT ON ledger_entries BEGIN " + _ADD_UP + " END",
        "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'The ledger is only appended.'); END",
        "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'The ledger is only appended.'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION ledger_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        + _ADD_UP
        + " RETURN NEW; END $$",
        "CREATE OR REPLACE FUNCTION ledger_is_appended() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The ledger is only appended.'; END $$",
        "CREATE TRIGGER ledger_adds_up AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_adds_up()",
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_is_appended()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "confirmation_series",
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_confirmation_series_agency_code")
        ),
        sa.PrimaryKeyConstraint("agency_code", "year", name=op.f("pk_confirmation_series")),
    )
    op.create_table(
        "payees",
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("bin", sa.String(length=6), nullable=False),
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("account", sa.String(length=19), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_payees_agency_code")
        ),
        sa.PrimaryKeyConstraint("agency_code", name=op.f("pk_payees")),
    )
    op.create_table(
        "bank_statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_bank_statements_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["people.id"], name=op.f("fk_bank_statements_imported_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statements")),
        sa.UniqueConstraint(
            "agency_code", "sha256", name=op.f("uq_bank_statements_agency_code_sha256")
        ),
    )
    op.create_table(
        "closed_days",
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("totals", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_closed_days_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["people.id"], name=op.f("fk_closed_days_closed_by")
        ),
        sa.PrimaryKeyConstraint("agency_code", "day", name=op.f("pk_closed_days")),
    )
    op.create_table(
        "local_fees",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("procedure_code", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("online", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "amount >= 0 AND (online IS NULL OR online >= 0)", name=op.f("ck_local_fees_amounts")
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_local_fees_range"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_local_fees_agency_code")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_local_fees_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_fees")),
        sa.UniqueConstraint(
            "agency_code",
            "procedure_code",
            "key",
            "effective_from",
            name=op.f("uq_local_fees_agency_code_procedure_code_key_effective_from"),
        ),
    )
    op.create_table(
        "fee_accounts",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("charged", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refunded", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("balance", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "refund_due", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint(
            "balance = charged - paid + refunded", name=op.f("ck_fee_accounts_balance")
        ),
        sa.CheckConstraint(
            "charged >= 0 AND paid >= 0 AND refunded >= 0", name=op.f("ck_fee_accounts_signs")
        ),
        sa.CheckConstraint(
            "refund_due = CASE WHEN balance < 0 THEN -balance ELSE 0 END",
            name=op.f("ck_fee_accounts_refund_due"),
        ),
        sa.CheckConstraint("refunded <= paid", name=op.f("ck_fee_accounts_refunded_was_paid")),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_fee_accounts_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_fee_accounts_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_fee_accounts")),
    )
    with op.batch_alter_table("fee_accounts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fee_accounts_agency_code_refund_due"),
            ["agency_code", "refund_due"],
            unique=False,
        )
    op.create_table(
        "fee_quotes",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("shown", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("agreement", sa.String(length=8), nullable=False),
        sa.Column("lines", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("exempt", sa.String(length=40), nullable=True),
        sa.Column("free_online", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(amount IS NULL) = (agreement = 'unknown')", name=op.f("ck_fee_quotes_known")
        ),
        sa.CheckConstraint(
            "agreement IN ('agreed', 'ask', 'unknown')", name=op.f("ck_fee_quotes_agreement")
        ),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_fee_quotes_amount")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_fee_quotes_dossier_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_fee_quotes_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_quotes")),
        sa.UniqueConstraint("dossier_id", "number", name=op.f("uq_fee_quotes_dossier_id_number")),
    )
    op.create_table(
        "payment_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("quote", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("transaction_no", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "(settled_at IS NOT NULL) = (state IN ('paid', 'refunded'))",
            name=op.f("ck_payment_attempts_settled"),
        ),
        sa.CheckConstraint(
            "provider IN ('vnpay', 'vietqr', 'desk')", name=op.f("ck_payment_attempts_provider")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'review', 'paid', 'failed', 'expired', 'replaced', 'refunded')",
            name=op.f("ck_payment_attempts_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_attempts_amount")),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_payment_attempts_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["fee_accounts.dossier_id"], name=op.f("fk_payment_attempts_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name=op.f("fk_payment_attempts_made_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_attempts")),
        sa.UniqueConstraint(
            "dossier_id", "number", name=op.f("uq_payment_attempts_dossier_id_number")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_attempts_reference")),
    )
    with op.batch_alter_table("payment_attempts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_attempts_agency_code_made_at"),
            ["agency_code", "made_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_payment_attempts_state_made_at"), ["state", "made_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_payment_attempts_told"), ["told"], unique=False)
        batch_op.create_index(
            "uq_payment_attempts_one_open",
            ["dossier_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
    op.create_table(
        "bank_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("source IN ('statement', 'payos')", name=op.f("ck_bank_lines_source")),
        sa.CheckConstraint(
            "state IN ('matched', 'confirms', 'decided', 'partial', 'over', 'double', 'unknown')",
            name=op.f("ck_bank_lines_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_bank_lines_amount")),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_bank_lines_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["payment_attempts.id"], name=op.f("fk_bank_lines_attempt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_lines")),
        sa.UniqueConstraint(
            "agency_code", "source", "key", name=op.f("uq_bank_lines_agency_code_source_key")
        ),
    )
    with op.batch_alter_table("bank_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bank_lines_agency_code_state"), ["agency_code", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_bank_lines_attempt_id"), ["attempt_id"], unique=False)
    op.create_table(
        "refunds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('due', 'asked', 'done', 'dropped')", name=op.f("ck_refunds_state")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refunds_amount")),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_refunds_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["payment_attempts.id"], name=op.f("fk_refunds_attempt_id")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_refunds_changed_by")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["fee_accounts.dossier_id"], name=op.f("fk_refunds_dossier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_refunds_agency_code_state"), ["agency_code", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_refunds_dossier_id"), ["dossier_id"], unique=False)
    op.create_table(
        "ledger_entries",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider", sa.String(length=8), nullable=True),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'refund') = (refund_id IS NOT NULL)", name=op.f("ck_ledger_entries_refund")
        ),
        sa.CheckConstraint(
            "(kind IN ('payment', 'refund')) = (attempt_id IS NOT NULL)",
            name=op.f("ck_ledger_entries_attempt"),
        ),
        sa.CheckConstraint(
            "(kind IN ('payment', 'refund')) = (provider IS NOT NULL)",
            name=op.f("ck_ledger_entries_provider"),
        ),
        sa.CheckConstraint(
            "amount > 0 OR (kind = 'correction' AND amount < 0)",
            name=op.f("ck_ledger_entries_amount"),
        ),
        sa.CheckConstraint(
            "kind IN ('charge', 'payment', 'refund', 'correction')",
            name=op.f("ck_ledger_entries_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name=op.f("fk_ledger_entries_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_ledger_entries_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["payment_attempts.id"], name=op.f("fk_ledger_entries_attempt_id")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["fee_accounts.dossier_id"], name=op.f("fk_ledger_entries_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_ledger_entries_refund_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("refund_id", name=op.f("uq_ledger_entries_refund_id")),
    )
    with op.batch_alter_table("ledger_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ledger_entries_agency_code_day"), ["agency_code", "day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_ledger_entries_dossier_id"), ["dossier_id"], unique=False
        )
        batch_op.create_index(
            "uq_ledger_entries_one_payment",
            ["attempt_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'payment'"),
            postgresql_where=sa.text("kind = 'payment'"),
        )
    op.create_table(
        "payment_confirmations",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("e_receipt", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_payment_confirmations_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["fee_accounts.dossier_id"],
            name=op.f("fk_payment_confirmations_dossier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["ledger_entries.id"], name=op.f("fk_payment_confirmations_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_payment_confirmations")),
        sa.UniqueConstraint(
            "agency_code",
            "year",
            "number",
            name=op.f("uq_payment_confirmations_agency_code_year_number"),
        ),
    )
    with op.batch_alter_table("payment_confirmations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_confirmations_dossier_id"), ["dossier_id"], unique=False
        )
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))


def downgrade() -> None:
    with op.batch_alter_table("payment_confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_confirmations_dossier_id"))
    op.drop_table("payment_confirmations")
    with op.batch_alter_table("ledger_entries", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ledger_entries_one_payment",
            sqlite_where=sa.text("kind = 'payment'"),
            postgresql_where=sa.text("kind = 'payment'"),
        )
        batch_op.drop_index(batch_op.f("ix_ledger_entries_dossier_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_entries_agency_code_day"))
    op.drop_table("ledger_entries")
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refunds_dossier_id"))
        batch_op.drop_index(batch_op.f("ix_refunds_agency_code_state"))
    op.drop_table("refunds")
    with op.batch_alter_table("bank_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bank_lines_attempt_id"))
        batch_op.drop_index(batch_op.f("ix_bank_lines_agency_code_state"))
    op.drop_table("bank_lines")
    with op.batch_alter_table("payment_attempts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_payment_attempts_one_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_payment_attempts_told"))
        batch_op.drop_index(batch_op.f("ix_payment_attempts_state_made_at"))
        batch_op.drop_index(batch_op.f("ix_payment_attempts_agency_code_made_at"))
    op.drop_table("payment_attempts")
    op.drop_table("fee_quotes")
    with op.batch_alter_table("fee_accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fee_accounts_agency_code_refund_due"))
    op.drop_table("fee_accounts")
    op.drop_table("local_fees")
    op.drop_table("closed_days")
    op.drop_table("bank_statements")
    op.drop_table("payees")
    op.drop_table("confirmation_series")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION ledger_adds_up()"))
        op.execute(sa.text("DROP FUNCTION ledger_is_appended()"))
