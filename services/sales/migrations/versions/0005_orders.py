"""Orders, shipments, returns, invoices and payments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

SEQUENCES = ("order_number", "shipment_number", "return_number", "payment_number")
PRINTED = (
    "kind", "number", "order_id", "bill_to", "customer_reference", "issued_on", "due_on", "currency", "lines",
    "net", "tax", "gross", "rate", "base_currency", "credited_id", "reason", "note", "deleted_at",
)  # fmt: skip
"""What an invoice says, whose it is apart: that follows merges."""


def upgrade() -> None:
    for name in SEQUENCES:
        op.execute(sa.schema.CreateSequence(sa.Sequence(name)))
    op.create_table(
        "order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("delivery", sa.String(length=10), nullable=False),
        sa.Column("billing", sa.String(length=10), nullable=False),
        sa.Column("payment", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tax_included", sa.Boolean(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("product_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("net", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("tax", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("gross", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("rate", sa.Numeric(precision=24, scale=10), nullable=True),
        sa.Column("base_currency", sa.String(length=3), nullable=True),
        sa.Column("base_net", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("customer_reference", sa.String(length=100), nullable=False),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column(
            "shipping_address", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column(
            "billing_address", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("progress", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("billed", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("paid", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_order_opportunity_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_order_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order")),
        sa.UniqueConstraint("number", name=op.f("uq_order_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_order_serial")),
    )
    op.create_index("ix_order_base_net", "order", ["base_net", "id"], unique=False)
    op.create_index("ix_order_customer_id", "order", ["customer_id", "id"], unique=False)
    op.create_index("ix_order_opportunity_id", "order", ["opportunity_id", "id"], unique=False)
    op.create_index("ix_order_ordered_on", "order", ["ordered_on", "id"], unique=False)
    op.create_index("ix_order_owner_id", "order", ["owner_id", "id"], unique=False)
    op.create_index("ix_order_product_ids", "order", ["product_ids"], unique=False, postgresql_using="gin")
    op.create_index("ix_order_quote_id", "order", ["quote_id", "id"], unique=False)
    op.create_index("ix_order_requested_on", "order", ["requested_on", "id"], unique=False)
    op.create_index("ix_order_search", "order", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_order_state", "order", ["state", "delivery", "billing", "payment"], unique=False)
    op.create_index(
        "ix_order_team_id", "order", ["team_id", "id"], unique=False, postgresql_include=["owner_id"]
    )
    op.create_index("ix_order_updated_at", "order", ["updated_at", "id"], unique=False)
    op.create_index(
        "uq_order_opportunity",
        "order",
        ["opportunity_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index(
        "uq_order_quote", "order", ["quote_id"], unique=True, postgresql_where=sa.text("state <> 'cancelled'")
    )
    op.create_table(
        "shipment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("carrier", sa.String(length=100), nullable=False),
        sa.Column("tracking_number", sa.String(length=100), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_shipment_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment")),
        sa.UniqueConstraint("number", name=op.f("uq_shipment_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_shipment_serial")),
    )
    op.create_index("ix_shipment_customer_id", "shipment", ["customer_id", "id"], unique=False)
    op.create_index("ix_shipment_order_id", "shipment", ["order_id", "id"], unique=False)
    op.create_index("ix_shipment_search", "shipment", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_shipment_shipped_at", "shipment", ["shipped_at", "id"], unique=False)
    op.create_index("ix_shipment_state", "shipment", ["state", "id"], unique=False)
    op.create_index("ix_shipment_updated_at", "shipment", ["updated_at", "id"], unique=False)
    op.create_table(
        "return",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_return_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return")),
        sa.UniqueConstraint("number", name=op.f("uq_return_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_return_serial")),
    )
    op.create_index("ix_return_customer_id", "return", ["customer_id", "id"], unique=False)
    op.create_index("ix_return_order_id", "return", ["order_id", "id"], unique=False)
    op.create_index("ix_return_search", "return", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_return_state", "return", ["state", "id"], unique=False)
    op.create_index("ix_return_updated_at", "return", ["updated_at", "id"], unique=False)
    op.create_table(
        "invoice_counter",
        sa.Column("series", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_invoice_counter")),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("bill_to", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("customer_reference", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("net", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("tax", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("gross", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("rate", sa.Numeric(precision=24, scale=10), nullable=True),
        sa.Column("base_currency", sa.String(length=3), nullable=False),
        sa.Column("credited_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("paid", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("credited", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("open", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("credits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["credited_id"], ["invoice.id"], name=op.f("fk_invoice_credited_id")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_invoice_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
    )
    op.create_index(
        "ix_invoice_credited_id",
        "invoice",
        ["credited_id"],
        unique=False,
        postgresql_where=sa.text("credited_id IS NOT NULL"),
    )
    op.create_index("ix_invoice_customer_id", "invoice", ["customer_id", "id"], unique=False)
    op.create_index("ix_invoice_due_on", "invoice", ["due_on", "id"], unique=False)
    op.create_index("ix_invoice_issued_on", "invoice", ["issued_on", "id"], unique=False)
    op.create_index(
        "ix_invoice_open",
        "invoice",
        ["due_on", "customer_id"],
        unique=False,
        postgresql_where=sa.text("open > 0"),
    )
    op.create_index("ix_invoice_order_id", "invoice", ["order_id", "id"], unique=False)
    op.create_index("ix_invoice_search", "invoice", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_invoice_serial", "invoice", ["serial", "id"], unique=False)
    op.create_index("ix_invoice_state", "invoice", ["state", "id"], unique=False)
    op.create_index("ix_invoice_updated_at", "invoice", ["updated_at", "id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("unallocated", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reversed_because", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_payment_serial")),
    )
    op.create_index("ix_payment_customer_id", "payment", ["customer_id", "id"], unique=False)
    op.create_index("ix_payment_owner_id", "payment", ["owner_id", "id"], unique=False)
    op.create_index("ix_payment_received_on", "payment", ["received_on", "id"], unique=False)
    op.create_index("ix_payment_search", "payment", ["search_grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_payment_state", "payment", ["state", "id"], unique=False)
    op.create_index(
        "ix_payment_team_id", "payment", ["team_id", "id"], unique=False, postgresql_include=["owner_id"]
    )
    op.create_index(
        "ix_payment_unallocated",
        "payment",
        ["customer_id", "currency"],
        unique=False,
        postgresql_where=sa.text("unallocated > 0"),
    )
    op.create_index("ix_payment_updated_at", "payment", ["updated_at", "id"], unique=False)
    op.create_table(
        "allocation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_allocation_invoice_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_allocation_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
    )
    op.create_index(
        "ix_allocation_invoice_id",
        "allocation",
        ["invoice_id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_allocation_payment_id",
        "allocation",
        ["payment_id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    _freeze()


def _freeze() -> None:
    """Whatever reaches the database, an invoice stays what it was issued as."""
    before, after = (", ".join(f"{row}.{name}" for name in PRINTED) for row in ("OLD", "NEW"))
    op.execute(
        f"""
        CREATE FUNCTION keep_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR ({before}) IS DISTINCT FROM ({after}) THEN
                RAISE EXCEPTION 'invoice % was issued and never changes', OLD.number
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER keep_issued_invoice BEFORE UPDATE OR DELETE ON invoice "
        "FOR EACH ROW EXECUTE FUNCTION keep_issued_invoice()"
    )
