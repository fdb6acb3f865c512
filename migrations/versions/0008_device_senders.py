"""People of phones that were never signed in; when a send-only token was last used"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_device_senders"
down_revision = "0007_dossiers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device_senders",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=True),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["claimed_by"],
            ["people.id"],
            name=op.f("fk_device_senders_claimed_by"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_device_senders_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_device_senders")),
    )
    with op.batch_alter_table("device_senders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_device_senders_address_hash_made_at"), ["address_hash", "made_at"]
        )
        batch_op.create_index(batch_op.f("ix_device_senders_claimed_by"), ["claimed_by"])
        batch_op.create_index(
            batch_op.f("ix_device_senders_device_id_made_at"), ["device_id", "made_at"]
        )
        batch_op.create_index(batch_op.f("ix_device_senders_made_at"), ["made_at"])
    op.add_column("send_tokens", sa.Column("last_seen_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE send_tokens SET last_seen_at = created_at")
    with op.batch_alter_table("send_tokens", schema=None) as batch_op:
        batch_op.alter_column(
            "last_seen_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )


def downgrade() -> None:
    with op.batch_alter_table("send_tokens", schema=None) as batch_op:
        batch_op.drop_column("last_seen_at")
    op.drop_table("device_senders")
