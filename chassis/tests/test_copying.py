"""Many rows at once."""

import contextlib
from random import Random

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import tables
from chassis.actors import service_actor
from chassis.copying import FEW, at_commit, savepoint, write_rows
from chassis.identifiers import new_id
from chassis.testing import Bench


@pytest.mark.parametrize("count", [FEW - 1, FEW])
async def test_rows_that_the_database_refuses_are_one_kind_of_error(example: Bench, count: int) -> None:
    rows = [{"consumer": "copying", "event_id": new_id()} for _ in range(count)]
    database = example.runtime.database
    with pytest.raises(DBAPIError) as refused:
        async with database.writing(service_actor("example")) as session:
            await write_rows(session, tables.inbox, [*rows[:-1], rows[0]])
    assert getattr(refused.value.orig, "sqlstate", None) == "23505"
    async with database.writing(service_actor("example")) as session:
        await write_rows(session, tables.inbox, rows)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(tables.inbox)) == count


def _rows(count: int) -> list[dict[str, object]]:
    headers = {"content-type": "application/json", "ce-id": "é\n"}
    return [
        {"id": new_id(), "stream": "none", "subject": f"s{number}", "headers": headers, "data": b"\x00x"}
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 2, FEW])
async def test_rows_that_wait_for_the_commit_are_written_in_their_order(example: Bench, count: int) -> None:
    rows = _rows(count)
    heard = [{"consumer": "copying", "event_id": row["id"]} for row in rows]
    async with example.runtime.database.writing(service_actor("example")) as session:
        at_commit(session, tables.inbox, heard)
        at_commit(session, tables.outbox, rows)
        assert await session.scalar(select(func.count()).select_from(tables.inbox)) == 0
    async with example.runtime.database.reading() as session:
        shown = [tables.outbox.c[name] for name in rows[0]]
        found = (await session.execute(select(*shown).order_by(tables.outbox.c.position))).mappings().all()
        assert [dict(row) for row in found] == rows
        assert await session.scalar(select(func.count()).select_from(tables.inbox)) == count


async def test_texts_in_arrays_come_back_as_they_were(example: Bench) -> None:
    table = Table("texts", MetaData(), Column("id", Integer), Column("texts", ARRAY(Text)))
    random = Random(1)
    kept: list[list[str] | None] = [None, [], [""], ["NULL"]]
    kept += [
        ["".join(random.choices("a新 ,\"\\{}\n'", k=4)) for _ in range(length)] for length in range(1, 9)
    ]
    async with example.runtime.database.engine.begin() as connection:
        await connection.run_sync(table.create)
    for number, texts in enumerate(kept):
        async with example.runtime.database.writing(service_actor("example")) as session:
            at_commit(session, table, [{"id": number, "texts": texts}])
    async with example.runtime.database.engine.begin() as connection:
        assert list(await connection.scalars(select(table.c.texts).order_by(table.c.id))) == kept
        await connection.run_sync(table.drop)


@pytest.mark.parametrize("count", [1, 2, FEW])
async def test_a_waiting_row_with_a_text_that_is_too_long_is_refused_not_cut(
    example: Bench, count: int
) -> None:
    rows = [row | {"stream": "s" * 65} for row in _rows(count)]
    with pytest.raises(DBAPIError) as refused:
        async with example.runtime.database.writing(service_actor("example")) as session:
            at_commit(session, tables.outbox, rows)
    assert getattr(refused.value.orig, "sqlstate", None) == "22001"


async def _fail(session: AsyncSession, row: dict[str, object]) -> None:
    async with savepoint(session):
        at_commit(session, tables.outbox, [row])
        raise ZeroDivisionError


async def test_what_waits_from_a_part_that_failed_is_not_written(example: Bench) -> None:
    first, failed, last = _rows(3)
    async with example.runtime.database.writing(service_actor("example")) as session:
        at_commit(session, tables.outbox, [first])
        with pytest.raises(ZeroDivisionError):
            await _fail(session, failed)
        async with savepoint(session):
            at_commit(session, tables.outbox, [last])
    async with example.runtime.database.reading() as session:
        found = await session.scalars(select(tables.outbox.c.subject).order_by(tables.outbox.c.position))
        assert list(found) == ["s0", "s2"]


async def test_what_is_all_of_a_transaction_is_written_whole_or_not_at_all(example: Bench) -> None:
    heard, (row,) = {"consumer": "copying", "event_id": new_id()}, _rows(1)
    database = example.runtime.database
    for outcome in (contextlib.nullcontext(), pytest.raises(DBAPIError)):
        with outcome:
            async with database.writing(service_actor("example")) as session:
                at_commit(session, tables.outbox, [row | {"id": new_id()}])
                at_commit(session, tables.inbox, [heard])
    async with database.reading() as session:
        for table in (tables.outbox, tables.inbox):
            assert await session.scalar(select(func.count()).select_from(table)) == 1
