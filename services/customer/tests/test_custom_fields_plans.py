"""Filters and sorts by custom fields, and by ids, are answered from indexes under any scope."""

from typing import Any
from urllib.parse import quote

import orjson
import pytest
from sqlalchemy import event, text

from chassis.testing import Bench
from services.customer.tests.customising import define, manager
from services.customer.tests.people import Caller, caller

MANY = 10_000
OPTIONS = [{"value": value, "labels": {"en": value}} for value in "abcd"]
CUSTOMERS = text("""
    INSERT INTO customer (id, version, kind, serial, number, name, addresses, phones, emails, tags,
                          external_ids, name_key, handles, search_text, search_grams, owner_id, custom)
    SELECT gen_random_uuid(), 1, 'company', n, 'CU-' || n, 'Name ' || n, '[]', '[]', '[]', '{}', '{}',
           md5(n::text), '{}', '', '{}', CASE WHEN n % 20 = 0 THEN CAST(:owner AS uuid) END,
           jsonb_build_object('score', (n * 7919) % 100000, 'code', 'C' || n,
                              'tier', substr('abcd', 1 + n % 4, 1))
    FROM generate_series(1, :many) n
""")
VALUES = text("""
    INSERT INTO custom_value (record_id, field_id, number, text, sort_key, is_unique)
    SELECT c.id, f.id,
           CASE WHEN f.key = 'score' THEN (c.custom ->> 'score')::numeric END,
           CASE WHEN f.key <> 'score' THEN c.custom ->> f.key END,
           CASE WHEN f.key = 'code' THEN lower(c.custom ->> 'code') END, false
    FROM customer c, custom_field f
""")


@pytest.fixture
async def people(crm: Bench) -> dict[str, Caller]:
    """Those who read everything and their own, with customers enough for the planner to care."""
    boss, own = await manager(crm), await caller(crm, {"customer.read": "own"})
    await define(boss, "score", "number")
    await define(boss, "tier", "choice", options=OPTIONS)
    await define(boss, "code", "text")
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(CUSTOMERS, {"owner": str(own.person.id), "many": MANY})
        await connection.execute(VALUES)
        await connection.execute(text("ANALYZE customer, custom_value"))
    return {"all": boss, "own": own}


async def plan(who: Caller, query: str) -> str:
    """How PostgreSQL answers a list."""
    engine, asked = who.bench.runtime.database.engine, []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", keep)
    answer = await who("GET", f"/customers?limit=50&{query}")
    event.remove(engine.sync_engine, "before_cursor_execute", keep)
    assert answer.status == 200, answer.body
    statement, parameters = next(one for one in asked if "FROM customer" in one[0])
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        rows = await driver.fetch(f"EXPLAIN (COSTS OFF) {statement}", *parameters)
    return "\n".join(row[0] for row in rows)


async def test_lists_by_custom_fields_read_indexes_only(people: dict[str, Caller]) -> None:
    code = quote(orjson.dumps({"field": "custom.code", "op": "eq", "value": "C4200"}).decode())
    tier = quote(orjson.dumps({"field": "custom.tier", "op": "eq", "value": "a"}).decode())
    used = {
        "sort=custom.score": "ix_custom_value_number",
        "sort=-custom.code": "ix_custom_value_sort_key",
        f"filter={code}": "ix_custom_value_text",
        f"sort=custom.score&filter={tier}": "custom_value",
    }
    for who in people.values():
        for query, index in used.items():
            found = await plan(who, query)
            assert "Seq Scan" not in found, found
            assert index in found, found


async def test_customers_named_by_their_ids_are_looked_up(people: dict[str, Caller]) -> None:
    listed = (await people["all"]("GET", "/customers?limit=100")).body["items"]
    condition = {"field": "id", "op": "in", "value": [one["id"] for one in listed]}
    for who in people.values():
        found = await plan(who, f"filter={quote(orjson.dumps(condition).decode())}")
        [looked_up] = [line for line in found.splitlines() if "Index Cond" in line]
        assert "id = ANY" in looked_up, found
