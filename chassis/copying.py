"""Rows written past the ORM: many at once by COPY, and those that wait for the end of their transaction.

A change row, a message, a kept answer: nobody reads them before the commit. `at_commit` gathers them, and
one statement writes them all when the transaction ends, instead of a round trip for each.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from typing import Any, Final

import asyncpg
import orjson
from sqlalchemy import Column, String, Table, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

DIALECT: Final = dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy does not type it
FEW: Final = 20
"""Below this many rows INSERT is as fast."""
Rows = Sequence[Mapping[str, Any]]


async def write_rows(session: AsyncSession, table: Table, rows: Rows) -> None:
    """Insert rows that all have the same columns; columns left out get their server defaults.

    Python-side defaults of the table are not applied to what is copied: give every column a value. What the
    database refuses is a DBAPIError, however many rows there are.
    """
    if len(rows) < FEW:
        await session.execute(table.insert(), rows)
    else:
        await _copy(session, table, rows)


def at_commit(session: AsyncSession | Session, table: Table, rows: Rows) -> None:
    """The same when the transaction ends, for rows that nobody reads before.

    Where a table has arrays, one row of it.
    """
    waiting: dict[Table, list[Mapping[str, Any]]] = session.info.setdefault("at_commit", {})
    waiting.setdefault(table, []).extend(rows)


async def write_waiting(session: AsyncSession) -> None:
    """Write what waits for the end of the transaction. If that is all of it, there is no BEGIN and COMMIT."""
    await session.flush()
    waiting: dict[Table, Rows] = session.info.pop("at_commit", {})
    few = {table: rows for table, rows in waiting.items() if 0 < len(rows) < FEW}
    if few:
        alone = len(few) == len(waiting) and not session.info.get("begun")
        options = {"isolation_level": "AUTOCOMMIT"} if alone else {}
        connection = await session.connection(execution_options=options)
        shapes = tuple((table, tuple(rows[0]), len(rows) > 1) for table, rows in few.items())
        await connection.exec_driver_sql(_insertion(shapes), _given(few))
    for table, rows in waiting.items():
        if len(rows) >= FEW:
            await _copy(session, table, rows)


@asynccontextmanager
async def savepoint(session: AsyncSession) -> AsyncIterator[None]:
    """A part of the transaction that may fail by itself; what waited from it goes with it."""
    before = {table: list(rows) for table, rows in session.info.get("at_commit", {}).items()}
    try:
        async with session.begin_nested():
            yield
    except BaseException:
        session.info["at_commit"] = before
        raise


def _given(waiting: Mapping[Table, Rows]) -> tuple[Any, ...]:
    given: list[Any] = []
    for table, rows in waiting.items():
        if len(rows) > 1:
            given += [_values(table, name, rows) for name in rows[0]]
        else:
            spelt = _spelt(table)
            given += [spelt[name](value) if name in spelt else value for name, value in rows[0].items()]
    return tuple(given)


@cache
def _insertion(shapes: tuple[tuple[Table, tuple[str, ...], bool], ...]) -> str:
    """One statement that inserts into all the tables; the columns of several rows are given as arrays."""
    numbers = count(1)
    parts = []
    for table, names, several in shapes:
        places = [f"${next(numbers)}" for _ in names]
        source = _several(table, names, places) if several else _one(table, names, places)
        parts.append(f"INSERT INTO {table.name} ({', '.join(names)}) {source}")
    *first, last = parts
    written = ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(first))
    return f"WITH {written} {last}" if first else last


def _one(table: Table, names: Sequence[str], places: Sequence[str]) -> str:
    texts = [_is_texts(table.c[name]) for name in names]
    typed = [f"{place}::text::text[]" if so else place for place, so in zip(places, texts, strict=True)]
    return f"VALUES ({', '.join(typed)})"


def _several(table: Table, names: Sequence[str], places: Sequence[str]) -> str:
    typed = [f"{place}::{_given_as(table.c[name])}[]" for name, place in zip(names, places, strict=True)]
    given = f"unnest({', '.join(typed)}) WITH ORDINALITY AS given ({', '.join(names)}, nth)"
    chosen = [f"{name}::jsonb" if name in _json(table) else name for name in names]
    return f"SELECT {', '.join(chosen)} FROM {given} ORDER BY nth"  # noqa: S608  # names of ours


def _given_as(column: Column[Any]) -> str:
    """The type in which values arrive; what is too long for the column is then refused and not cut."""
    return "text" if isinstance(column.type, String | JSONB) else column.type.compile(DIALECT)


@cache
def _json(table: Table) -> frozenset[str]:
    return frozenset(column.key for column in table.columns if isinstance(column.type, JSONB))


@cache
def _spelt(table: Table) -> Mapping[str, Callable[[Any], str | None]]:
    """How the columns of one row are given that the driver takes, or takes sooner, as text."""
    return dict.fromkeys(_json(table), _as_json) | {
        column.key: _as_array for column in table.columns if _is_texts(column)
    }


def _is_texts(column: Column[Any]) -> bool:
    return isinstance(column.type, ARRAY) and isinstance(column.type.item_type, String)


def _as_json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value, default=str).decode()


def _as_array(texts: Sequence[str] | None) -> str | None:
    """Given a list, the driver asks of each element several times whether it is a list too."""
    if not texts:
        return None if texts is None else "{}"
    together = "".join(texts)
    if '"' in together or "\\" in together:
        texts = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(texts) + '"}'


def _values(table: Table, name: str, rows: Rows) -> list[Any]:
    """One column of the rows, as the driver takes it."""
    values = [row[name] for row in rows]
    return [_as_json(value) for value in values] if name in _json(table) else values


async def _copy(session: AsyncSession, table: Table, rows: Rows) -> None:
    names = list(rows[0])
    records = list(zip(*(_values(table, name, rows) for name in names), strict=True))
    await session.execute(text("SELECT 1"))  # opens the transaction, which the driver does on a statement
    raw = await (await session.connection()).get_raw_connection()
    driver = raw.driver_connection
    assert driver is not None  # noqa: S101  # an open session has one
    try:
        await driver.copy_records_to_table(table.name, records=records, columns=names)
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DBAPIError(f"COPY {table.name}", None, error, hide_parameters=True) from error
