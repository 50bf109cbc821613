"""The audit trail as a chain of digests, with exports and verifications; where a change came from."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
DIGEST = r"""
    sha256(record_send(ROW(
        ($1).id, ($1).at, ($1).service::text, ($1).thing::text, ($1).record_id, ($1).version, ($1).kind::text,
        ($1).actor::text, ($1).on_behalf_of::text, ($1).cause_id, ($1).session_id, ($1).job_id,
        CASE WHEN ($1).values_salt IS NULL THEN ($1).values_digest
             ELSE sha256(($1).values_salt || jsonb_send(($1).before) || jsonb_send(($1).after)) END,
        CASE WHEN ($1).origin_salt IS NULL THEN ($1).origin_digest
             ELSE sha256(($1).origin_salt || coalesce(textsend(($1).address), '\x01') || '\x00'
                 || coalesce(textsend(($1).device), '\x01')) END
    )))
"""
FUNCTIONS = (
    f"CREATE FUNCTION audit_digest(audit) RETURNS bytea LANGUAGE sql STABLE AS $$ SELECT {DIGEST} $$",
    """
    CREATE OR REPLACE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.position <= (SELECT max(position) FROM audit_beginning) THEN RETURN OLD; END IF;
        ELSIF NEW.position = OLD.position AND audit_digest(NEW) = audit_digest(OLD)
            AND (NEW.values_salt IS NULL) = (NEW.values_digest IS NOT NULL)
            AND (NEW.origin_salt IS NULL) = (NEW.origin_digest IS NOT NULL)
            AND (NEW.values_salt IS NOT NULL OR (NEW.before = '{}' AND NEW.after = '{}'))
            AND (NEW.origin_salt IS NOT NULL OR (NEW.address IS NULL AND NEW.device IS NULL))
        THEN RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the audit trail is append-only';
    END $$
    """,
    """
    CREATE FUNCTION refuse_to_reseal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_seal' THEN
            IF OLD.position <= (SELECT max(position) FROM audit_beginning) THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION 'the audit trail is append-only';
    END $$
    """,
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_to_reseal()
    """,
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_beginning
    FOR EACH ROW EXECUTE FUNCTION refuse_to_reseal()
    """,
)


def upgrade() -> None:
    op.add_column("change", sa.Column("origin", postgresql.JSONB(none_as_null=True), nullable=True))
    _extend_the_trail()
    _create_seals()
    for statement in FUNCTIONS:
        op.execute(statement)
    _create_work()


def _extend_the_trail() -> None:
    """Lines written so far are numbered in the order of their moments; the next start seals them."""
    op.add_column("audit", sa.Column("position", sa.BigInteger(), nullable=True))
    for name in ("session_id", "job_id"):
        op.add_column("audit", sa.Column(name, sa.Uuid(), nullable=True))
    for name in ("values_salt", "origin_salt"):
        random = sa.text("uuid_send(gen_random_uuid())")
        op.add_column("audit", sa.Column(name, sa.LargeBinary(), nullable=True, server_default=random))
    for name in ("values_digest", "origin_digest"):
        op.add_column("audit", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.execute("ALTER TABLE audit DISABLE TRIGGER append_only")
    op.execute(
        """
        UPDATE audit SET position = numbered.position
        FROM (SELECT id, row_number() OVER (ORDER BY at, id) AS position FROM audit) AS numbered
        WHERE numbered.id = audit.id
        """
    )
    op.execute("ALTER TABLE audit ENABLE TRIGGER append_only")
    op.alter_column("audit", "position", nullable=False)
    op.create_index("uq_audit_position", "audit", ["position"], unique=True)
    op.create_index("ix_audit_address", "audit", ["address", "at", "id"])
    for name, column in (("ix_audit_erased", "values_digest"), ("ix_audit_erased_origin", "origin_digest")):
        op.create_index(name, "audit", ["position"], postgresql_where=sa.text(f"{column} IS NOT NULL"))


def _create_seals() -> None:
    op.create_table(
        "audit_seal",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("links", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_seal")),
    )
    op.create_table(
        "audit_beginning",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_beginning")),
    )


def _create_work() -> None:
    op.create_table(
        "audit_verification",
        *_work(),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("lines_total", sa.BigInteger(), nullable=False),
        sa.Column("anchors", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_verification")),
    )
    _work_indexes("audit_verification")
    op.create_table(
        "export",
        *_work(),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("columns", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["file.id"], name=op.f("fk_export_file_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    _work_indexes("export")


def _work() -> "list[sa.Column[Any]]":
    return [
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
    ]


def _work_indexes(table: str) -> None:
    op.create_index(f"ix_{table}_requested_by", table, ["requested_by", "created_at", "id"])
    op.create_index(f"ix_{table}_created_at", table, ["created_at", "id"])
    waiting = sa.text("state IN ('queued', 'running')")
    op.create_index(f"ix_{table}_waiting", table, ["lease_until"], postgresql_where=waiting)
