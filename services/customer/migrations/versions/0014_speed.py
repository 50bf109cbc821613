"""Lists of one's own by last change come from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index(
        "ix_customer_owner_id_updated_at",
        "customer",
        ["owner_id", "updated_at", "id"],
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_customer_owner_id_updated_at", "customer")
