"""The customers of a team are counted along an index of a few pages."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    live = sa.text("deleted_at IS NULL")
    op.create_index(
        "ix_customer_team_id_owner_id", "customer", ["team_id", "owner_id"], postgresql_where=live
    )


def downgrade() -> None:
    op.drop_index("ix_customer_team_id_owner_id", "customer")
