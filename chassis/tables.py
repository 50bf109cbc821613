"""Tables every service has in its own database. Services' migrations create them from this metadata."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Moment = DateTime(timezone=True)

change = Table(
    "change",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("thing", String(64), nullable=False),
    Column("record_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),  # created, updated, deleted, restored, purged
    Column("actor", String(80), nullable=False),
    Column("on_behalf_of", String(80)),
    Column("cause_id", Uuid, nullable=False),
    Column("before", JSONB, nullable=False),
    Column("after", JSONB, nullable=False),
    Column("origin", JSONB(none_as_null=True)),  # see chassis/origins.py; told on no public event
    Column("at", Moment, nullable=False, server_default=func.now()),
    Index("ix_change_record", "record_id", "version"),
    Index("ix_change_cause_id", "cause_id"),
    comment="What each committed act changed: history, edit conflicts, undo and audit read it",
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("stream", String(64), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("bulk", Boolean, nullable=False, server_default=text("false")),
    Column("at", Moment, nullable=False, server_default=func.now()),
    Index("ix_outbox_lane", "bulk", "position"),
    comment="Messages committed but not yet acknowledged by NATS; the relay deletes them after the ack",
)

inbox = Table(
    "inbox",
    metadata,
    Column("consumer", String(100), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("at", Moment, nullable=False, server_default=func.now()),
    Index("ix_inbox_at", "at"),
    comment="Events a consumer has applied, written in the transaction that applied them",
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("consumer", String(100), nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("subject", String(200), nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("cause", Text, nullable=False),
    Column("at", Moment, nullable=False, server_default=func.now()),
    Index("uq_dead_letter_consumer_event_id", "consumer", "event_id", unique=True),
    comment="Events a handler kept failing on, with the reason; `replay` applies them again",
)

slot = Table(
    "slot",
    metadata,
    Column("job", String(100), primary_key=True),
    Column("slot", BigInteger, primary_key=True),
    Column("at", Moment, nullable=False, server_default=func.now()),
    comment="Periodic work that some process has claimed: one row per job and time slot",
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("principal", String(80), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False, server_default=func.now()),
    Index("ix_idempotency_at", "at"),
    comment="Answers already given to requests with an Idempotency-Key, kept for 24 hours",
)

access = Table(
    "access",
    metadata,
    Column("kind", String(16), primary_key=True),  # user, api_key, role, team, session, organisation
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("at", Moment, nullable=False, server_default=func.now()),
    comment="Projection of identity's users, roles, teams and revoked sessions",
)

file = Table(
    "file",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(255), nullable=False),
    Column("media_type", String(127), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("created_by", String(80), nullable=False),
    Column("created_at", Moment, nullable=False, server_default=func.now()),
    Column("expires_at", Moment),
    Index("ix_file_expires_at", "expires_at", postgresql_where=text("expires_at IS NOT NULL")),
    comment="Files of this service; the bytes lie in the blob store under the row's id",
)
