"""The promise of the library: PostgreSQL and Python answer alike, and `not` is the complement."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, case, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from libs.conditions import Condition, Context, Not, matches, parse, to_sql
from libs.conditions.tests.strategies import (
    FIELDS,
    condition_data,
    contexts,
    every_question,
    record_lists,
    records_table,
    schemas,
)

QUICK = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Database:
    """One connection with one temporary table, driven from synchronous (hypothesis) tests."""

    def __init__(self, runner: asyncio.Runner, connection: AsyncConnection) -> None:
        self.runner = runner
        self.connection = connection

    def ids_matching(
        self, records: list[dict[str, Any]], predicates: list[ColumnElement[bool]]
    ) -> list[set[int]]:
        """For each predicate, the ids (positions) of the records it is true of, in one question."""
        return self.runner.run(self._ids_matching(records, predicates))

    async def _ids_matching(
        self, records: list[dict[str, Any]], predicates: list[ColumnElement[bool]]
    ) -> list[set[int]]:
        ids = records_table.c.id
        async with self.connection.begin() as transaction:
            await self.connection.execute(
                insert(records_table), [{"id": i} | record for i, record in enumerate(records)]
            )
            chosen = [func.array_agg(case((predicate, ids), else_=-1)) for predicate in predicates]
            row = (await self.connection.execute(select(*chosen))).one()
            await transaction.rollback()
        return [set(found) - {-1} for found in row]


@pytest.fixture(scope="module")
def database(infrastructure: Any) -> Iterator[Database]:
    url = infrastructure.postgres_url.replace("postgresql://", "postgresql+asyncpg://")
    engine = create_async_engine(url, poolclass=NullPool)
    with asyncio.Runner() as runner:
        connection = runner.run(_connected(engine))
        yield Database(runner, connection)
        runner.run(connection.close())
        runner.run(engine.dispose())


async def _connected(engine: Any) -> AsyncConnection:
    connection: AsyncConnection = await engine.connect()
    await connection.run_sync(records_table.create)
    await connection.commit()
    return connection


def answers(
    database: Database, records: list[dict[str, Any]], conditions: list[Condition], context: Context
) -> tuple[list[set[int]], list[set[int]]]:
    predicates = [to_sql(condition, records_table.c, context) for condition in conditions]
    in_python = [
        {i for i, record in enumerate(records) if matches(condition, record, context)}
        for condition in conditions
    ]
    return database.ids_matching(records, predicates), in_python


@QUICK
@given(st.data(), record_lists, contexts)
def test_postgresql_and_python_give_the_same_answer(
    database: Database, data: st.DataObject, records: list[dict[str, Any]], context: Context
) -> None:
    names = data.draw(schemas)
    fields = {name: FIELDS[name] for name in names}
    written = data.draw(st.lists(condition_data(names), min_size=1, max_size=6))
    in_sql, in_python = answers(database, records, [parse(each, fields) for each in written], context)
    assert in_sql == in_python


@settings(QUICK, max_examples=40)
@given(every_question, record_lists, contexts)
def test_every_operator_gives_the_same_answer_and_not_is_its_complement(
    database: Database, written: list[dict[str, object]], records: list[dict[str, Any]], context: Context
) -> None:
    conditions = [parse(each, FIELDS) for each in written]
    everyone = set(range(len(records)))
    in_sql, in_python = answers(
        database, records, conditions + [Not(condition) for condition in conditions], context
    )
    assert in_sql == in_python
    positive, negated = in_sql[: len(conditions)], in_sql[len(conditions) :]
    assert [everyone - found for found in positive] == negated
