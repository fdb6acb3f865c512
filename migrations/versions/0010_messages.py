"""Messages, their deliveries, and the browsers that people let us call"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_messages"
down_revision = "0009_payments"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_messages()
    _make_subscriptions()
    _make_deliveries()
    _take_over()
    op.drop_table("outgoing_messages")


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=True),
        sa.Column("agency_code", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("urgency", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("dedupe", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("chosen", sa.JSON(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("not_before", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=True),
        sa.Column("rung", sa.String(length=10), nullable=False),
        sa.Column("rung_since", _MOMENT, nullable=False),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("opened_at", _MOMENT, nullable=True),
        sa.Column("read_at", _MOMENT, nullable=True),
        sa.Column("told_at", _MOMENT, nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("withheld", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "rung IN ('push', 'sms', 'people', 'call_list', 'done')", name=op.f("ck_messages_rung")
        ),
        sa.CheckConstraint(
            "urgency IN ('low', 'normal', 'high')", name=op.f("ck_messages_urgency")
        ),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_messages_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_messages_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["told_by"], ["people.id"], name=op.f("fk_messages_told_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_messages_dedupe")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_created_at"), ["created_at"])
        batch_op.create_index(
            batch_op.f("ix_messages_person_id_created_at"), ["person_id", "created_at"]
        )
        batch_op.create_index(
            batch_op.f("ix_messages_dossier_id_created_at"), ["dossier_id", "created_at"]
        )
        batch_op.create_index(batch_op.f("ix_messages_rung_rung_since"), ["rung", "rung_since"])


def _make_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_hash", sa.String(length=64), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(length=88), nullable=False),
        sa.Column("auth", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("detail", sa.String(length=8), nullable=False),
        sa.Column("vapid_key_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_ok_at", _MOMENT, nullable=True),
        sa.Column("gone_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "detail IN ('private', 'discreet')", name=op.f("ck_push_subscriptions_detail")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_push_subscriptions_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_push_subscriptions_endpoint_hash")),
    )
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_push_subscriptions_person_id_device_id"), ["person_id", "device_id"]
        )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("leased_by", sa.String(length=40), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("gateway_id", sa.String(length=80), nullable=True),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "channel IN ('push', 'sms', 'console')", name=op.f("ck_deliveries_channel")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'dead')",
            name=op.f("ck_deliveries_state"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_deliveries_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["push_subscriptions.id"],
            name=op.f("fk_deliveries_subscription_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    claimable = sa.text("state IN ('waiting', 'sending')")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_claimable",
            ["channel", "rank", "due_at"],
            postgresql_where=claimable,
            sqlite_where=claimable,
        )
        batch_op.create_index(batch_op.f("ix_deliveries_gateway_id"), ["gateway_id"])
        batch_op.create_index(batch_op.f("ix_deliveries_message_id"), ["message_id"])
        batch_op.create_index(batch_op.f("ix_deliveries_subscription_id"), ["subscription_id"])


def _take_over() -> None:
    """What waited for an SMS gateway goes on waiting; what the console showed was sent."""
    op.execute(
        "INSERT INTO messages (id, kind, urgency, language, facts, seq, created_at, not_before,"
        " rung, rung_since)"
        " SELECT id, kind, 'high', 'vi', '{}', 0, created_at, created_at, 'done', created_at"
        " FROM outgoing_messages"
    )
    op.execute(
        "INSERT INTO deliveries (id, message_id, channel, recipient, text, state, rank, due_at,"
        " tries, created_at, sent_at)"
        " SELECT id, id, channel, recipient, text,"
        " CASE state WHEN 'shown' THEN 'sent' ELSE 'waiting' END, 0, created_at, 0, created_at,"
        " CASE state WHEN 'shown' THEN created_at END"
        " FROM outgoing_messages"
    )


def downgrade() -> None:
    op.create_table(
        "outgoing_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'shown')", name=op.f("ck_outgoing_messages_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_messages")),
    )
    with op.batch_alter_table("outgoing_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_messages_created_at"), ["created_at"])
        batch_op.create_index(
            batch_op.f("ix_outgoing_messages_state_created_at"), ["state", "created_at"]
        )
    op.execute(
        "INSERT INTO outgoing_messages (id, channel, kind, recipient, text, state, created_at)"
        " SELECT d.id, d.channel, m.kind, d.recipient, d.text,"
        " CASE d.state WHEN 'sent' THEN 'shown' ELSE 'waiting' END, d.created_at"
        " FROM deliveries d JOIN messages m ON m.id = d.message_id"
        " WHERE d.recipient IS NOT NULL AND d.text IS NOT NULL"
    )
    op.drop_table("deliveries")
    op.drop_table("push_subscriptions")
    op.drop_table("messages")
