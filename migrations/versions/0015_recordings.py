"""Recordings of sentences, and the languages that a commune records"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_recordings"
down_revision = "0014_dossiers_of_one_set"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recording_languages",
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_recording_languages_agency_code")
        ),
        sa.PrimaryKeyConstraint("agency_code", "code", name=op.f("pk_recording_languages")),
    )
    op.create_table(
        "recordings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sentence", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("ogg_sha256", sa.String(length=64), nullable=False),
        sa.Column("ogg_bytes", sa.Integer(), nullable=False),
        sa.Column("mp3_sha256", sa.String(length=64), nullable=False),
        sa.Column("mp3_bytes", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_code"], ["agencies.code"], name=op.f("fk_recordings_agency_code")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["people.id"],
            name=op.f("fk_recordings_recorded_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordings")),
        sa.UniqueConstraint(
            "agency_code",
            "language",
            "sentence",
            name=op.f("uq_recordings_agency_code_language_sentence"),
        ),
    )
    op.create_index(op.f("ix_recordings_ogg_sha256"), "recordings", ["ogg_sha256"])
    op.create_index(op.f("ix_recordings_mp3_sha256"), "recordings", ["mp3_sha256"])


def downgrade() -> None:
    op.drop_table("recordings")
    op.drop_table("recording_languages")
