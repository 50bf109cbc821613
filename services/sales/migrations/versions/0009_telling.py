"""What customers are told of their orders; of those that are there, nothing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "order", sa.Column("tell_customer", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_table(
        "order_message",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("delivery_version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column(
            "outcome_reason", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("lease", sa.String(length=36), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_order_message_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_message")),
    )
    op.create_index("ix_order_message_created_at", "order_message", ["created_at", "id"], unique=False)
    op.create_index("ix_order_message_order_id", "order_message", ["order_id", "id"], unique=False)
    op.create_index(
        "ix_order_message_requested_by", "order_message", ["requested_by", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_order_message_waiting",
        "order_message",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    op.create_index(
        "uq_order_message_record", "order_message", ["record_id", "topic", "channel"], unique=True
    )
