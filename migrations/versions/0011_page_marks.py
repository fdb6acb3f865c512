"""Faults that a phone saw in a page which was sent all the same"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_page_marks"
down_revision = "0010_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pages", sa.Column("marks", sa.JSON(none_as_null=True), nullable=True))
    op.execute("UPDATE pages SET marks = '[]'")
    with op.batch_alter_table("pages", schema=None) as batch_op:
        batch_op.alter_column("marks", existing_type=sa.JSON(none_as_null=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("pages", schema=None) as batch_op:
        batch_op.drop_column("marks")
