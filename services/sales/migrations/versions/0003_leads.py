"""Leads, where they come from, to whom they go and how good they are."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
