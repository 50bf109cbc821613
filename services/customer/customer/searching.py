"""Search by a fragment: the n-gram index names candidates, the folded text decides.

A fragment that few rows have is looked up in the index first, and whatever the list asks is done with
those few. One that many have (公司) is found sooner by reading along the list's order; which it is, the
planner's own statistics say. Left to itself the planner takes the words of a query for independent and
reads a whole table for two frequent ones that never meet.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
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

from chassis.actors import NOTHING, Halves
from chassis.http import cursors
from chassis.http.lists import TOTAL_CAP, Found, Listing, ListQuery, page
from chassis.http.ordering import Order
from chassis.http.reading import Kept
from libs.conditions import Context
from libs.names import APART, query_grams, query_words

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
PARTS: Final = ("", "", "phones", "emails", "tax_number")
"""The fields that the parts of a search text come from: names and what identifies first, never hidden."""
USUAL_WORDS: Final = 3
"""Of longer fragments no statements are kept: there are too many shapes."""
KEPT_SECONDS: Final = 300.0
_frequencies: dict[str, tuple[float, Mapping[str, float]]] = {}


def legible(rows: Table | Subquery, hidden: frozenset[str]) -> ColumnElement[str]:
    """The search text without the parts that come from hidden fields."""
    if hidden.isdisjoint(PARTS):
        whole: ColumnElement[str] = rows.c.search_text
        return whole
    shown = (place for place, name in enumerate(PARTS, 1) if name not in hidden)
    parts = (func.split_part(rows.c.search_text, APART, place) for place in shown)
    return func.concat_ws(APART, *parts, type_=Text())


class Fragment:
    """What somebody searches for. Its parts are named parameters, so that a statement made for one fragment
    serves all of the same shape; it takes one fragment only.
    """

    def __init__(self, query: str) -> None:
        words = query_words(query)
        self.grams = query_grams(query)
        self.values: dict[str, Any] = {
            f"word_{number}": _literally(word) for number, word in enumerate(words)
        }
        self.shape = len(words), bool(self.grams)
        self.values |= {"grams": self.grams, "phrase": _literally(" ".join(words))}

    @property
    def words(self) -> list[BindParameter[str]]:
        """The words that must all occur."""
        return [self.part(f"word_{number}") for number in range(self.shape[0])]

    def part(self, name: str) -> BindParameter[Any]:
        """One of the parameters, with this fragment's value unless the statement is given another."""
        return bindparam(name, self.values[name], ARRAY(Text()) if name == "grams" else Text())


def _literally(text: str) -> str:
    return "".join(f"/{char}" if char in "/%_" else char for char in text)


def matches(table: Table, sought: Fragment, hidden: frozenset[str] = NOTHING) -> ColumnElement[bool]:
    """Rows whose text has every word of the query; a query too short for the index finds nothing.

    The index names candidates by hidden fields too; the text that is looked at then has none.
    """
    if not sought.grams:
        return false()
    grams = table.c.search_grams.bool_op("@>")(sought.part("grams"))
    return and_(grams, spells(table, sought, hidden))


def spells(rows: Table | Subquery, sought: Fragment, hidden: frozenset[str] = NOTHING) -> ColumnElement[bool]:
    """The same without the index, to look at one row."""
    text = legible(rows, hidden)
    return and_(true(), *(text.contains(word, escape="/") for word in sought.words))


def found_ids(table: Table, sought: Fragment, hidden: frozenset[str]) -> ColumnElement[Any]:
    """Ids of the matching rows as an array, worked out once whatever the list around it asks."""
    fenced = select(table.c.id).where(matches(table, sought, hidden)).offset(0)  # keeps the planner out
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
    table: Table, among: Select[Any], sought: Fragment, hidden: frozenset[str], *, frequent: bool = False
) -> Select[Any]:
    """Some matching rows of `among`; of a frequent fragment those within the first thousands of rows."""
    if frequent:
        window = among.limit(WINDOW).subquery()
        return select(window).where(spells(window, sought, hidden)).limit(CANDIDATES)
    return select(among.where(matches(table, sought, hidden)).offset(0).subquery()).limit(CANDIDATES)


def rank(rows: Table | Subquery, sought: Fragment, hidden: frozenset[str]) -> ColumnElement[int]:
    """0 for a whole name in any script, pinyin or initials, 1 for its beginning, 2 for parts of names; then
    3 to 5 the same for what else a row has. The first part of the search text has the names.
    """
    lines: ColumnElement[str] = literal("\n").concat(legible(rows, hidden)).concat("\n")
    names = func.split_part(lines, APART, 1, type_=Text()).concat("\n")
    in_names = and_(true(), *(names.contains(word, escape="/") for word in sought.words))
    phrase = sought.part("phrase")
    return case((in_names, _how(names, phrase)), else_=3 + _how(lines, phrase))


def _how(lines: ColumnElement[str], phrase: ColumnElement[str]) -> ColumnElement[int]:
    """0 for a whole line, 1 for the beginning of one, 2 for anything else."""
    begins = literal("\n").concat(phrase)
    return case(
        (lines.contains(begins.concat("\n"), escape="/"), 0),
        (lines.contains(begins, escape="/"), 1),
        else_=2,
    )


