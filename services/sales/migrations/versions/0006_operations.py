"""Operations: bulk edits and undo, with what they have still to do and what they left as it was."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "operation",
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
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("permission", sa.String(length=64), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Uuid(), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["operation.id"], name="fk_operation_undoes_id"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["operation.id"], name="fk_operation_undone_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_index("ix_operation_requested_by", "operation", ["requested_by", "created_at", "id"])
    op.create_index("ix_operation_created_at", "operation", ["created_at", "id"])
    waiting = sa.text("state IN ('queued', 'running')")
    op.create_index("ix_operation_waiting", "operation", ["lease_until"], postgresql_where=waiting)
    op.create_table(
        "operation_record",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name="fk_operation_record_operation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operation_id", "step", "record_id", name=op.f("pk_operation_record")),
    )
    op.create_table(
        "operation_issue",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=True),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name="fk_operation_issue_operation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_issue")),
    )
    op.create_index("ix_operation_issue_operation_id", "operation_issue", ["operation_id", "id"])
    op.create_index("ix_operation_issue_record_id", "operation_issue", ["record_id"])


def downgrade() -> None:
    for table in ("operation_issue", "operation_record", "operation"):
        op.drop_table(table)
