"""The steps of messages, what people wish, hamlets, who is asked to tell, announcements, texts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_ladder"
down_revision = "0011_page_marks"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_hamlets()
    _make_message_preferences()
    _make_message_steps()
    _make_helper_asks()
    _make_announcements()
    _make_sms_incoming()


def _make_hamlets() -> None:
    op.create_table(
        "hamlets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("search_name", sa.String(length=80), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_hamlets_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["people.id"],
            name=op.f("fk_hamlets_volunteer_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hamlets")),
        sa.UniqueConstraint(
            "agency_code", "search_name", name=op.f("uq_hamlets_agency_code_search_name")
        ),
    )


def _make_message_preferences() -> None:
    op.create_table(
        "message_preferences",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("muted", sa.JSON(), nullable=False),
        sa.Column("announcements", sa.Boolean(), nullable=False),
        sa.Column("hamlet_id", sa.Uuid(), nullable=True),
        sa.Column("stopped_at", _MOMENT, nullable=True),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "language IN ('vi', 'en')", name=op.f("ck_message_preferences_language")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"],
            ["hamlets.id"],
            name=op.f("fk_message_preferences_hamlet_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_message_preferences_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_message_preferences")),
    )
    with op.batch_alter_table("message_preferences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_preferences_hamlet_id_announcements"),
            ["hamlet_id", "announcements"],
        )


def _make_message_steps() -> None:
    op.create_table(
        "message_steps",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by"], ["people.id"], name=op.f("fk_message_steps_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_steps_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_steps")),
    )
    with op.batch_alter_table("message_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_steps_message_id_id"), ["message_id", "id"])


def _make_helper_asks() -> None:
    op.create_table(
        "helper_asks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("told_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["people.id"], name=op.f("fk_helper_asks_helper_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_helper_asks_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_asks")),
        sa.UniqueConstraint(
            "message_id", "helper_id", name=op.f("uq_helper_asks_message_id_helper_id")
        ),
    )
    with op.batch_alter_table("helper_asks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_helper_asks_helper_id_told_at"), ["helper_id", "told_at"]
        )


def _make_announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hamlets", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("reached_id", sa.Uuid(), nullable=True),
        sa.Column("finished_at", _MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('announcement', 'alert')", name=op.f("ck_announcements_kind")),
        sa.CheckConstraint("state IN ('sending', 'done')", name=op.f("ck_announcements_state")),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_announcements_agency_code")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_announcements_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_announcements_agency_code_made_at"), ["agency_code", "made_at"]
        )
        batch_op.create_index(batch_op.f("ix_announcements_state"), ["state"])


def _make_sms_incoming() -> None:
    op.create_table(
        "sms_incoming",
        sa.Column("notice_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=True),
        sa.Column("agency_code", sa.String(length=20), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('report', 'question')", name=op.f("ck_sms_incoming_kind")),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_sms_incoming")),
    )
    with op.batch_alter_table("sms_incoming", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sms_incoming_agency_code_at"), ["agency_code", "at"])
        batch_op.create_index(batch_op.f("ix_sms_incoming_at"), ["at"])
        batch_op.create_index(batch_op.f("ix_sms_incoming_number_hash_at"), ["number_hash", "at"])


def downgrade() -> None:
    op.drop_table("sms_incoming")
    op.drop_table("announcements")
    op.drop_table("helper_asks")
    op.drop_table("message_steps")
    op.drop_table("message_preferences")
    op.drop_table("hamlets")
