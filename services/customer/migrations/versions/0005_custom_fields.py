"""Custom fields: definitions, values, and their typed index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

ORDERED = ("text", "sort_key", "number", "day", "moment", "flag", "reference")


def upgrade() -> None:
    for table in ("customer", "contact"):
        values = sa.Column("custom", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
        op.add_column(table, values)
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("object", sa.String(40), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("labels", postgresql.JSONB(), nullable=False),
        sa.Column("description", postgresql.JSONB(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("unique", sa.Boolean(), nullable=False),
        sa.Column("default", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("rules", postgresql.JSONB(), nullable=False),
        sa.Column("options", postgresql.JSONB(), nullable=False),
        sa.Column("target", sa.String(40), nullable=True),
        sa.Column("formula", sa.Text(), nullable=True),
        sa.Column("result", sa.String(16), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("archived_at", moment, nullable=True),
        sa.Column("due_at", moment, nullable=True),
        sa.Column("created_at", moment, server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", moment, server_default=sa.func.now(), nullable=False),
        sa.Column("deleted_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_custom_field"),
    )
    op.create_index("uq_custom_field_key", "custom_field", ["object", "key"], unique=True)
    op.create_index("ix_custom_field_position", "custom_field", ["position", "id"])
    op.create_table(
        "custom_value",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("field_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sort_key", sa.Text(), nullable=True),
        sa.Column("number", sa.Numeric(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("moment", moment, nullable=True),
        sa.Column("flag", sa.Boolean(), nullable=True),
        sa.Column("reference", sa.Uuid(), nullable=True),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("is_unique", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "field_id", name="pk_custom_value"),
    )
    for column in ORDERED:
        op.create_index(
            f"ix_custom_value_{column}",
            "custom_value",
            ["field_id", column, "record_id"],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    # How many records have a choice is another figure for each field, which the column alone does not tell.
    op.execute("CREATE STATISTICS custom_value_text (mcv) ON field_id, text FROM custom_value")
    op.create_index("ix_custom_value_items", "custom_value", ["items"], postgresql_using="gin")
    op.create_index(
        "uq_custom_value_value",
        "custom_value",
        ["field_id", "text", "number", "day", "reference"],
        unique=True,
        postgresql_where=sa.text("is_unique"),
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.drop_table("custom_value")
    op.drop_table("custom_field")
    for table in ("customer", "contact"):
        op.drop_column(table, "custom")
