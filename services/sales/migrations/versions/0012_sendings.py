"""What became of quotes that were sent by mail; of those before, the ledger alone knows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing is told yet."""
    version = sa.Column("delivery_version", sa.Integer(), server_default="0", nullable=False)
    reason = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
    op.add_column("quote_sending", version)
    op.add_column("quote_sending", sa.Column("outcome", sa.String(length=12), nullable=True))
    op.add_column("quote_sending", sa.Column("outcome_reason", reason, nullable=True))
    op.alter_column("order_message", "delivery_version", server_default="0")


def downgrade() -> None:
    """Without it."""
    op.alter_column("order_message", "delivery_version", server_default=None)
    for name in ("outcome_reason", "outcome", "delivery_version"):
        op.drop_column("quote_sending", name)
