"""Leads, where they come from, to whom they go and how good they are."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("CREATE SEQUENCE lead_number")
    op.create_table(
        "assignment_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("condition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("members", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("respond_within_hours", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_rule")),
    )
    op.create_index("ix_assignment_rule_position", "assignment_rule", ["position", "id"], unique=False)
    op.create_table(
        "lead_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("campaign", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("thanks_url", sa.Text(), nullable=True),
        sa.Column("allowed_origins", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("least_seconds", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("received", sa.Integer(), server_default="0", nullable=False),
        sa.Column("caught", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_form")),
        sa.UniqueConstraint("key", name=op.f("uq_lead_form_key")),
    )
    op.create_index("ix_lead_form_name", "lead_form", ["name", "id"], unique=False)
    op.create_table(
        "score_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("condition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_rule")),
    )
    op.create_index(
        "ix_score_rule_name",
        "score_rule",
        ["name", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "assignment_turn",
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("given", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["assignment_rule.id"], name=op.f("fk_assignment_turn_rule_id")),
        sa.PrimaryKeyConstraint("rule_id", name=op.f("pk_assignment_turn")),
    )
    op.create_table(
        "lead_learning",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("won", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("error", sa.Float(), nullable=True),
        sa.Column("error_of_guessing", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_learning")),
    )
    op.create_table(
        "lead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("emails", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("phones", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("campaign", sa.Text(), nullable=True),
        sa.Column("utm", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("product_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("assigned_by", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response_channel", sa.String(length=16), nullable=True),
        sa.Column("overdue_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conversion", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("conversion_by", sa.Uuid(), nullable=True),
        sa.Column("conversion_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duplicates", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("score_reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("scored_with", sa.BigInteger(), nullable=False),
        sa.Column("handles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("name_key", sa.Text(collation="C"), nullable=False),
        sa.Column("company_key", sa.Text(collation="C"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["form_id"], ["lead_form.id"], name=op.f("fk_lead_form_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_lead_opportunity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("number", name=op.f("uq_lead_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_lead_serial")),
    )
    op.create_index(
        "ix_lead_arrays", "lead", ["handles", "product_ids"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_lead_campaign", "lead", ["campaign"], unique=False)
    op.create_index("ix_lead_city", "lead", ["city"], unique=False)
    op.create_index("ix_lead_company", "lead", ["company_key", "id"], unique=False)
    op.create_index(
        "ix_lead_conversion_due_at",
        "lead",
        ["conversion_due_at"],
        unique=False,
        postgresql_where=sa.text("conversion_due_at IS NOT NULL"),
    )
    op.create_index("ix_lead_converted_at", "lead", ["converted_at", "id"], unique=False)
    op.create_index("ix_lead_country", "lead", ["country"], unique=False)
    op.create_index("ix_lead_customer_id", "lead", ["customer_id"], unique=False)
    op.create_index("ix_lead_form_id", "lead", ["form_id"], unique=False)
    op.create_index("ix_lead_name", "lead", ["name_key", "id"], unique=False)
    op.create_index("ix_lead_opportunity_id", "lead", ["opportunity_id"], unique=False)
    op.create_index(
        "ix_lead_owner_id",
        "lead",
        ["owner_id", "id"],
        unique=False,
        postgresql_include=["status"],
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("ix_lead_region", "lead", ["region"], unique=False)
    op.create_index("ix_lead_respond_by", "lead", ["respond_by", "id"], unique=False)
    op.create_index("ix_lead_score", "lead", ["score", "id"], unique=False)
    op.create_index(
        "ix_lead_scored_with",
        "lead",
        ["scored_with"],
        unique=False,
        postgresql_where=sa.text("status IN ('new', 'working', 'qualified') AND deleted_at IS NULL"),
    )
    op.create_index("ix_lead_search", "lead", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_lead_source", "lead", ["source"], unique=False)
    op.create_index(
        "ix_lead_status",
        "lead",
        ["status", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_lead_team_id",
        "lead",
        ["team_id", "id"],
        unique=False,
        postgresql_include=["owner_id"],
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_lead_unanswered",
        "lead",
        ["respond_by"],
        unique=False,
        postgresql_where=sa.text("responded_at IS NULL AND overdue_at IS NULL AND deleted_at IS NULL"),
    )
    op.create_index("ix_lead_updated_at", "lead", ["updated_at", "id"], unique=False)
