"""Lists of one's own and one's team's customers are read, and counted, along an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    live = sa.text("deleted_at IS NULL")
    op.drop_index("ix_customer_owner_id", "customer")
    op.drop_index("ix_customer_team_id", "customer")
    op.create_index("ix_customer_owner_id", "customer", ["owner_id", "name_key", "id"], postgresql_where=live)
    op.create_index(
        "ix_customer_team_id",
        "customer",
        ["team_id", "name_key", "id"],
        postgresql_include=["owner_id"],
        postgresql_where=live,
    )


def downgrade() -> None:
    for column in ("owner_id", "team_id"):
        op.drop_index(f"ix_customer_{column}", "customer")
        op.create_index(f"ix_customer_{column}", "customer", [column])
