"""Pages of lists that a fragment narrows: by the index for searches, or along the list's order.

A page is read along the order when that takes fewer rows than the index would name. When it is not full
then, the index answers instead, so that what is found never depends on the way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.util import ClauseAdapter

from chassis.actors import NOTHING, Halves
from chassis.http import cursors
from chassis.http.lists import TOTAL_CAP, Found, Listing, ListQuery, cut, is_plain, page
from chassis.http.ordering import Order
from chassis.http.reading import Kept, Reading, as_number
from customer.searching import FENCE, Fragment, matches, spells, worth_reading
from libs.conditions import Context

USUAL_WORDS: Final = 3
"""Of longer fragments no statements are kept: there are too many shapes."""
Through = Callable[[str, frozenset[str]], Select[Any]]
"""Ids of rows that a fragment finds by what belongs to them, for instance customers by their contacts, with
what is hidden in the list."""


@dataclass(frozen=True)
class Scoped:
    """Whose page it is: a scope with parameters, and how indexes know it."""

    halves: Halves
    indexed: Callable[[Halves], ColumnElement[bool]]
    """What the index for searches tells of it."""
    narrow: bool
    """Whether the index of the list's own order begins with each half."""


def in_list(
    table: Table,
    query: str,
    through: Through | None = None,
    hidden: frozenset[str] = NOTHING,
    within: Sequence[ColumnElement[bool]] = (),
) -> ColumnElement[bool]:
    """The rows that a list shows for a fragment, worked out once whatever the list around it asks."""
    own = select(table.c.id).where(matches(table, Fragment(query), hidden, within))
    ids: Any = func.array(own.offset(FENCE).scalar_subquery())
    if through is not None:
        ids = func.array_cat(ids, func.array(through(query, hidden).scalar_subquery()))
    found: ColumnElement[bool] = table.c.id == func.any(ids)
    return found


async def searched_page(
    session: AsyncSession,
    listing: Listing,
    query: ListQuery,
    context: Context,
    branches: Sequence[ColumnElement[bool]],
    through: Through | None = None,
    scoped: Scoped | None = None,
) -> Found:
    """A page of a list whose source has search columns; `scoped` are the branches with parameters."""
    if not query.q:
        kept = Kept(scoped.halves) if scoped else None
        return await page(session, listing, query, context, branches, kept=kept)
    order = Order.parse(listing, query.sort)
    search = _Search(listing, query, query.q, order, context, branches, through, scoped)
    if search.ordered and (window := await worth_reading(session, search.table, query.q, query.limit + 1)):
        found = await search.along(session, window)
        if found is not None:
            return found
    return await search.by_index(session)


