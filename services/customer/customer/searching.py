"""Search by a fragment: the n-gram index names candidates, the folded text decides.

A fragment that few rows have is looked up in the index first, and whatever the list asks is done with
those few. One that many have (公司) is found sooner by reading along the list's order: how far that would
go and how many rows the index would name, the planner's own statistics say. Left to itself the planner
takes the words of a query for independent and reads a whole table for two frequent ones that never meet.
"""

import time
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import NOTHING
from customer.customers.values import number_said
from libs.names import APART, query_grams, query_words

CANDIDATES: Final = 300
"""Matches that are looked at to rank the best."""
WINDOW: Final = 5_000
"""Rows read along an order at most in search of a frequent fragment."""
STEP: Final = 500
"""Windows are so many rows, or several times as many: each size is a statement of its own."""
SPARE: Final = 2
"""So many times the matches wanted should be among them: matches stand together in places."""
STATISTICS: Final = text(
    """
    SELECT reltuples, most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats, pg_class
    WHERE schemaname = current_schema() AND tablename = :table AND attname = 'search_grams'
    AND pg_class.oid = to_regclass(:table)
    """
)
FENCE: Final[ColumnElement[int]] = literal_column("0")
"""As OFFSET it keeps the planner from taking a subquery apart."""
PARTS: Final = ("", "", "phones", "emails", "tax_number")
"""The fields that the parts of a search text come from: names and what identifies first, never hidden."""
FEWEST: Final = 2
"""So many grams of a word are asked of the index: the lists of more take longer than the rows they save."""
KEPT_SECONDS: Final = 10.0
"""The statistics of a table that grows change soon, and to look at them takes two milliseconds."""
Statistics = tuple[float, float, Mapping[str, float]]
"""When they were looked at, how many rows there are, and which part of them has each frequent gram."""
UNKNOWN: Final[Statistics] = (0.0, 0.0, {})
_frequencies: dict[str, Statistics] = {}


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
        self.values: dict[str, Any] = {f"word_{number}": word for number, word in enumerate(words)}
        self.number = number_said(query)
        self.shape = len(words), bool(self.grams), bool(self.number)
        self._by_word = [[one for one in query_grams(word) if one in self.grams] for word in words]
        self.values |= {"grams": self.grams, "phrase": " ".join(words)}
        self.values |= {"number": self.number} if self.number else {}

    @property
    def words(self) -> list[BindParameter[str]]:
        """The words that must all occur."""
        return [self.part(f"word_{number}") for number in range(self.shape[0])]

    def rarest(self, table: Table) -> list[str]:
        """The grams of each word that fewest rows have, as far as this process has looked: enough to name
        candidates, since their text decides.
        """
        _, _, known = _frequencies.get(table.name, UNKNOWN)
        if not known:
            return self.grams
        ordered = (sorted(grams, key=lambda one: known.get(one, 0.0)) for grams in self._by_word)
        return [one for grams in ordered for one in grams[:FEWEST]] or self.grams

    def given(self, table: Table) -> dict[str, Any]:
        """Values for a statement about these rows that was made once for all fragments of this shape."""
        return {**self.values, "grams": self.rarest(table)}

    def part(self, name: str) -> BindParameter[Any]:
        """One of the parameters, with this fragment's value unless the statement is given another."""
        return bindparam(name, self.values[name], ARRAY(Text()) if name == "grams" else Text())


def matches(
    table: Table,
    sought: Fragment,
    hidden: frozenset[str] = NOTHING,
    within: Sequence[ColumnElement[bool]] = (),
) -> ColumnElement[bool]:
    """Rows whose text has every word of the query; a query too short for the index finds nothing.

    The index names candidates by hidden fields too; the text that is looked at then has none. `within` is
    what else it knows of the rows wanted.
    """
    if not sought.grams:
        return false()
    grams = table.c.search_grams.bool_op("@>")(unseen(sought.part("grams")))
    return or_(and_(grams, *within, _has_words(legible(table, hidden), sought)), _is_said(table, sought))


def spells(rows: Table | Subquery, sought: Fragment, hidden: frozenset[str] = NOTHING) -> ColumnElement[bool]:
    """The same without the index, to look at one row."""
    return or_(_has_words(legible(rows, hidden), sought), _is_said(rows, sought))


def _has_words(text: ColumnElement[str], sought: Fragment) -> ColumnElement[bool]:
    return and_(true(), *(_has(text, word) for word in sought.words))


def _has(text: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """As LIKE, but compared byte by byte, and for any fragment the planner expects as many rows."""
    return func.strpos(text, part, type_=Integer()) > 0


def unseen(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A value that the planner does not look at: with it, it makes a plan anew for each search, which takes
    longer than most of them do. The index for searches is the only way there is.
    """
    return select(value).scalar_subquery()


def _is_said(rows: Table | Subquery, sought: Fragment) -> ColumnElement[bool]:
    """The row whose number is meant, however it was written."""
    return rows.c.number == sought.part("number") if sought.number and "number" in rows.c else false()


async def worth_reading(session: AsyncSession, table: Table, query: str, wanted: int) -> int:
    """How many rows to read along an order in search of as many matches as wanted: about as many as the index
    would name at most, and 0 when those are hardly enough.

    All grams of the fragment must be frequent; still it may be rare, or stand in other places of the order.
    """
    grams = query_grams(query)
    rows, known = await _statistics(session, table.name) if grams else (0, {})
    share = min((known.get(one, 0.0) for one in grams), default=0.0)
    window = min(WINDOW, ceil(share * rows / STEP) * STEP)
    return window if window * share >= SPARE * wanted else 0


async def _statistics(session: AsyncSession, table: str) -> tuple[float, Mapping[str, float]]:
    at, rows, known = _frequencies.get(table, UNKNOWN)
    if not at or time.monotonic() - at > KEPT_SECONDS:
        row = (await session.execute(STATISTICS, {"table": table})).one_or_none()
        if row and row[1]:
            # Behind the frequencies stand their lowest, their highest and that of NULL: zip leaves them out.
            rows, known = row[0], dict(zip(row[1], row[2], strict=False))
        _frequencies[table] = (time.monotonic(), rows, known)
    return rows, known


def forget_statistics() -> None:
    """Read the planner's statistics anew at the next search."""
    _frequencies.clear()


def rank(rows: Table | Subquery, sought: Fragment, hidden: frozenset[str]) -> ColumnElement[int]:
    """0 for the number that is meant, and for a whole name in any script, pinyin or initials, 1 for its
    beginning, 2 for parts of names; then 3 to 5 the same for what else a row has. The first part of the
    search text has the names.
    """
    lines: ColumnElement[str] = literal("\n").concat(legible(rows, hidden)).concat("\n")
    names = func.split_part(lines, APART, 1, type_=Text()).concat("\n")
    phrase = sought.part("phrase")
    return case(
        (_is_said(rows, sought), 0),
        (_has_words(names, sought), _how(names, phrase)),
        else_=3 + _how(lines, phrase),
    )


def _how(lines: ColumnElement[str], phrase: ColumnElement[str]) -> ColumnElement[int]:
    """0 for a whole line, 1 for the beginning of one, 2 for anything else."""
    begins = literal("\n").concat(phrase)
    return case(
        (_has(lines, begins.concat("\n")), 0),
        (_has(lines, begins), 1),
        else_=2,
    )
