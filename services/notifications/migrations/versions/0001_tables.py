"""The inbox, and the tables every service has."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from chassis.first_tables import create_first_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "inbox_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("announce_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_item")),
    )
    op.create_index(
        "ix_inbox_item_due",
        "inbox_item",
        ["announce_due_at"],
        unique=False,
        postgresql_where=sa.text("announce_due_at IS NOT NULL"),
    )
    op.create_index("ix_inbox_item_newest", "inbox_item", ["user_id", "updated_at", "id"], unique=False)
    op.create_index(
        "ix_inbox_item_unread",
        "inbox_item",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_index("ix_inbox_item_updated_at", "inbox_item", ["updated_at"], unique=False)
    op.create_index("uq_inbox_item_cause", "inbox_item", ["user_id", "kind", "cause_id"], unique=True)
    create_first_tables()
