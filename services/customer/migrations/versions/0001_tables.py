"""Customers, contacts, timeline and tags, and the tables every service has."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from chassis.first_tables import create_first_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("customer_number")))
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_native", sa.Text(), nullable=True),
        sa.Column("phones", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("emails", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("external_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("handles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(
        "ix_contact_arrays", "contact", ["external_ids", "handles"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "ix_contact_birthday",
        "contact",
        ["birthday"],
        unique=False,
        postgresql_where=sa.text("birthday IS NOT NULL"),
    )
    op.create_index("ix_contact_created_by", "contact", ["created_by"], unique=False)
    op.create_index(
        "ix_contact_deleted_at",
        "contact",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index("ix_contact_name", "contact", ["name"], unique=False)
    op.create_index("ix_contact_name_key", "contact", ["name_key", "id"], unique=False)
    op.create_index(
        "ix_contact_search_grams", "contact", ["search_grams"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_contact_updated_at", "contact", ["updated_at", "id"], unique=False)
    op.create_table(
        "customer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_short", sa.Text(), nullable=True),
        sa.Column("name_native", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("addresses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("phones", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("emails", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("size", sa.String(length=24), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("tax_number", sa.Text(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("external_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("last_interaction_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("handles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["customer.id"], name=op.f("fk_customer_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_customer_serial")),
    )
    op.create_index(
        "ix_customer_arrays",
        "customer",
        ["tags", "external_ids", "handles"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index("ix_customer_country", "customer", ["country"], unique=False)
    op.create_index(
        "ix_customer_created_at", "customer", ["created_at"], unique=False, postgresql_using="brin"
    )
    op.create_index(
        "ix_customer_deleted_at",
        "customer",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index("ix_customer_industry", "customer", ["industry"], unique=False)
    op.create_index(
        "ix_customer_last_interaction_at", "customer", ["last_interaction_at", "id"], unique=False
    )
    op.create_index("ix_customer_name", "customer", ["name"], unique=False)
    op.create_index("ix_customer_name_key", "customer", ["name_key", "id"], unique=False)
    op.create_index("ix_customer_owner_id", "customer", ["owner_id"], unique=False)
    op.create_index(
        "ix_customer_parent_id",
        "customer",
        ["parent_id"],
        unique=False,
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index("ix_customer_registered_on", "customer", ["registered_on", "id"], unique=False)
    op.create_index(
        "ix_customer_search_grams", "customer", ["search_grams"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_customer_source", "customer", ["source"], unique=False)
    op.create_index(
        "ix_customer_tax_number",
        "customer",
        ["tax_number"],
        unique=False,
        postgresql_where=sa.text("tax_number IS NOT NULL"),
    )
    op.create_index("ix_customer_team_id", "customer", ["team_id"], unique=False)
    op.create_index("ix_customer_updated_at", "customer", ["updated_at", "id"], unique=False)
    op.create_table(
        "external_reference",
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("thing", "source", "external_id", name=op.f("pk_external_reference")),
    )
    op.create_index("ix_external_reference_record_id", "external_reference", ["record_id"], unique=False)
    op.create_table(
        "tag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("retired_by", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["tag.id"], name=op.f("fk_tag_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
    )
    op.create_index(
        "uq_tag_name",
        "tag",
        [sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "contact_link",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("reports_to_id", sa.Uuid(), nullable=True),
        sa.Column("decision_role", sa.String(length=16), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_link_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "reports_to_id"],
            ["contact_link.customer_id", "contact_link.contact_id"],
            name="fk_contact_link_reports_to",
            ondelete="SET NULL (reports_to_id)",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_link_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", "contact_id", name=op.f("pk_contact_link")),
    )
    op.create_index("ix_contact_link_contact_id", "contact_link", ["contact_id"], unique=False)
    op.create_index(
        "ix_contact_link_reports_to",
        "contact_link",
        ["customer_id", "reports_to_id"],
        unique=False,
        postgresql_where=sa.text("reports_to_id IS NOT NULL"),
    )
    op.create_index(
        "uq_contact_link_primary",
        "contact_link",
        ["customer_id"],
        unique=True,
        postgresql_where=sa.text("is_primary"),
    )
    op.create_table(
        "interaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_seconds", sa.Integer(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("participants", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_interaction_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_interaction_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
    )
    op.create_index("ix_interaction_contact_id", "interaction", ["contact_id", "occurred_at"], unique=False)
    op.create_index(
        "ix_interaction_customer_id", "interaction", ["customer_id", "occurred_at", "id"], unique=False
    )
    op.create_index(
        "ix_interaction_deleted_at",
        "interaction",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_interaction_follow_up_on",
        "interaction",
        ["follow_up_on"],
        unique=False,
        postgresql_where=sa.text("follow_up_on IS NOT NULL"),
    )
    op.create_index("ix_interaction_occurred_at", "interaction", ["occurred_at", "id"], unique=False)
    op.create_index("ix_interaction_recorded_by", "interaction", ["recorded_by", "occurred_at"], unique=False)
    create_first_tables()