@dataclass(frozen=True)
class _Search:
    """A list asked for a fragment."""

    listing: Listing
    query: ListQuery
    fragment: str
    order: Order
    context: Context
    branches: Sequence[ColumnElement[bool]]
    through: Through | None
    scoped: Scoped | None

    @cached_property
    def table(self) -> Table:
        """What the rows are read from."""
        assert isinstance(self.listing.source, Table)  # noqa: S101  # the listings of this service are of tables
        return self.listing.source

    @cached_property
    def sought(self) -> Fragment:
        """The fragment in parts."""
        return Fragment(self.fragment)

    @cached_property
    def plain(self) -> ListQuery:
        """What is asked besides."""
        return self.query.model_copy(update={"q": None})

    @property
    def narrow(self) -> bool:
        """Whether each branch is a small part of the rows."""
        return self.scoped is not None and self.scoped.narrow

    @property
    def ordered(self) -> bool:
        """Whether an index leads along the order through the branches, or through all rows."""
        own = self.order.name.removeprefix("-") == self.listing.sort.removeprefix("-")
        return (own or not self.narrow) and not self.query.deleted and self.order.aside is None

    async def by_index(self, session: AsyncSession) -> Found:
        """The page among the rows that the index names."""
        if kept := self._kept("index", self._found):
            kept = kept._replace(halves=_joined(kept.halves))
            return await page(session, self.listing, self.query, self.context, self.branches, kept=kept)
        branches = [or_(*self.branches)] if self.scoped else self.branches
        return await page(session, self.listing, self.plain, self.context, branches, self._found())

    async def along(self, session: AsyncSession, window: int) -> Found | None:
        """The page among the next rows of the order, when they have enough."""
        start = cursors.decode(self.query.after, self.order.name) if self.query.after else None
        kept = self._kept("along", None, window=window)
        branches = kept.halves.clauses if kept else self.branches
        walk = _Walk(
            self.listing, self.order, branches, self._besides, start, kept, search=self, window=window
        )
        statement, values = walk.rows(0, self.query.limit + 1)
        rows = (await session.execute(statement, values)).all()
        if len(rows) <= self.query.limit:
            return None
        return cut(rows, self.query, self.order, await self._count(session) if self.query.total else None)

    def either(self, by_itself: ColumnElement[bool], rows: FromClause) -> ColumnElement[bool]:
        """The rows found by themselves or by what belongs to them."""
        if self.through is None:
            return by_itself
        others = func.array(self.through(self.fragment, self.listing.hidden).scalar_subquery())
        return or_(by_itself, rows.c.id == func.any(others))

    def _kept(self, way: str, made: Callable[[], ColumnElement[bool]] | None, **more: int) -> Kept | None:
        """How statements of this shape are kept, when nothing but a usual fragment narrows the list."""
        usual = len(self.sought.words) <= USUAL_WORDS and is_plain(self.query, self.order)
        if self.scoped is None or not usual:
            return None
        shape = way, self.sought.shape, self.listing.hidden
        values = {**self.sought.given(self.table), **more}
        return Kept(self.scoped.halves, shape, values, made)

    @property
    def _within(self) -> list[ColumnElement[bool]]:
        return [self.scoped.indexed(self.scoped.halves)] if self.scoped else []

    def _found(self) -> ColumnElement[bool]:
        return in_list(self.table, self.fragment, self.through, self.listing.hidden, self._within)

    def _besides(self) -> Sequence[ColumnElement[bool]]:
        return self.listing.where(self.plain, self.context)

    async def _count(self, session: AsyncSession) -> int:
        named = matches(self.table, self.sought, self.listing.hidden, self._within)
        wanted = [or_(*self.branches), *self._besides(), self.either(named, self.table)]
        fenced = select(literal(1)).select_from(self.table).where(*wanted).offset(FENCE).subquery()
        capped = select(fenced).limit(literal_column(str(TOTAL_CAP + 1))).subquery()
        return (await session.scalar(select(func.count()).select_from(capped))) or 0


def _joined(halves: Halves) -> Halves:
    """The halves as one: the index for searches names the rows of both."""
    return halves._replace(clauses=_either(halves.clauses))


@cache
def _either(clauses: tuple[ColumnElement[bool], ...]) -> tuple[ColumnElement[bool]]:
    """There are as many as shapes of scopes, which are made once."""
    return (or_(*clauses),)


@dataclass(frozen=True)
class _Walk(Reading):
    """The next rows of each branch in the list's order, or of all rows, and what is wanted of them."""

    search: _Search = field(kw_only=True)
    window: int = field(kw_only=True)

    def _rows(self, start: tuple[Any, Any] | None, half: int, limit: Any) -> Any:
        source, order, search = self.listing.source, self.order, self.search
        live = self.listing.unless_deleted(None)
        if search.narrow:
            runs, besides = [and_(one, *live) for one in self.branches], self.wanted()
        else:
            runs, besides = [true()], [or_(*self.branches), *self.wanted()]
        everything = replace(self.listing, columns=list(source.c))
        most = as_number("window", self.window)
        parts = [order.limited(everything, [run], order.halves(start)[half], most) for run in runs]
        rows = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
        here = ClauseAdapter(rows, include_fn=lambda one: getattr(one, "table", None) is source)
        value, key = rows.c["sort_value"], rows.c["sort_key"]
        wanted = [here.traverse(one) for one in besides]
        wanted.append(search.either(spells(rows, search.sought, self.listing.hidden), rows))
        chosen = select(*(here.traverse(column) for column in self.listing.columns), value, key)
        by = [value.desc(), key.desc()] if order.descending else [value, key]
        return chosen.where(*wanted).order_by(*by).limit(limit)
