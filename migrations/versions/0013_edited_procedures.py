"""Versions that a commune publishes itself, edits under way, indexes that phones may have"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_edited_procedures"
down_revision = "0012_ladder"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tell_where_versions_come_from()
    op.create_table(
        "procedure_edits",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["procedure_versions.id"], name=op.f("fk_procedure_edits_base_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["people.id"],
            name=op.f("fk_procedure_edits_changed_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_procedure_edits")),
    )
    op.create_table(
        "known_indexes",
        sa.Column("v", sa.String(length=16), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("v", name=op.f("pk_known_indexes")),
    )


def _tell_where_versions_come_from() -> None:
    op.add_column("procedure_versions", sa.Column("origin", sa.String(length=4), nullable=True))
    op.execute("UPDATE procedure_versions SET origin = 'file'")
    with op.batch_alter_table("procedure_versions", schema=None) as batch_op:
        batch_op.alter_column("origin", existing_type=sa.String(length=4), nullable=False)
        batch_op.add_column(sa.Column("base_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("published_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", _MOMENT, nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_procedure_versions_origin_known"), "origin IN ('file', 'desk', 'list')"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_procedure_versions_base_id"), "procedure_versions", ["base_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_procedure_versions_published_by"),
            "people",
            ["published_by"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    op.drop_table("known_indexes")
    op.drop_table("procedure_edits")
    with op.batch_alter_table("procedure_versions", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_procedure_versions_published_by"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_procedure_versions_base_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_procedure_versions_origin_known"), type_="check")
        for column in ("withdrawn_at", "reason", "published_by", "base_id", "origin"):
            batch_op.drop_column(column)
