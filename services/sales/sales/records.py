"""The declarative bases of this service's tables."""

from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from chassis.problems import DomainError, InvalidInput, NotFound
from chassis.records import COLUMN_TYPES, Recorded, service_metadata, table_of

__all__ = ["Base", "Record", "Written", "columns_of", "live", "mark_deleted", "referred", "table_of"]


class Base(DeclarativeBase):
    """Technical and derived tables: no change rows."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    """Business records: each flush writes their change rows."""

    __abstract__ = True


class Written(NamedTuple):
    """What became of one of many records that were written together."""

    id: UUID | None
    outcome: Literal["created", "updated", "unchanged", "refused"]
    error: DomainError | None = None
    """Why it was refused."""


R = TypeVar("R", bound=Record)


async def live(session: AsyncSession, model: type[R], id_: UUID, *, lock: bool = False) -> R:
    """A record that is not deleted, locked for a change of it. Raises NotFound."""
    statement = select(model).where(model.id == id_, model.deleted_at.is_(None))
    found: R | None = await session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound(thing=model.__tablename__, id=str(id_))
    return found


async def referred(session: AsyncSession, model: type[R], id_: UUID) -> R:
    """One that another record is to refer to, kept from being deleted meanwhile. Raises InvalidInput at the
    field that names it.
    """
    statement = select(model).where(model.id == id_, model.deleted_at.is_(None))
    found: R | None = await session.scalar(statement.with_for_update(key_share=True, read=True))
    if found is None:
        name = model.__tablename__
        raise InvalidInput.at(f"/{name}_id", f"{name}_unknown")
    return found


def columns_of(record: Record) -> dict[str, Any]:
    """A loaded record as a row."""
    return {column.key: getattr(record, column.key) for column in record.__table__.columns}


def mark_deleted(record: Record) -> None:
    """It is no more, and can be shown and restored still."""
    record.deleted_at = datetime.now(UTC)
