"""Where a customer stands in its lifecycle, and since when."""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    pass
