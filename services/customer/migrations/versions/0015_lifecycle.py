"""Where a customer stands in its lifecycle, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("customer", sa.Column("lifecycle", sa.String(16), nullable=False, server_default="lead"))
    op.add_column("customer", sa.Column("quiet_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_customer_lifecycle", "customer", ["lifecycle", "quiet_since"])
