"""Dossiers that were sent as one set: a birth, a death, a marriage, a move"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014_dossiers_of_one_set"
down_revision = "0013_edited_procedures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("family_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_dossiers_family_id"), "dossiers", ["family_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_dossiers_family_id"), table_name="dossiers")
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.drop_column("family_id")
