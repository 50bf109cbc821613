"""Indexes for filters that had none."""

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


def downgrade() -> None:
    """Without them."""
    for table, column in COLUMNS:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
