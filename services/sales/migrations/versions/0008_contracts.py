"""Contracts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

PRINTED = (
    "number", "title", "quote_id", "currency", "tax_included", "lines", "net", "tax", "gross", "starts_on",
    "ends_on", "renewal", "renewal_months", "notice_days", "terms", "signed_on", "signed_by", "deleted_at",
)  # fmt: skip
"""What a signed contract says, with whom it is apart: that follows merges."""

INDEXED = (
    "customer_id", "quote_id", "owner_id", "starts_on", "last_day", "notice_by", "updated_at", "state",
    "renewal",
)  # fmt: skip


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("contract_number")))
    op.create_table(
        "contract",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tax_included", sa.Boolean(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("net", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("tax", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("gross", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("renewal", sa.String(length=10), nullable=False),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("notice_by", sa.Date(), nullable=True),
        sa.Column("warned", sa.Boolean(), nullable=False),
        sa.Column("terminated_on", sa.Date(), nullable=True),
        sa.Column("terminated_because", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_contract_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_contract_serial")),
    )
    for one in INDEXED:
        op.create_index(f"ix_contract_{one}", "contract", [one, "id"], unique=False)
    op.create_index(
        "ix_contract_team_id", "contract", ["team_id", "id"], unique=False, postgresql_include=["owner_id"]
    )
    op.create_index(
        "ix_contract_deleted_at",
        "contract",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_contract_over",
        "contract",
        ["last_day"],
        unique=False,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index(
        "ix_contract_ending",
        "contract",
        ["notice_by"],
        unique=False,
        postgresql_where=sa.text("state = 'active' AND NOT warned"),
    )
    op.create_index("ix_contract_search", "contract", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index(
        "uq_contract_quote",
        "contract",
        ["quote_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'active') AND deleted_at IS NULL"),
    )
    _freeze()


def _freeze() -> None:
    """Whatever reaches the database, a contract stays what was signed."""
    before, after = (", ".join(f"{row}.{name}" for name in PRINTED) for row in ("OLD", "NEW"))
    op.execute(
        f"""
        CREATE FUNCTION keep_signed_contract() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR ({before}) IS DISTINCT FROM ({after}) THEN
                RAISE EXCEPTION 'contract % was signed and never changes', OLD.number
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER keep_signed_contract BEFORE UPDATE OR DELETE ON contract "
        "FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION keep_signed_contract()"
    )
