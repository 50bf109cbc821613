"""Many rows at once by COPY: several times faster than INSERT, in the same transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import asyncpg
import orjson
from sqlalchemy import Table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

FEW: Final = 20
"""Below this many rows INSERT is as fast."""


async def write_rows(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; columns left out get their server defaults.

    Python-side defaults of the table are not applied to what is copied: give every column a value. What the
    database refuses is a DBAPIError, however many rows there are.
    """
    if len(rows) < FEW:
        await session.execute(table.insert(), rows)
        return
    names = list(rows[0])
    json = [isinstance(table.c[name].type, JSONB) for name in names]
    records = [
        [
            orjson.dumps(row[name], default=str).decode() if is_json else row[name]
            for name, is_json in zip(names, json, strict=True)
        ]
        for row in rows
    ]
    await session.execute(text("SELECT 1"))  # opens the transaction, which the driver does on a statement
    raw = await (await session.connection()).get_raw_connection()
    driver = raw.driver_connection
    assert driver is not None  # noqa: S101  # an open session has one
    try:
        await driver.copy_records_to_table(table.name, records=records, columns=names)
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DBAPIError(f"COPY {table.name}", None, error, hide_parameters=True) from error
