"""The order of a list: by one field and the id, each page read along an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)

from chassis.problems import InvalidInput
from libs.conditions import Aside

if TYPE_CHECKING:
    from chassis.http.lists import Listing


@dataclass(frozen=True)
class Half:
    """One run of an index: the rows with a value, or those without."""

    where: Sequence[ColumnElement[bool]]
    filled: bool = True


@dataclass(frozen=True)
class Order:
    """A sort by one field and the id; empty values come last, whichever the direction."""

    name: str
    column: ColumnElement[Any]
    key: ColumnElement[Any]
    nullable: bool
    descending: bool
    aside: tuple[Aside, FromClause] | None = None
    """For values in a table of their own: the field, and that table as it is joined."""

    @classmethod
    def parse(cls, listing: "Listing", sort: str | None) -> "Order":
        """The order asked for; raises InvalidInput for a field that does not sort."""
        name = sort or listing.sort
        offer = listing.offers.get(name.removeprefix("-"))
        if offer is None or not offer.sorts:
            sortable = sorted(one for one, offer in listing.offers.items() if offer.sorts)
            raise InvalidInput.at("?sort", "enum", expected=sortable)
        column, descending = offer.column if offer.by is None else offer.by, name.startswith("-")
        if isinstance(column, Aside):
            rows = column.rows.alias("ordering")
            return cls(name, rows.c[column.value], rows.c[column.record], True, descending, (column, rows))
        return cls(name, column, listing.key, offer.nullable, descending)

    def halves(self, start: tuple[Any, Any] | None) -> list[Half]:
        """Rows after `start`, with a value and without one: each half is one run of the index."""
        filled = [self.column.is_not(None)] if self.nullable else []
        if start is None:
            return [Half(filled), self._empty()] if self.nullable else [Half(filled)]
        value, key = start
        if value is None:
            return [self._empty(_value(key, self.key.type))]
        here = tuple_(_value(value, self.column.type), _value(key, self.key.type))
        after = Half([*filled, self._beyond(tuple_(self.column, self.key), here)])
        return [after, self._empty()] if self.nullable else [after]

    def _empty(self, after: ColumnElement[Any] | None = None) -> Half:
        """The rows without a value, in order of their ids."""
        if self.aside is None:
            empty: ColumnElement[bool] = self.column.is_(None)
            key = self.key
        else:
            field, rows = self.aside
            with_value = select(literal(1)).where(
                field.of(rows), self.key == field.id, self.column.is_not(None)
            )
            empty, key = ~with_value.correlate_except(rows).exists(), field.id
        return Half([empty] if after is None else [empty, self._beyond(key, after)], filled=False)

    def _beyond(self, left: Any, right: Any) -> ColumnElement[bool]:
        beyond: ColumnElement[bool] = left < right if self.descending else left > right
        return beyond

    def limited(
        self, listing: "Listing", wanted: Sequence[ColumnElement[bool]], half: Half, limit: Any
    ) -> Select[Any]:
        """The first rows of one branch, read along its index."""
        chosen, value, key = listing.chosen, self.column, self.key
        if self.aside is not None:
            field, rows = self.aside
            if half.filled:
                chosen = chosen.join(rows, and_(field.of(rows), key == field.id))
            else:
                value, key = literal(None, value.type), field.id
        by = [key] if self.aside and not half.filled else [value, key]
        chosen = chosen.add_columns(value.label("sort_value"), key.label("sort_key"))
        ordered = [one.desc() for one in by] if self.descending else by
        return chosen.where(and_(*wanted, *half.where)).order_by(*ordered).limit(limit)

    def whole(self, listing: "Listing") -> Select[Any]:
        """All rows of a list in this order, for exports."""
        chosen = listing.chosen
        if self.aside is not None:
            field, rows = self.aside
            chosen = chosen.outerjoin(rows, and_(field.of(rows), self.key == field.id))
        key = listing.key.desc() if self.descending else listing.key.asc()
        value = self.column.desc() if self.descending else self.column.asc()
        return chosen.order_by(value.nulls_last(), key)

    def merged(self, parts: Sequence[Select[Any]], limit: Any) -> Select[Any] | CompoundSelect[Any]:
        """The branches in one order."""
        if len(parts) == 1:
            return parts[0]
        value: ColumnElement[Any] = literal_column("sort_value")
        key: ColumnElement[Any] = literal_column("sort_key")
        by = [value.desc(), key.desc()] if self.descending else [value, key]
        return union_all(*parts).order_by(*by).limit(limit)


def _value(given: Any, type_: Any) -> ColumnElement[Any]:
    """A value, or the parameter that stands for one."""
    return given if isinstance(given, ColumnElement) else literal(given, type_)
