"""The statements that read one page of a list: its rows along an index, and how many there are."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    union_all,
)

from chassis.actors import Halves
from chassis.http.ordering import Order

if TYPE_CHECKING:
    from chassis.http.lists import Listing

Statement = tuple[Any, Mapping[str, Any]]
"""A statement and the values of its parameters."""


def as_number(name: str, value: int | None = None) -> BindParameter[int]:
    """A parameter that PostgreSQL is given as a number in the statement: a plan that serves all values is
    made for a tenth of the rows otherwise, and reads them all where the first fifty were wanted.
    """
    return bindparam(name, value, Integer, literal_execute=True)


class Kept(NamedTuple):
    """What makes a statement that a list keeps: a scope's halves with parameters and, for a search, more."""

    halves: Halves
    shape: Hashable = None
    """Of the search: fragments of one shape share a statement."""
    values: Mapping[str, Any] = {}
    sought: Callable[[], ColumnElement[bool]] | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """The values of this request."""
        return {**self.halves.values, **self.values}


@dataclass(frozen=True)
class Reading:
    """What is read: the rows in any of the branches that are as wanted, in order, from some row on."""

    listing: "Listing"
    order: Order
    branches: Sequence[ColumnElement[bool]]
    wanted: Callable[[], Sequence[ColumnElement[bool]]]
    start: tuple[Any, Any] | None
    kept: Kept | None = None
    """Its statements are made once: that takes longer than PostgreSQL takes to answer them."""

    @property
    def halves(self) -> int:
        """How many runs of an index the order has from here on."""
        return 2 if self.order.nullable and (self.start is None or self.start[0] is not None) else 1

    def rows(self, half: int, limit: int) -> Statement:
        """The rows of one run."""
        if self.kept is None:
            return self._rows(self.start, half, limit), {}
        value, key = self.start or (None, None)
        start = None if self.start is None else (value is not None, True)
        statement = self._once(
            ("rows", self.order.name, self.kept.halves.shape, self.kept.shape, start, half),
            lambda: self._rows(self._parameters(), half, as_number("limit")),
        )
        more = {"limit": limit, "start_value": value, "start_key": key}
        return statement, self.kept.parameters | more

    def count(self, most: int) -> Statement:
        """How many rows there are in all, up to a number."""
        if self.kept is None:
            return self._count(most), {}
        shape = "count", self.kept.halves.shape, self.kept.shape, most
        return self._once(shape, lambda: self._count(most)), self.kept.parameters

    def _once(self, shape: Hashable, make: Any) -> Any:
        if shape not in self.listing.statements:
            self.listing.statements[shape] = make()
        return self.listing.statements[shape]

    def _parameters(self) -> tuple[Any, Any] | None:
        if self.start is None:
            return None
        value = None if self.start[0] is None else bindparam("start_value", type_=self.order.column.type)
        return value, bindparam("start_key", type_=self.order.key.type)

    def _rows(self, start: tuple[Any, Any] | None, half: int, limit: Any) -> Any:
        run, wanted = self.order.halves(start)[half], self.wanted()
        parts = [self.order.limited(self.listing, [branch, *wanted], run, limit) for branch in self.branches]
        return self.order.merged(parts, limit)

    def _count(self, most: int) -> Any:
        rows: ColumnElement[int] = literal_column(str(most))
        chosen = select(literal(1)).select_from(self.listing.source).where(*self.wanted()).limit(rows)
        parts = [chosen.where(branch) for branch in self.branches]
        every = union_all(*parts) if len(parts) > 1 else parts[0]
        return select(func.count()).select_from(every.limit(rows).subquery())