Through = Callable[[str, frozenset[str]], Select[Any]]
"""Ids of rows that a fragment finds by what belongs to them, for instance customers by their contacts, with
what is hidden in the list."""


def in_list(
    table: Table, query: str, through: Through | None = None, hidden: frozenset[str] = NOTHING
) -> ColumnElement[bool]:
    """The rows that a list shows for a fragment."""
    ids = found_ids(table, Fragment(query), hidden)
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
    *,
    narrow: bool = False,
    halves: Halves | None = None,
) -> Found:
    """A page of a list whose source has search columns; a frequent fragment is read along the order.

    `narrow` says that each branch is a small part of the rows and has an index that begins with it; `halves`
    are the branches with parameters.
    """
    if not query.q:
        return await page(session, listing, query, context, branches, kept=Kept(halves) if halves else None)
    table, hidden, sought = _table(listing), listing.hidden, Fragment(query.q)
    kept = partial(_kept, halves, sought, hidden)
    if not await is_frequent(session, table, query.q):
        rare = kept("rare", partial(in_list, table, query.q, through, hidden))
        return await page(session, listing, query, context, branches, kept=rare)
    other = func.array(through(query.q, hidden).scalar_subquery()) if through else None
    frequent = _Frequent(listing, query, sought, other)
    if not narrow:
        return await _widely(session, frequent, context, branches)
    everywhere = await is_frequent(session, table, query.q, narrow=True)
    either = frequent.found(spells if everywhere else matches, table)
    own = kept("everywhere" if everywhere else "frequent", lambda: either)
    return await page(session, listing, frequent.plain, context, branches, either, kept=own)


def _table(listing: Listing) -> Table:
    assert isinstance(listing.source, Table)  # noqa: S101  # the listings of this service are of tables
    return listing.source


def _kept(
    halves: Halves | None,
    sought: Fragment,
    hidden: frozenset[str],
    way: str,
    found: Callable[[], ColumnElement[bool]],
) -> Kept | None:
    if halves is None or len(sought.words) > USUAL_WORDS:
        return None
    return Kept(halves, (way, sought.shape, hidden), sought.values, found)


@dataclass(frozen=True)
class _Frequent:
    """A list asked for a fragment that many rows have."""

    listing: Listing
    query: ListQuery
    sought: Fragment
    other: ColumnElement[Any] | None
    """Ids of the rows that are found by what belongs to them."""

    @property
    def plain(self) -> ListQuery:
        """What is asked besides."""
        return self.query.model_copy(update={"q": None})

    def found(self, own: Callable[..., ColumnElement[bool]], rows: Table | Subquery) -> ColumnElement[bool]:
        """The rows found by themselves, in one of the ways above, or by what belongs to them."""
        by_itself = own(rows, self.sought, self.listing.hidden)
        return by_itself if self.other is None else or_(by_itself, rows.c.id == func.any(self.other))


async def _widely(
    session: AsyncSession, frequent: _Frequent, context: Context, branches: Sequence[ColumnElement[bool]]
) -> Found:
    """A page of what is frequent among many rows."""
    listing, query = frequent.listing, frequent.query
    table, either = _table(listing), frequent.found(matches, _table(listing))
    wanted = [or_(*branches), *listing.where(frequent.plain, context)]
    order = Order.parse(listing, query.sort)
    rows = (await session.execute(_along(frequent, order, wanted))).all()
    if len(rows) > query.limit:
        following = cursors.encode(order.name, rows[query.limit - 1][-2:])
        total = await _count(session, table, [*wanted, either]) if query.total else None
        capped = total is not None and total > TOTAL_CAP
        return Found(rows[: query.limit], following, TOTAL_CAP if capped else total, capped)
    if len(branches) > 1 and len(frequent.sought.words) == 1:  # a small scope: its rows are the fewer
        return await page(session, listing, frequent.plain, context, branches, either)
    return await page(session, listing, query, context, branches)


def _along(frequent: _Frequent, order: Order, wanted: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """What is found among the next thousands of rows, in the order of the list."""
    listing, query = frequent.listing, frequent.query
    start = cursors.decode(query.after, order.name) if query.after else None
    everything = replace(listing, columns=list(listing.source.c))
    window = order.limited(everything, [true()], order.halves(start)[0], WINDOW).subquery()
    here = ClauseAdapter(window, include_fn=lambda one: getattr(one, "table", None) is listing.source)
    value, key = window.c["sort_value"], window.c["sort_key"]
    by = [value.desc(), key.desc()] if order.descending else [value, key]
    chosen = select(*(window.c[str(column.key)] for column in listing.columns), value, key)
    found = chosen.where(frequent.found(spells, window), *(here.traverse(one) for one in wanted))
    return found.order_by(*by).limit(query.limit + 1)


async def _count(session: AsyncSession, table: Table, wanted: Sequence[ColumnElement[bool]]) -> int:
    fenced = select(literal(1)).select_from(table).where(*wanted).offset(0).subquery()
    capped = select(fenced).limit(TOTAL_CAP + 1).subquery()
    return (await session.scalar(select(func.count()).select_from(capped))) or 0
