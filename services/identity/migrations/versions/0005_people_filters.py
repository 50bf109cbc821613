"""What the list of people can be filtered by is found by an index."""

from alembic import op

revision = "0005"
down_revision = "0004"
BY = ("active", "invited", "second_factor", "language")


def upgrade() -> None:
    """Their indexes, in the order of the list."""
    op.create_index("ix_user_name_written", "user", ["name"])
    for column in BY:
        op.create_index(f"ix_user_{column}", "user", [column, "sort_name", "id"])


def downgrade() -> None:
    """Without them."""
    for column in BY:
        op.drop_index(f"ix_user_{column}", "user")
    op.drop_index("ix_user_name_written", "user")
