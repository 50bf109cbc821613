"""Searches find the customers of somebody's own and of their teams by the index that has the fragments."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    scope = sa.text("(ARRAY[owner_id, team_id])")
    op.create_index("ix_customer_search", "customer", ["search_grams", scope], postgresql_using="gin")
    op.drop_index("ix_customer_search_grams", "customer")


def downgrade() -> None:
    op.create_index("ix_customer_search_grams", "customer", ["search_grams"], postgresql_using="gin")
    op.drop_index("ix_customer_search", "customer")
