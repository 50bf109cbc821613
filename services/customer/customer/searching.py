"""Search by a fragment: the n-gram index names candidates, the folded text decides.

A fragment that few rows have is looked up in the index first, and whatever the list asks is done with
those few. One that many have (公司) is found sooner by reading along the list's order; which it is, the
planner's own statistics say. Left to itself the planner takes the words of a query for independent and
reads a whole table for two frequent ones that never meet.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.util import ClauseAdapter

from chassis.http import cursors
from chassis.http.lists import TOTAL_CAP, Found, Listing, ListQuery, Order, page
from libs.conditions import Context
from libs.names import query_grams, query_words

CANDIDATES: Final = 300
"""Matches that are looked at to rank the best."""
WINDOW: Final = 5_000
"""Rows read along an order in search of a frequent fragment."""
FREQUENT: Final = 0.01
"""Share of the rows from which on a gram counts as frequent."""
EVERYWHERE: Final = 0.1
"""The same under a narrow scope, whose own index is read then."""
STATISTICS: Final = text(
    """
    SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats
    WHERE schemaname = current_schema() AND tablename = :table AND attname = 'search_grams'
    """
)
KEPT_SECONDS: Final = 300.0
_frequencies: dict[str, tuple[float, Mapping[str, float]]] = {}


def matches(table: Table, query: str) -> ColumnElement[bool]:
    """Rows whose text has every word of the query; a query too short for the index finds nothing."""
    wanted = query_grams(query)
    if not wanted:
        return false()
    grams = table.c.search_grams.bool_op("@>")(literal(wanted, ARRAY(Text())))
    return and_(grams, spells(table, query))


def spells(table: Table | Subquery, query: str) -> ColumnElement[bool]:
    """The same without the index, to look at one row."""
    return and_(*(table.c.search_text.contains(word, autoescape=True) for word in query_words(query)))


def found_ids(table: Table, query: str) -> ColumnElement[Any]:
    """Ids of the matching rows as an array, worked out once whatever the list around it asks."""
    fenced = select(table.c.id).where(matches(table, query)).offset(0)  # OFFSET keeps the planner out
    return func.array(fenced.scalar_subquery())


async def is_frequent(session: AsyncSession, table: Table, query: str, *, narrow: bool = False) -> bool:
    """Whether reading along an order finds the fragment soon: all of its grams are frequent by themselves.

    Within a narrow scope two indexes together name fewer rows than that, unless the fragment is everywhere.
    """
    grams, least = query_grams(query), EVERYWHERE if narrow else FREQUENT
    known = await _statistics(session, table.name) if grams else {}
    return bool(grams) and all(known.get(one, 0) >= least for one in grams)


async def _statistics(session: AsyncSession, table: str) -> Mapping[str, float]:
    at, known = _frequencies.get(table, (0.0, {}))
    if not at or time.monotonic() - at > KEPT_SECONDS:
        row = (await session.execute(STATISTICS, {"table": table})).one_or_none()
        # Behind the frequencies stand their lowest, their highest and that of NULL: zip leaves them out.
        known = dict(zip(*row, strict=False)) if row and row[0] else {}
        _frequencies[table] = (time.monotonic(), known)
    return known


def forget_statistics() -> None:
    """Read the planner's statistics anew at the next search."""
    _frequencies.clear()


def candidates(
    table: Table, among: Select[Any], query: str, *, frequent: bool = False, most: int = CANDIDATES
) -> Select[Any]:
    """Some matching rows of `among`; of a frequent fragment those within the first thousands of rows."""
    if frequent:
        window = among.limit(WINDOW).subquery()
        return select(window).where(spells(window, query)).limit(most)
    return select(among.where(matches(table, query)).offset(0).subquery()).limit(most)


def rank(table: Table | Subquery, query: str, code: ColumnElement[Any]) -> ColumnElement[int]:
    """0 for a whole name in any script, pinyin or initials, 1 for its beginning, 2 for parts of names; then
    3 to 5 the same for what else a row has. `code` is the row's first text that is no name, or NULL.

    The search text has the names on its first lines and the codes after them.
    """
    lines: ColumnElement[str] = literal("\n").concat(table.c.search_text).concat("\n")
    first_code = literal("\n").concat(func.lower(code)).concat("\n")
    names = func.coalesce(func.split_part(lines, first_code, 1, type_=Text()).concat("\n"), lines)
    words = query_words(query)
    in_names = and_(true(), *(names.contains(word, autoescape=True) for word in words))
    return case((in_names, _how(names, words)), else_=3 + _how(lines, words))


