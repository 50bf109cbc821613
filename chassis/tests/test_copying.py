"""Many rows at once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from chassis import tables
from chassis.actors import service_actor
from chassis.copying import FEW, write_rows
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
