"""In which language an invoice is printed, and whose it is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"

PRINTED = (
    "kind", "number", "order_id", "bill_to", "customer_reference", "issued_on", "due_on", "currency", "lines",
    "net", "tax", "gross", "rate", "base_currency", "credited_id", "reason", "note", "deleted_at",
)  # fmt: skip


def upgrade() -> None:
    """Those that stand already are printed as the organisation would now."""
    op.add_column("invoice", sa.Column("language", sa.String(length=8), nullable=True))
    op.add_column("invoice", sa.Column("seller", postgresql.JSONB(none_as_null=True), nullable=True))
    _freeze(*PRINTED, "language", "seller")


def downgrade() -> None:
    """Without them."""
    _freeze(*PRINTED)
    op.drop_column("invoice", "seller")
    op.drop_column("invoice", "language")


def _freeze(*printed: str) -> None:
    before, after = (", ".join(f"{row}.{name}" for name in printed) for row in ("OLD", "NEW"))
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION keep_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR ({before}) IS DISTINCT FROM ({after}) THEN
                RAISE EXCEPTION 'invoice % was issued and never changes', OLD.number
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
