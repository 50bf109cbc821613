"""Consents as evidence, and when somebody may be contacted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

ONE_SUBJECT = "num_nonnulls(contact_id, customer_id) = 1"
FIXED = "channel, purpose, basis, state, source, given_at, valid_until, wording_id, evidence, recorded_by"
GUARD = (
    f"""
    CREATE FUNCTION keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF ({", ".join(f"NEW.{one}" for one in FIXED.split(", "))})
            IS DISTINCT FROM ({", ".join(f"OLD.{one}" for one in FIXED.split(", "))}) THEN
            RAISE EXCEPTION 'consent entries are evidence: add another one' USING ERRCODE = '23000';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER keep_consent BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION keep_consent()",
)


def upgrade() -> None:
    op.create_table(
        "consent_wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("edition", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_wording")),
    )
    _of_subject(
        "consent",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("basis", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wording_id", sa.Uuid(), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["wording_id"], ["consent_wording.id"], name=op.f("fk_consent_wording_id")),
    )
    for kind in ("contact", "customer"):
        op.create_index(
            f"uq_consent_of_{kind}",
            "consent",
            [f"{kind}_id", "channel", "purpose", "given_at", "state"],
            unique=True,
            postgresql_where=sa.text(f"{kind}_id IS NOT NULL"),
        )
    for statement in GUARD:
        op.execute(statement)
    _create_preferences()
    for table in ("contact", "customer"):
        for name in ("consents", "opt_outs"):
            column: sa.Column[list[str]] = sa.Column(
                name, postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False
            )
            op.add_column(table, column)
        op.create_index(f"ix_{table}_consents", table, ["consents", "opt_outs"], postgresql_using="gin")


def _of_subject(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of business records that belong to a contact or a customer."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        *columns,
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(ONE_SUBJECT, name=op.f(f"ck_{table}_one_subject")),
        *(
            sa.ForeignKeyConstraint(
                [f"{kind}_id"], [f"{kind}.id"], name=op.f(f"fk_{table}_{kind}_id"), ondelete="CASCADE"
            )
            for kind in ("contact", "customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _create_preferences() -> None:
    _of_subject(
        "contact_preference",
        sa.Column("do_not_contact", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("preferred_channel", sa.String(length=16), nullable=True),
        sa.Column(
            "frequency_caps",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="[]",
            nullable=False,
        ),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
    )
    for kind in ("contact", "customer"):
        op.create_index(
            f"uq_contact_preference_{kind}_id",
            "contact_preference",
            [f"{kind}_id"],
            unique=True,
            postgresql_where=sa.text(f"{kind}_id IS NOT NULL"),
        )
    op.create_index(
        "ix_contact_preference_expires_at",
        "contact_preference",
        ["expires_at"],
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
