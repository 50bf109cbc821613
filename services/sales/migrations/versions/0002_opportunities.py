"""Customers known, exchange rates, pipelines and opportunities."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("opportunity_number")))
    op.create_table(
        "exchange_rate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_currency", sa.String(length=3), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=24, scale=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
    )
    op.create_index(
        "ix_exchange_rate_starts_on", "exchange_rate", ["base_currency", "starts_on", "id"], unique=False
    )
    op.create_index(
        "uq_exchange_rate_starts_on",
        "exchange_rate",
        ["base_currency", "currency", "starts_on"],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "known_customer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("name_key", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_customer")),
    )
    op.create_index(
        "ix_known_customer_search", "known_customer", ["search_grams"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "pipeline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("team_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("stages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("former_stages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline")),
    )
    op.create_index("ix_pipeline_name", "pipeline", ["name", "id"], unique=False)
    op.create_index(
        "uq_pipeline_name",
        "pipeline",
        [sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "revaluation",
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("after", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("about", "key", "due_on", name=op.f("pk_revaluation")),
    )
    op.create_table(
        "opportunity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contacts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pipeline_id", sa.Uuid(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Numeric(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("reason_note", sa.Text(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("product_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("base_currency", sa.String(length=3), nullable=False),
        sa.Column("rate", sa.Numeric(precision=24, scale=10), nullable=True),
        sa.Column("base_amount", sa.Numeric(precision=24, scale=4), nullable=True),
        sa.Column("weighted_amount", sa.Numeric(precision=24, scale=4), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("probability_by_hand", sa.Boolean(), nullable=False),
        sa.Column("expected_close_on", sa.Date(), nullable=True),
        sa.Column("competitors", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("name_key", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipeline.id"], name=op.f("fk_opportunity_pipeline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sa.UniqueConstraint("number", name=op.f("uq_opportunity_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_opportunity_serial")),
    )
    op.create_index(
        "ix_opportunity_arrays",
        "opportunity",
        ["product_ids", "competitors"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index("ix_opportunity_base_amount", "opportunity", ["base_amount", "id"], unique=False)
    op.create_index(
        "ix_opportunity_base_currency",
        "opportunity",
        ["base_currency"],
        unique=False,
        postgresql_where=sa.text("status = 'open' AND deleted_at IS NULL"),
    )
    op.create_index(
        "ix_opportunity_board_owner",
        "opportunity",
        ["owner_id", "stage_id", "place"],
        unique=False,
        postgresql_where=sa.text("status = 'open' AND deleted_at IS NULL"),
    )
    op.create_index(
        "ix_opportunity_board_team",
        "opportunity",
        ["team_id", "stage_id", "place"],
        unique=False,
        postgresql_where=sa.text("status = 'open' AND deleted_at IS NULL"),
    )
    op.create_index("ix_opportunity_closed_at", "opportunity", ["closed_at", "id"], unique=False)
    op.create_index(
        "ix_opportunity_currency",
        "opportunity",
        ["currency", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'open' AND deleted_at IS NULL"),
    )
    op.create_index("ix_opportunity_customer_id", "opportunity", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_opportunity_deleted_at",
        "opportunity",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_opportunity_expected_close_on", "opportunity", ["expected_close_on", "id"], unique=False
    )
    op.create_index("ix_opportunity_name", "opportunity", ["name_key", "id"], unique=False)
    op.create_index("ix_opportunity_next_step_on", "opportunity", ["next_step_on", "id"], unique=False)
    op.create_index(
        "ix_opportunity_owner_id",
        "opportunity",
        ["owner_id", "updated_at", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("ix_opportunity_pipeline_id", "opportunity", ["pipeline_id", "closed_at"], unique=False)
    op.create_index(
        "ix_opportunity_reason",
        "opportunity",
        ["reason"],
        unique=False,
        postgresql_where=sa.text("reason IS NOT NULL"),
    )
    op.create_index(
        "ix_opportunity_search", "opportunity", ["search_grams"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_opportunity_source", "opportunity", ["source"], unique=False)
    op.create_index(
        "ix_opportunity_team_id",
        "opportunity",
        ["team_id", "updated_at", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("ix_opportunity_updated_at", "opportunity", ["updated_at", "id"], unique=False)
    op.create_index("uq_opportunity_lead_id", "opportunity", ["lead_id"], unique=True)
    op.create_index(
        "uq_opportunity_place",
        "opportunity",
        ["stage_id", "place"],
        unique=True,
        postgresql_where=sa.text("status = 'open' AND deleted_at IS NULL"),
    )
    op.create_table(
        "stage_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("pipeline_id", sa.Uuid(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("entered_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_stage_visit_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_visit")),
    )
    op.create_index(
        "ix_stage_visit_opportunity_id", "stage_visit", ["opportunity_id", "entered_at"], unique=False
    )
    op.create_index("ix_stage_visit_pipeline_id", "stage_visit", ["pipeline_id", "entered_at"], unique=False)
    op.create_index(
        "uq_stage_visit_standing",
        "stage_visit",
        ["opportunity_id"],
        unique=True,
        postgresql_where=sa.text("left_at IS NULL"),
    )
