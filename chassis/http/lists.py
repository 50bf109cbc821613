"""Lists: filter, sort, search, keyset paging and a capped total, all under the caller's scope.

A feature describes its list once (`Listing`); `page` does the rest. What makes it fast at a million
rows: a scope or an empty sort key splits into disjoint branches (`owner_id = me`, `team_id = any of
mine`), each answered from one index in the list's order, and PostgreSQL merges them by UNION ALL.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Annotated, Any

import orjson
from fastapi import Query
from pydantic import BaseModel
from pydantic import Field as Described
from sqlalchemy import ColumnElement, FromClause, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http import cursors
from chassis.http.branches import possible
from chassis.http.ordering import Order
from chassis.http.reading import Kept, Reading
from chassis.problems import FieldError, InvalidInput
from chassis.schemas import Text
from libs.conditions import Aside, ConditionInvalid, Context, Field, Kind, parse, to_sql

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
    column: ColumnElement[Any] | Aside
    nullable: bool = True
    sorts: bool = False
    by: ColumnElement[Any] | Aside | None = None
    """What it sorts by when that is not the column: a stored key; filled whenever the column is."""
    tells: Sequence[str] = ()
    """The fields whose values it shows, when those are not the one of its name."""


@dataclass(frozen=True, eq=False)
class Listing:
    """What a list selects and offers."""

    source: FromClause
    columns: Sequence[ColumnElement[Any]]
    key: ColumnElement[Any]
    offers: Mapping[str, Offer]
    sort: str
    deleted_at: ColumnElement[Any] | None = None
    search: Callable[[str], ColumnElement[bool] | None] | None = None
    thing: str = ""
    """The object listed, when it has fields that can be hidden."""
    through: Sequence[str] = ()
    """Other such objects that the free text looks into."""
    searching: Callable[[frozenset[str]], Callable[[str], ColumnElement[bool] | None]] | None = None
    """Makes the free text that looks into no hidden field; those of other objects are `<object>.<field>`."""
    extended: Callable[["Listing"], "Listing"] | None = None
    """Adds what is offered by fields that the organisation added."""
    hidden: frozenset[str] = frozenset()
    statements: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    """Made once, for pages that nothing narrows; the lists derived from this one share them."""
    _narrowed: dict[frozenset[str], "Listing"] = field(init=False, default_factory=dict)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """What conditions may ask."""
        return {name: Field(offer.kind, offer.nullable) for name, offer in self.offers.items()}

    @cached_property
    def chosen(self) -> Select[Any]:
        """All rows; made once, since naming thirty columns takes longer than reading a row."""
        return select(*self.columns).select_from(self.source)

    def shown_to(self, actor: Actor) -> "Listing":
        """The list as somebody may use it: what is hidden from them, it does not know."""
        if self.extended is not None:
            return self.extended(self).shown_to(actor)
        if not actor.grants.masks:
            return self
        others = (f"{thing}.{name}" for thing in self.through for name in actor.masked(thing))
        return self.without(actor.masked(self.thing).union(others))

    def without(self, hidden: frozenset[str]) -> "Listing":
        """The same list that neither filters, sorts nor searches by these fields; answers leave them out
        where they are written."""
        if not hidden:
            return self
        if hidden not in self._narrowed:
            offers = {
                name: one for name, one in self.offers.items() if hidden.isdisjoint(one.tells or (name,))
            }
            search = self.searching(hidden) if self.searching else self.search
            self._narrowed[hidden] = replace(self, offers=offers, search=search, hidden=hidden)
        return self._narrowed[hidden]

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

    def unless_deleted(
        self, sought: Callable[[], ColumnElement[bool]] | None
    ) -> Sequence[ColumnElement[bool]]:
        """What a plain page or search wants."""
        live = () if self.deleted_at is None else (self.deleted_at.is_(None),)
        return (*live, sought()) if sought else live

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
    kept: Kept | None = None,
) -> Found:
    """One page of the rows in any of the disjoint branches (a scope's halves).

    `kept` are the same branches, and the same search or `where`, with parameters: a page that nothing else
    narrows is then read by statements made once.
    """
    order = Order.parse(listing, query.sort)
    start = cursors.decode(query.after, order.name) if query.after else None
    searched = bool(where or query.q)
    if kept and searched == bool(kept.sought) and is_plain(query, order):
        wanted = partial(listing.unless_deleted, kept.sought)
        reading = Reading(listing, order, kept.halves.clauses, wanted, start, kept)
    else:
        narrowed = [*where, *listing.where(query, context)]
        reading = Reading(listing, order, possible(branches, narrowed), lambda: narrowed, start)
    rows: list[Row[Any]] = []
    for half in range(reading.halves):  # empty values come last: they are read when the others are few
        statement, values = reading.rows(half, query.limit + 1 - len(rows))
        rows += await session.execute(statement, values)
        if len(rows) > query.limit:
            break
    total = (await session.scalar(*reading.count(TOTAL_CAP + 1)) or 0) if query.total else None
    return cut(rows, query, order, total)


def is_plain(query: ListQuery, order: Order) -> bool:
    """Whether nothing but a scope and a search narrows the list."""
    return not (query.filter or query.deleted or order.aside)


def cut(rows: Sequence[Row[Any]], query: ListQuery, order: Order, total: int | None) -> Found:
    """A page of rows of which there is one more than asked for when others follow."""
    following = cursors.encode(order.name, rows[query.limit - 1][-2:]) if len(rows) > query.limit else None
    capped = total is not None and total > TOTAL_CAP
    return Found(rows[: query.limit], following, TOTAL_CAP if capped else total, capped)
