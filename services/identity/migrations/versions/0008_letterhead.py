"""What documents say of the organisation below its name."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing, until somebody says it."""
    op.add_column("organisation", sa.Column("letterhead", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Without it."""
    op.drop_column("organisation", "letterhead")
