"""Lists: filter, sort, search, keyset paging and a capped total, all under the caller's scope.

A feature describes its list once (`Listing`); `page` does the rest. What makes it fast at a million
rows: a scope or an empty sort key splits into disjoint branches (`owner_id = me`, `team_id = any of
mine`), each answered from one index in the list's order, and PostgreSQL merges them by UNION ALL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

import orjson
from fastapi import Query
from pydantic import BaseModel
from pydantic import Field as Described
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Row,
    Select,
    and_,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http import cursors
from chassis.problems import FieldError, InvalidInput
from chassis.schemas import Text
from libs.conditions import ConditionInvalid, Context, Field, Kind, parse, to_sql

TOTAL_CAP = 10_000
CONDITION = (
    'A condition as JSON, for instance `{"field": "industry", "op": "eq", "value": "x"}`; several by '
    '`{"all": [...]}`, `{"any": [...]}`, `{"not": ...}`. A wrong field or op is answered with the right ones.'
)


class ListQuery(BaseModel):
    """Query parameters of every list."""

    limit: int = Described(default=50, ge=1, le=200, description="Items per page")
    after: Text | None = Described(default=None, max_length=2000, description="`next` of the previous page")
    sort: Text | None = Described(
        default=None, max_length=64, description="A field; with `-` in front descending"
    )
    filter: Text | None = Described(default=None, max_length=8_000, description=CONDITION)
    q: Text | None = Described(
        default=None, max_length=100, description="Free text: a fragment of what is searched"
    )
    total: bool = Described(default=False, description="Count the items too, exactly up to 10,000")
    deleted: bool = Described(default=False, description="Show deleted items instead of live ones")


Listed = Annotated[ListQuery, Query()]


@dataclass(frozen=True)
class Offer:
    """One field of a list: what filters may ask of it, and whether it sorts (then it has an index)."""

    kind: Kind
    column: ColumnElement[Any]
    nullable: bool = True
    sorts: bool = False
    by: ColumnElement[Any] | None = None
    """What it sorts by when that is not the column: a stored key; filled whenever the column is."""


@dataclass(frozen=True)
class Listing:
    """What a list selects and offers."""

    source: FromClause
    columns: Sequence[ColumnElement[Any]]
    key: ColumnElement[Any]
    offers: Mapping[str, Offer]
    sort: str
    deleted_at: ColumnElement[Any] | None = None
    search: Callable[[str], ColumnElement[bool] | None] | None = None
    fields: dict[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        fields = {name: Field(offer.kind, offer.nullable) for name, offer in self.offers.items()}
        object.__setattr__(self, "fields", fields)

    @cached_property
    def chosen(self) -> Select[Any]:
        """All rows; made once, since naming thirty columns takes longer than reading a row."""
        return select(*self.columns).select_from(self.source)

    def where(self, query: ListQuery, context: Context) -> list[ColumnElement[bool]]:
        """What filter, q and deleted ask for; raises InvalidInput naming the place."""
        self._refuse_unheard(query)
        wanted: list[ColumnElement[bool]] = []
        if self.deleted_at is not None:
            wanted.append(self.deleted_at.is_not(None) if query.deleted else self.deleted_at.is_(None))
        if query.filter:
            wanted.append(self._condition(query.filter, context))
        if query.q and self.search and (found := self.search(query.q)) is not None:
            wanted.append(found)
        return wanted

    def _refuse_unheard(self, query: ListQuery) -> None:
        """What a list does not know how to do is refused: left out, the answer would be a wrong one."""
        if query.q and self.search is None:
            raise InvalidInput.at("?q", "not_searchable", fields=sorted(self.offers))
        if query.deleted and self.deleted_at is None:
            raise InvalidInput.at("?deleted", "not_deletable")

    def _condition(self, text: str, context: Context) -> ColumnElement[bool]:
        try:
            condition = parse(orjson.loads(text), self.fields)
        except orjson.JSONDecodeError:
            raise InvalidInput.at("?filter", "json_invalid") from None
        except ConditionInvalid as error:
            errors = [
                FieldError(pointer=f"?filter#{one.pointer}", kind=one.kind, params=dict(one.params))
                for one in error.errors
            ]
            raise InvalidInput(errors=errors) from None
        return to_sql(condition, {name: offer.column for name, offer in self.offers.items()}, context)


@dataclass(frozen=True)
class Found:
    """One page of rows, before they become answers."""

    rows: Sequence[Row[Any]]
    next: str | None
    total: int | None
    total_capped: bool

    def as_page(self, items: Sequence[Any]) -> dict[str, Any]:
        """The page with its rows turned into answers."""
        return {"items": items, "next": self.next, "total": self.total, "total_capped": self.total_capped}


async def page(
    session: AsyncSession,
    listing: Listing,
    query: ListQuery,
    context: Context,
    branches: Sequence[ColumnElement[bool]],
    *where: ColumnElement[bool],
) -> Found:
    """One page of the rows in any of the disjoint branches (a scope's halves)."""
    order = Order.parse(listing, query.sort)
    wanted = [*where, *listing.where(query, context)]
    start = cursors.decode(query.after, order.name) if query.after else None
    parts = [
        order.limited(listing, [branch, *wanted], half, query.limit + 1)
        for branch in branches
        for half in order.halves(start)
    ]
    rows = (await session.execute(order.merged(parts, query.limit + 1))).all()
    total = await _count(session, listing, branches, wanted) if query.total else None
    following = cursors.encode(order.name, rows[query.limit - 1][-2:]) if len(rows) > query.limit else None
    capped = total is not None and total > TOTAL_CAP
    return Found(rows[: query.limit], following, TOTAL_CAP if capped else total, capped)


async def _count(
    session: AsyncSession,
    listing: Listing,
    branches: Sequence[ColumnElement[bool]],
    wanted: Sequence[ColumnElement[bool]],
) -> int:
    parts = [
        select(literal(1)).select_from(listing.source).where(branch, *wanted).limit(TOTAL_CAP + 1)
        for branch in branches
    ]
    every = union_all(*parts) if len(parts) > 1 else parts[0]
    limited = every.limit(TOTAL_CAP + 1).subquery()
    return (await session.scalar(select(func.count()).select_from(limited))) or 0


@dataclass(frozen=True)
class Order:
    """A sort by one field and the id; empty values come last, whichever the direction."""

    name: str
    column: ColumnElement[Any]
    key: ColumnElement[Any]
    nullable: bool
    descending: bool

    @classmethod
    def parse(cls, listing: Listing, sort: str | None) -> "Order":
        """The order asked for; raises InvalidInput for a field that does not sort."""
        name = sort or listing.sort
        offer = listing.offers.get(name.removeprefix("-"))
        if offer is None or not offer.sorts:
            sortable = sorted(one for one, offer in listing.offers.items() if offer.sorts)
            raise InvalidInput.at("?sort", "enum", expected=sortable)
        column = offer.column if offer.by is None else offer.by
        return cls(name, column, listing.key, offer.nullable, name.startswith("-"))

    def halves(self, start: tuple[Any, Any] | None) -> list[list[ColumnElement[bool]]]:
        """Rows after `start`, with a value and without one: each half is one run of the index."""
        filled: list[ColumnElement[bool]] = [self.column.is_not(None)] if self.nullable else []
        empty: list[ColumnElement[bool]] = [self.column.is_(None)]
        if start is None:
            return [filled, empty] if self.nullable else [filled]
        value, key = start
        if value is None:
            return [[*empty, self._beyond(self.key, literal(key, self.key.type))]]
        here = tuple_(literal(value, self.column.type), literal(key, self.key.type))
        after = [*filled, self._beyond(tuple_(self.column, self.key), here)]
        return [after, empty] if self.nullable else [after]

    def _beyond(self, left: Any, right: Any) -> ColumnElement[bool]:
        beyond: ColumnElement[bool] = left < right if self.descending else left > right
        return beyond

    def limited(
        self,
        listing: Listing,
        wanted: Sequence[ColumnElement[bool]],
        half: Sequence[ColumnElement[bool]],
        limit: int,
    ) -> Select[Any]:
        """The first rows of one branch, read along its index."""
        chosen = listing.chosen.add_columns(self.column.label("sort_value"), self.key.label("sort_key"))
        return chosen.where(and_(*wanted, *half)).order_by(*self._by()).limit(limit)

    def _by(self) -> list[ColumnElement[Any]]:
        return [self.column.desc(), self.key.desc()] if self.descending else [self.column, self.key]

    def merged(self, parts: Sequence[Select[Any]], limit: int) -> Select[Any] | CompoundSelect[Any]:
        """The branches in one order."""
        if len(parts) == 1:
            return parts[0]
        value: ColumnElement[Any] = literal_column("sort_value")
        key: ColumnElement[Any] = literal_column("sort_key")
        by = [value.desc().nulls_last(), key.desc()] if self.descending else [value.nulls_last(), key]
        return union_all(*parts).order_by(*by).limit(limit)
