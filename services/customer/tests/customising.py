"""Custom fields of the tests: defining them, and looking into their index."""

from typing import Any

from sqlalchemy import text

from chassis.custom_fields.kinds import STORED, indexed
from chassis.testing import Bench
from customer.custom_fields.declaration import CUSTOM
from services.customer.tests.people import EVERYTHING, Caller, caller

MANAGER = EVERYTHING | {
    "custom_field.manage": "all",
    "customer.import": "all",
    "customer.export": "all",
}


async def manager(crm: Bench) -> Caller:
    """Somebody who may do everything, and define fields."""
    return await caller(crm, MANAGER)


async def define(admin: Caller, key: str, kind: str, **more: Any) -> Any:
    """A custom field."""
    body = {"object": "customer", "key": key, "kind": kind, "labels": {"en": key.title()}} | more
    answer = await admin("POST", "/custom-fields", body)
    assert answer.status == 201, answer.body
    return answer.body


async def require_true_index(crm: Bench, thing: str = "customer") -> int:
    """The index holds what the rows hold, no more and no less; returns how many values that are."""
    fields = CUSTOM.of(thing)
    async with crm.runtime.database.reading() as session:
        records = (await session.execute(text(f"SELECT id, custom FROM {thing}"))).all()
        rows = (await session.execute(CUSTOM.values.select())).mappings().all()
    wanted = {
        (record.id, fields.every[key].id): indexed(fields.every[key].holds, value)
        for record in records
        for key, value in record.custom.items()
        if fields.every[key].holds in STORED
    }
    ids = {record.id for record in records}
    plain = ("text", "sort_key", "number", "day", "moment", "flag", "reference", "items")
    held = {
        (row["record_id"], row["field_id"]): {name: row[name] for name in plain if row[name] is not None}
        for row in rows
        if row["record_id"] in ids
    }
    assert held == wanted
    return len(held)
