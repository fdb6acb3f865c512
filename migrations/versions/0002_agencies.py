"""Agencies and their calendars"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_agencies"
down_revision = "0001_audit_trail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("desk_name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agencies")),
    )
    op.create_table(
        "calendar_overrides",
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "kind = 'work' OR hours IS NULL", name=op.f("ck_calendar_overrides_hours_of_worked_day")
        ),
        sa.CheckConstraint(
            "kind IN ('off', 'work')", name=op.f("ck_calendar_overrides_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_calendar_overrides_agency_code")
        ),
        sa.PrimaryKeyConstraint("agency_code", "day", name=op.f("pk_calendar_overrides")),
    )


def downgrade() -> None:
    op.drop_table("calendar_overrides")
    op.drop_table("agencies")
