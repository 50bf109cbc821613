"""References: how a column says which other service's thing it names.

A model writes `customer_id: Mapped[CustomerRef]`, or `Mapped[CustomerRef | None]`; in the database it is a
plain uuid. Merging finds every reference of a service through `references_of`.
"""

from typing import Annotated, Any, Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Column, MetaData, Table, TypeDecorator, Uuid
from sqlalchemy.orm import mapped_column


class Reference(TypeDecorator[UUID]):
    """The id of a thing that another service owns; `target` is the thing's singular name."""

    impl = Uuid
    cache_ok = True

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target

    def __repr__(self) -> str:
        return f"Reference({self.target!r})"


NAMING: Final = {"names": True}
"""`info` of a column that may name things of several kinds, by itself or inside its JSON."""

CustomerRef = Annotated[UUID, mapped_column(Reference("customer"))]
ContactRef = Annotated[UUID, mapped_column(Reference("contact"))]
PersonRef = Annotated[UUID, mapped_column(Reference("person"))]
TeamRef = Annotated[UUID, mapped_column(Reference("team"))]


class ReferenceColumn(NamedTuple):
    table: Table
    column: Column[Any]
    target: str


def references_of(metadata: MetaData) -> list[ReferenceColumn]:
    """Every column that refers to another service's thing, by table and column in a steady order."""
    return [
        ReferenceColumn(table, column, column.type.target)
        for _, table in sorted(metadata.tables.items())
        for column in table.columns
        if isinstance(column.type, Reference)
    ]


def naming_columns(metadata: MetaData) -> list[Column[Any]]:
    """Every column that may name things of several kinds, in a steady order; which, its feature knows."""
    tables = (table for _, table in sorted(metadata.tables.items()))
    return [column for table in tables for column in table.columns if column.info.get("names")]


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Alembic's `render_item`: migrations show the plain type, so they never need this library's history."""
    return "sa.Uuid()" if kind == "type" and isinstance(item, Reference) else False
