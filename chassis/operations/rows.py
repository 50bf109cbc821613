"""Things whose records are rows of one table."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, Date, DateTime, Numeric, Table, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from chassis.operations.declaration import Thing

READERS: dict[type, Any] = {
    DateTime: datetime.fromisoformat,
    Date: date.fromisoformat,
    Uuid: UUID,
    Numeric: Decimal,
}


class RowThing(Thing):
    """A thing whose records are rows of one table."""

    table: ClassVar[Table]

    def value(self, field: str, plain: Any) -> Any:
        """As the column holds it."""
        column = self.table.c.get(field)
        return plain if plain is None or column is None else _typed(column.type, plain)


def beside(table: Table) -> frozenset[str]:
    """What rows hold that history does not keep."""
    return frozenset(
        column.key
        for column in table.columns
        if column.key in ("id", "version") or not column.info.get("recorded", True)
    )


def _typed(kind: TypeEngine[Any], plain: Any) -> Any:
    """A value of a change row as a column of this kind holds it."""
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, ARRAY):
        return [_typed(kind.item_type, one) for one in plain]
    reader = next((read for type_, read in READERS.items() if isinstance(kind, type_)), None)
    return reader(plain) if reader else plain
