"""Commits wake the relay only from another process, by a statement of their own: those that notify wait for
each other."""

from alembic import op

from chassis.first_tables import NOTIFY_OUTBOX

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("DROP TRIGGER notify_outbox ON outbox")
    op.execute("DROP FUNCTION notify_outbox()")


def downgrade() -> None:
    for statement in NOTIFY_OUTBOX:
        op.execute(statement)