def _how(lines: ColumnElement[str], words: Sequence[str]) -> ColumnElement[int]:
    """0 for a whole line, 1 for the beginning of one, 2 for anything else."""
    wanted = " ".join(words)
    return case(
        (lines.contains(f"\n{wanted}\n", autoescape=True), 0),
        (lines.contains(f"\n{wanted}", autoescape=True), 1),
        else_=2,
    )


Through = Callable[[str], Select[Any]]
"""Ids of rows that a fragment finds by what belongs to them, for instance customers by their contacts."""


def in_list(table: Table, query: str, through: Through | None = None) -> ColumnElement[bool]:
    """The rows that a list shows for a fragment."""
    ids = found_ids(table, query)
    if through is not None:
        ids = func.array_cat(ids, func.array(through(query).scalar_subquery()))
    found: ColumnElement[bool] = table.c.id == func.any(ids)
    return found


async def searched_page(
    session: AsyncSession,
    listing: Listing,
    query: ListQuery,
    context: Context,
    branches: Sequence[ColumnElement[bool]],
    through: Through | None = None,
    *,
    narrow: bool = False,
) -> Found:
    """A page of a list whose source has search columns; a frequent fragment is read along the order.

    `narrow` says that each branch is a small part of the rows and has an index that begins with it.
    """
    table = listing.source
    assert isinstance(table, Table)  # noqa: S101  # the listings of this service are of tables
    if not query.q or not await is_frequent(session, table, query.q):
        return await page(session, listing, query, context, branches)
    other = func.array(through(query.q).scalar_subquery()) if through else None
    plain = query.model_copy(update={"q": None})
    if narrow:
        everywhere = await is_frequent(session, table, query.q, narrow=True)
        own = spells(table, query.q) if everywhere else matches(table, query.q)
        return await page(session, listing, plain, context, branches, _either(own, table, other))
    wanted = [or_(*branches), *listing.where(plain, context)]
    order = Order.parse(listing, query.sort)
    rows = (await session.execute(_along(listing, order, query, wanted, other))).all()
    if len(rows) > query.limit:
        following = cursors.encode(order.name, rows[query.limit - 1][-2:])
        total = await _count(session, table, wanted, query.q, other) if query.total else None
        capped = total is not None and total > TOTAL_CAP
        return Found(rows[: query.limit], following, TOTAL_CAP if capped else total, capped)
    if len(branches) > 1 and len(query_words(query.q)) == 1:  # a small scope: its rows are the fewer
        either = _either(matches(table, query.q), table, other)
        return await page(session, listing, plain, context, branches, either)
    return await page(session, listing, query, context, branches)


def _along(
    listing: Listing,
    order: Order,
    query: ListQuery,
    wanted: Sequence[ColumnElement[bool]],
    other: ColumnElement[Any] | None,
) -> Select[Any]:
    """What is found among the next thousands of rows, in the order of the list."""
    start = cursors.decode(query.after, order.name) if query.after else None
    everything = replace(listing, columns=list(listing.source.c))
    window = order.limited(everything, [true()], order.halves(start)[0], WINDOW).subquery()
    here = ClauseAdapter(window)
    value, key = window.c["sort_value"], window.c["sort_key"]
    by = [value.desc(), key.desc()] if order.descending else [value, key]
    found = _either(spells(window, query.q or ""), window, other)
    chosen = select(*(window.c[str(column.key)] for column in listing.columns), value, key)
    return chosen.where(found, *(here.traverse(one) for one in wanted)).order_by(*by).limit(query.limit + 1)


def _either(
    own: ColumnElement[bool], rows: Table | Subquery, other: ColumnElement[Any] | None
) -> ColumnElement[bool]:
    return own if other is None else or_(own, rows.c.id == func.any(other))


async def _count(
    session: AsyncSession,
    table: Table,
    wanted: Sequence[ColumnElement[bool]],
    query: str,
    other: ColumnElement[Any] | None,
) -> int:
    fenced = (
        select(literal(1)).where(*wanted, _either(matches(table, query), table, other)).offset(0).subquery()
    )
    capped = select(fenced).limit(TOTAL_CAP + 1).subquery()
    return (await session.scalar(select(func.count()).select_from(capped))) or 0
