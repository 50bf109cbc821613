"""Walking operations through their doors, as people and the worker do."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from chassis.operations import running
from services.customer.tests.importing import IMPORTER, Importer
from services.customer.tests.people import EVERYTHING, Caller

OPERATOR = EVERYTHING | IMPORTER | {"customer.bulk_update": "all"}


async def begun(one: Caller, path: str, body: Any = None, status: int = 202) -> Any:
    """Ask for an operation and let the worker work if it is left to one."""
    answer = await one("POST", path, body)
    assert answer.status == status, answer.body
    return await ended(one, answer.body["id"]) if status == 202 else answer.body


async def ended(one: Caller, operation_id: str) -> Any:
    """An operation once the worker had its turns."""
    for _ in range(50):
        found = (await one("GET", f"/operations/{operation_id}")).body
        if found["state"] not in ("queued", "running"):
            return found
        await running.run(one.bench.runtime, operation_id)
    raise AssertionError(found)


async def edit(one: Caller, ids: list[str] | None = None, *, of: str = "customers", **asked: Any) -> Any:
    """A bulk edit of these records, or of those that `selection` chooses."""
    selection = asked.pop("selection", None) or {"ids": ids}
    return await begun(one, f"/{of}/bulk-edits", {"selection": selection} | asked)


async def undo(one: Caller, operation_id: str) -> Any:
    """Its undo, done."""
    return await begun(one, f"/operations/{operation_id}/undo")


async def issues(one: Caller, operation_id: str) -> list[Any]:
    """What an operation left as it was."""
    items: list[Any] = (await one("GET", f"/operations/{operation_id}/issues?limit=200")).body["items"]
    return items


async def importing(one: Caller, table: str, **options: Any) -> Any:
    """An import of a table by this person, done; the operation."""
    importer = Importer(one.bench, one.person)
    done = await importer.whole(table, **options)
    assert done["state"] == "done", done
    return (await one("GET", f"/operations/{done['id']}")).body


BUSINESS: Mapping[str, str] = {
    "customer": "to_jsonb(t) - ARRAY['version', 'updated_at', 'created_at']",
    "contact": "to_jsonb(t) - ARRAY['version', 'updated_at', 'created_at']",
    "contact_link": "to_jsonb(t)",
    "interaction": "to_jsonb(t) - ARRAY['version', 'updated_at', 'created_at']",
    "external_reference": "to_jsonb(t)",
}


async def state(one: Caller) -> dict[str, list[Any]]:
    """All live business data: what is deleted is gone, history, versions and moments of writing apart."""
    found = {}
    async with one.bench.runtime.database.reading() as session:
        for table, content in BUSINESS.items():
            live = {
                "contact_link": "WHERE (SELECT deleted_at IS NULL FROM contact WHERE id = t.contact_id)",
                "external_reference": "",
                "interaction": "WHERE deleted_at IS NULL AND channel <> 'system' AND "
                "(SELECT deleted_at IS NULL FROM customer WHERE id = t.customer_id)",
            }.get(table, "WHERE deleted_at IS NULL")
            rows = await session.scalars(text(f"SELECT {content} FROM {table} t {live} ORDER BY 1"))
            found[table] = list(rows)
    return found
