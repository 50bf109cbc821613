"""Indexes for filters that had none, and for what is purged."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

COLUMNS = (
    ("order", "delivery"),
    ("order", "billing"),
    ("order", "payment"),
    ("return", "reason"),
    ("invoice", "kind"),
    ("payment", "currency"),
    ("lead", "responded_at"),
)


def upgrade() -> None:
    """One each, in the order that lists begin with."""
    for table, column in COLUMNS:
        op.create_index(f"ix_{table}_{column}", table, [column, "id"])
    deleted = sa.text("deleted_at IS NOT NULL")
    op.create_index("ix_quote_deleted_at", "quote", ["deleted_at"], postgresql_where=deleted)


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_quote_deleted_at", table_name="quote")
    for table, column in COLUMNS:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
