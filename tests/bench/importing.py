"""An import of customers, from the start to the last row, against COPY of the rows that it wrote."""

import asyncio
import csv
import io
import time
from typing import Any, NamedTuple

import aiohttp
import asyncpg

from tests.bench.company import Company, customers
from tests.flows.conftest import Door, sign_in

ROWS = 20_000
COLUMNS = ("external_id", "name", "phone", "email", "country", "city", "street", "industry", "source")


class Imported(NamedTuple):
    """Rows a second, both ways."""

    rows: int
    imported: float
    copied: float


async def measure(url: str, administrator: tuple[str, str], people: Company, database_url: str) -> Imported:
    """Import ROWS new customers as the administrator, who may; then copy the same rows."""
    async with aiohttp.ClientSession(url) as client:
        door = await sign_in(client, *administrator)
        found = await _uploaded(door, _file(people))
        began = time.perf_counter()
        await door.post(f"/api/customer/imports/{found}/start", expect=202)
        while (job := await door.get(f"/api/customer/imports/{found}"))["state"] in ("queued", "running"):  # noqa: ASYNC110  # of another process
            await asyncio.sleep(0.1)
        seconds = time.perf_counter() - began
    if job["counts"]["created"] != ROWS:
        raise RuntimeError(f"the import did not end well: {job['state']}, {job['counts']}")
    connection = await asyncpg.connect(database_url)
    try:
        return Imported(ROWS, ROWS / seconds, ROWS / await _copy(connection))
    finally:
        await connection.close()


def _file(people: Company) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for row in customers(people, 5_000_000, 5_000_000 + ROWS):
        address = row["addresses"][0]
        reached = row["phones"][0]["number"], row["emails"][0]["address"]
        place = address["country"], address["city"], address["street"]
        table.writerow((f"E{row['serial']}", row["name"], *reached, *place, row["industry"], "import"))
    return text.getvalue().encode()


async def _uploaded(door: Door, content: bytes) -> str:
    form = aiohttp.FormData()
    form.add_field("file", content, filename="customers.csv")
    found: dict[str, Any] = await door.call("POST", "/api/customer/imports", expect=201, data=form)
    mapping = {name: name for name in COLUMNS}
    path = f"/api/customer/imports/{found['id']}"
    await door.call("PATCH", path, json={"target": "customers", "mapping": mapping})
    return str(found["id"])


async def _copy(connection: "asyncpg.Connection[Any]") -> float:
    """Seconds to copy the newest rows into a table with the same columns and indexes."""
    await connection.execute("CREATE TABLE copied (LIKE customer INCLUDING ALL)")
    newest = f"SELECT * FROM customer ORDER BY serial DESC LIMIT {ROWS}"
    kept = io.BytesIO()
    await connection.copy_from_query(newest, output=kept, format="binary")
    kept.seek(0)
    began = time.perf_counter()
    await connection.copy_to_table("copied", source=kept, format="binary")
    seconds = time.perf_counter() - began
    await connection.execute("DROP TABLE copied")
    return seconds
