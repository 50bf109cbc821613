"""The customers of a team are counted along an index of a few pages, and a search reads through fewer rows
that the index has not sorted in yet."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    live = sa.text("deleted_at IS NULL")
    op.create_index(
        "ix_customer_team_id_owner_id", "customer", ["team_id", "owner_id"], postgresql_where=live
    )
    op.execute("ALTER INDEX ix_customer_search SET (gin_pending_list_limit = 256)")


def downgrade() -> None:
    op.execute("ALTER INDEX ix_customer_search RESET (gin_pending_list_limit)")
    op.drop_index("ix_customer_team_id_owner_id", "customer")
