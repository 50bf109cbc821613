"""The declarative bases of this service's tables."""

from typing import TypeVar, cast
from uuid import UUID

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from chassis.problems import InvalidInput, NotFound
from chassis.records import COLUMN_TYPES, Recorded, service_metadata


class Base(DeclarativeBase):
    """Technical and derived tables: no change rows."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    """Business records: each flush writes their change rows."""

    __abstract__ = True


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


async def mark_deleted(session: AsyncSession, record: Record) -> None:
    """It is no more, and can be shown and restored still."""
    record.deleted_at = await session.scalar(select(func.now()))


def table_of(model: type[Base]) -> Table:
    """The table behind a mapped class, for statements that go past the ORM."""
    return cast("Table", model.__table__)
