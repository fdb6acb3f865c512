"""Dossiers with all that happens to them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_dossiers"
down_revision = "0006_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency_days",
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agency_code", "day", name=op.f("pk_agency_days")),
    )
    op.create_table(
        "change_counters",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_change_counters_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_change_counters")),
    )
    op.create_table(
        "commands",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_commands_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commands")),
    )
    op.create_table(
        "dossiers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_code", sa.String(length=20), nullable=False),
        sa.Column("procedure_code", sa.String(length=20), nullable=False),
        sa.Column("procedure_version", sa.Integer(), nullable=False),
        sa.Column("procedure_name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submitter_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("submitter_sees_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("waiting_revision", sa.Integer(), nullable=True),
        sa.Column("slip", sa.String(length=7), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("national_code", sa.String(length=40), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("owner_phone", sa.String(length=20), nullable=True),
        sa.Column("owner_id_number", sa.String(length=20), nullable=True),
        sa.Column("sought", sa.String(length=400), nullable=False),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("first_received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provisional_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("binding_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remaining_seconds", sa.Integer(), nullable=True),
        sa.Column("promised_due", sa.Date(), nullable=True),
        sa.Column("due_reason", sa.Text(), nullable=True),
        sa.Column("supplement_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("payment_from", sa.String(length=16), nullable=True),
        sa.Column("pickup", sa.JSON(), nullable=True),
        sa.CheckConstraint("channel IN ('online', 'desk')", name=op.f("ck_dossiers_channel")),
        sa.CheckConstraint("kind IN ('form', 'assistance')", name=op.f("ck_dossiers_kind")),
        sa.CheckConstraint(
            "state IN ('draft', 'awaiting_pages', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10')",
            name=op.f("ck_dossiers_state"),
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["people.id"], name=op.f("fk_dossiers_officer_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_dossiers_owner_id")),
        sa.ForeignKeyConstraint(
            ["submitter_id"], ["people.id"], name=op.f("fk_dossiers_submitter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
        sa.UniqueConstraint("code", name=op.f("uq_dossiers_code")),
        sa.UniqueConstraint("national_code", name=op.f("uq_dossiers_national_code")),
        sa.UniqueConstraint("slip", name=op.f("uq_dossiers_slip")),
    )
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dossiers_agency_code_received_at"),
            ["agency_code", "received_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dossiers_agency_code_state_answer_due"),
            ["agency_code", "state", "answer_due"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dossiers_agency_code_state_binding_due"),
            ["agency_code", "state", "binding_due"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_dossiers_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dossiers_owner_id_number"), ["owner_id_number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dossiers_owner_phone"), ["owner_phone"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dossiers_submitter_id"), ["submitter_id"], unique=False
        )

    op.create_table(
        "change_marks",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_change_marks_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_change_marks_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "dossier_id", name=op.f("pk_change_marks")),
    )
    with op.batch_alter_table("change_marks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_marks_person_id_value"), ["person_id", "value"], unique=False
        )

    op.create_table(
        "dossier_events",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_state", sa.String(length=16), nullable=True),
        sa.Column("to_state", sa.String(length=16), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name=op.f("fk_dossier_events_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_events_dossier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_events")),
    )
    with op.batch_alter_table("dossier_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dossier_events_dossier_id_id"), ["dossier_id", "id"], unique=False
        )

    op.create_table(
        "dossier_revisions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_revisions_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["people.id"], name=op.f("fk_dossier_revisions_sent_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_revisions")),
        sa.UniqueConstraint(
            "dossier_id", "revision", name=op.f("uq_dossier_revisions_dossier_id_revision")
        ),
    )
    op.create_table(
        "handovers",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_name", sa.String(length=200), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("id_number", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_handovers_by")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_handovers_dossier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handovers_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "openings",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_openings_dossier_id")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["people.id"], name=op.f("fk_openings_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_openings_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_results_added_by")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_results_dossier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_results_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "supplements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_open", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'waiting', 'answered', 'expired', 'dropped')",
            name=op.f("ck_supplements_state"),
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_supplements_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["people.id"], name=op.f("fk_supplements_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplements")),
    )
    with op.batch_alter_table("supplements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplements_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_supplements_state_due"), ["state", "due"], unique=False
        )

    op.create_table(
        "pages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("supplement_id", sa.Uuid(), nullable=True),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=True),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "standing IN ('waiting', 'in_force', 'replaced')", name=op.f("ck_pages_standing")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_pages_dossier_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["people.id"], name=op.f("fk_pages_sender_id")),
        sa.ForeignKeyConstraint(
            ["supplement_id"], ["supplements.id"], name=op.f("fk_pages_supplement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
    )
    with op.batch_alter_table("pages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pages_dossier_id_standing"), ["dossier_id", "standing"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_pages_sender_id_sha256"), ["sender_id", "sha256"], unique=False
        )

    op.create_table(
        "supplement_items",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("supplement_id", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["supplement_id"], ["supplements.id"], name=op.f("fk_supplement_items_supplement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_items")),
        sa.UniqueConstraint(
            "supplement_id", "paper", name=op.f("uq_supplement_items_supplement_id_paper")
        ),
    )
    op.create_table(
        "supplement_revisions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("supplement_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["people.id"], name=op.f("fk_supplement_revisions_sent_by")
        ),
        sa.ForeignKeyConstraint(
            ["supplement_id"],
            ["supplements.id"],
            name=op.f("fk_supplement_revisions_supplement_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_revisions")),
        sa.UniqueConstraint(
            "supplement_id", "revision", name=op.f("uq_supplement_revisions_supplement_id_revision")
        ),
    )
    op.create_table(
        "page_reviews",
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('good', 'wrong')", name=op.f("ck_page_reviews_verdict")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_page_reviews_dossier_id")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_page_reviews_page_id")),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["people.id"], name=op.f("fk_page_reviews_reviewed_by")
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_reviews")),
    )
    with op.batch_alter_table("page_reviews", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_page_reviews_dossier_id"), ["dossier_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("page_reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_reviews_dossier_id"))

    op.drop_table("page_reviews")
    op.drop_table("supplement_revisions")
    op.drop_table("supplement_items")
    with op.batch_alter_table("pages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pages_sender_id_sha256"))
        batch_op.drop_index(batch_op.f("ix_pages_dossier_id_standing"))

    op.drop_table("pages")
    with op.batch_alter_table("supplements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplements_state_due"))
        batch_op.drop_index(batch_op.f("ix_supplements_dossier_id"))

    op.drop_table("supplements")
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_results_dossier_id"))

    op.drop_table("results")
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_openings_dossier_id"))

    op.drop_table("openings")
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handovers_dossier_id"))

    op.drop_table("handovers")
    op.drop_table("dossier_revisions")
    with op.batch_alter_table("dossier_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_events_dossier_id_id"))

    op.drop_table("dossier_events")
    with op.batch_alter_table("change_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_marks_person_id_value"))

    op.drop_table("change_marks")
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossiers_submitter_id"))
        batch_op.drop_index(batch_op.f("ix_dossiers_owner_phone"))
        batch_op.drop_index(batch_op.f("ix_dossiers_owner_id_number"))
        batch_op.drop_index(batch_op.f("ix_dossiers_owner_id"))
        batch_op.drop_index(batch_op.f("ix_dossiers_agency_code_state_binding_due"))
        batch_op.drop_index(batch_op.f("ix_dossiers_agency_code_state_answer_due"))
        batch_op.drop_index(batch_op.f("ix_dossiers_agency_code_received_at"))

    op.drop_table("dossiers")
    op.drop_table("commands")
    op.drop_table("change_counters")
    op.drop_table("agency_days")
