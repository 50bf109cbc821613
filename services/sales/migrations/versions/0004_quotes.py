"""Quotes and what they were issued with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

PRINTED = (
    "number", "revision", "title", "addressee", "language", "currency", "tax_included", "lines",
    "discount_percent", "net", "tax", "gross", "intro", "terms", "valid_until", "issued_at",
    "issued_by", "seller", "base_currency", "exchange_rate", "deleted_at",
)  # fmt: skip
"""What an issued quote says, to whom it refers apart: that follows merges."""


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("quote_number")))
    op.create_table(
        "quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tax_included", sa.Boolean(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("discount_percent", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("net", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("tax", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("gross", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_note", sa.Text(), nullable=False),
        sa.Column("excess", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("seller", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("base_currency", sa.String(length=3), nullable=True),
        sa.Column("exchange_rate", sa.Numeric(precision=24, scale=10), nullable=True),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_quote_opportunity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("number", "revision", name=op.f("uq_quote_number_revision")),
    )
    op.create_index("ix_quote_customer_id", "quote", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_quote_due", "quote", ["valid_until"], unique=False, postgresql_where=sa.text("state = 'issued'")
    )
    op.create_index("ix_quote_latest", "quote", ["latest", "id"], unique=False)
    op.create_index("ix_quote_opportunity_id", "quote", ["opportunity_id", "id"], unique=False)
    op.create_index("ix_quote_owner_id", "quote", ["owner_id", "id"], unique=False)
    op.create_index("ix_quote_search", "quote", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_quote_serial", "quote", ["serial", "id"], unique=False)
    op.create_index("ix_quote_state", "quote", ["state", "id"], unique=False)
    op.create_index(
        "ix_quote_team_id", "quote", ["team_id", "id"], unique=False, postgresql_include=["owner_id"]
    )
    op.create_index("ix_quote_updated_at", "quote", ["updated_at", "id"], unique=False)
    op.create_index("ix_quote_valid_until", "quote", ["valid_until", "id"], unique=False)
    op.create_index(
        "uq_quote_issued", "quote", ["number"], unique=True, postgresql_where=sa.text("state = 'issued'")
    )
    op.create_index(
        "uq_quote_undecided",
        "quote",
        ["number"],
        unique=True,
        postgresql_where=sa.text(
            "state IN ('draft', 'awaiting_approval', 'approved') AND deleted_at IS NULL"
        ),
    )
    op.create_table(
        "discount_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("percent", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_discount_limit_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discount_limit")),
    )
    op.create_index("ix_discount_limit_product_id", "discount_limit", ["product_id"], unique=False)
    op.create_index(
        "uq_discount_limit",
        "discount_limit",
        ["team_id", "product_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "quote_document",
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("quote_version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("lease", sa.String(length=36), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["file.id"], name=op.f("fk_quote_document_file_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quote_document_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_document")),
    )
    op.create_index("ix_quote_document_created_at", "quote_document", ["created_at", "id"], unique=False)
    op.create_index("ix_quote_document_quote_id", "quote_document", ["quote_id", "id"], unique=False)
    op.create_index(
        "ix_quote_document_requested_by", "quote_document", ["requested_by", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_quote_document_waiting",
        "quote_document",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    op.create_index(
        "uq_quote_document_issued",
        "quote_document",
        ["quote_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'issued'"),
    )
    op.create_table(
        "quote_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quote_link_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_quote_link_token_hash")),
    )
    op.create_index("ix_quote_link_quote_id", "quote_link", ["quote_id"], unique=False)
    op.create_table(
        "quote_sending",
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("lease", sa.String(length=36), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quote_sending_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_sending")),
    )
    op.create_index("ix_quote_sending_created_at", "quote_sending", ["created_at", "id"], unique=False)
    op.create_index("ix_quote_sending_quote_id", "quote_sending", ["quote_id", "id"], unique=False)
    op.create_index(
        "ix_quote_sending_requested_by", "quote_sending", ["requested_by", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_quote_sending_waiting",
        "quote_sending",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    _freeze()


def _freeze() -> None:
    """Whatever reaches the database, a quote stays what it was issued as, and an answer what it was."""
    before, after = (", ".join(f"{row}.{name}" for name in PRINTED) for row in ("OLD", "NEW"))
    op.execute(
        f"""
        CREATE FUNCTION keep_issued_quote() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR ({before}) IS DISTINCT FROM ({after})
                OR OLD.evidence IS NOT NULL AND (OLD.evidence, OLD.state, OLD.ended_at)
                    IS DISTINCT FROM (NEW.evidence, NEW.state, NEW.ended_at)
            THEN
                RAISE EXCEPTION 'quote % was issued and never changes', OLD.number
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER keep_issued_quote BEFORE UPDATE OR DELETE ON quote "
        "FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION keep_issued_quote()"
    )
