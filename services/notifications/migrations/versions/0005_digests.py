"""News gathered into one mail a day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "preference", sa.Column("digest", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
    )
    op.create_index("ix_digest_created_at", "digest", ["created_at"], unique=False)
    op.create_index(
        "ix_digest_due", "digest", ["due_at"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.create_index(
        "uq_digest_open", "digest", ["user_id"], unique=True, postgresql_where=sa.text("state = 'open'")
    )
    op.add_column("delivery", sa.Column("digest_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_delivery_digest_id"), "delivery", "digest", ["digest_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index(
        "ix_delivery_digest_id",
        "delivery",
        ["digest_id"],
        unique=False,
        postgresql_where=sa.text("digest_id IS NOT NULL"),
    )
