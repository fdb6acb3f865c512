"""Versions that end with their procedure, and not because another one follows"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016_retired_versions"
down_revision = "0015_recordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "procedure_versions",
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    with op.batch_alter_table("procedure_versions") as batch_op:
        batch_op.drop_column("retired")
