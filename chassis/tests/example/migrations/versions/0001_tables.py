"""All tables of the example; a real service spells them out."""

from alembic import op

from chassis import tables
from chassis.migrations import NOTIFY_OUTBOX
from chassis.tests.example.notes import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.metadata.create_all(op.get_bind())
    Base.metadata.create_all(op.get_bind())
    for statement in NOTIFY_OUTBOX:
        op.execute(statement)
