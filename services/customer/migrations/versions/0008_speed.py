"""Indexes and columns that make lists and searches faster."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""
