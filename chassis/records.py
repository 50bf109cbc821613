"""The base of business records: id, version, owner of the change history.

A service declares its own `Base` and `Record` (five lines in `<service>/records.py`), so that its
metadata holds its tables only:

    class Base(DeclarativeBase):
        metadata = service_metadata()
        type_annotation_map = COLUMN_TYPES

    class Record(Recorded, Base):
        __abstract__ = True

Every flush that creates or changes a Record writes one change row (see chassis.changes); columns
declared with `info=UNRECORDED` (secrets, derived search columns) stay out of it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Date, MetaData, Numeric, String, Table, Uuid, event, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from chassis.identifiers import new_id
from chassis.tables import NAMING, Moment

UNRECORDED: Final = {"recorded": False}
BY_KEY: Final = {"by_key": True}
"""`info` of a JSON object whose keys are fields by themselves: change rows hold them as `<column>.<key>`."""

COLUMN_TYPES: Final[dict[Any, Any]] = {
    UUID: Uuid(),
    datetime: Moment,
    date: Date(),
    Decimal: Numeric(20, 4),
    dict[str, Any]: JSONB(),
    list[str]: ARRAY(String()),
    list[UUID]: ARRAY(Uuid()),
}


def service_metadata() -> MetaData:
    """Metadata for one service's own tables, with the names constraints get everywhere."""
    return MetaData(naming_convention=NAMING)


def table_of(model: type[DeclarativeBase]) -> Table:
    """The table behind a mapped class, for statements that go past the ORM."""
    return cast("Table", model.__table__)


class Recorded:
    """Mixin of every business record: UUIDv7 id, version raised by each update, moments, soft deletion."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id, sort_order=-10)
    version: Mapped[int] = mapped_column(sort_order=-9)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now(), info=UNRECORDED)
    updated_at: Mapped[datetime] = mapped_column(
        Moment, server_default=func.now(), onupdate=func.now(), info=UNRECORDED
    )
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  # declared_attr passes the class
        return {"version_id_col": cls.version, "eager_defaults": True}


@event.listens_for(Recorded, "init", propagate=True)
def _give_id(target: Recorded, _args: object, kwargs: dict[str, Any]) -> None:
    """The id is known before the insert, so that events and children can name the record."""
    kwargs.setdefault("id", new_id())
