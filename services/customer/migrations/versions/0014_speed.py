"""Lists of one's own by last change come from an index."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    pass
