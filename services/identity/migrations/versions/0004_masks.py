"""Fields that a role hides."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Roles have none so far."""
    op.add_column("role", sa.Column("masks", sa.ARRAY(sa.String()), server_default="{}", nullable=False))


def downgrade() -> None:
    """Roles hide nothing again."""
    op.drop_column("role", "masks")
