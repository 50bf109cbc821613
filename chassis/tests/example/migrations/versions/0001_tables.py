"""The chassis tables and the example's own; a real service spells the latter out."""

from alembic import op

from chassis.first_tables import create_first_tables
from chassis.tests.example.notes import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    Base.metadata.create_all(op.get_bind())
    create_first_tables()
