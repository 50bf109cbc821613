"""Walking operations of sales through their doors, as people and the worker do."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from chassis.operations import running
from chassis.testing import Bench
from services.sales.tests.dealing import Dealer
from services.sales.tests.leading import Seller
from services.sales.tests.master import Master

MANY = ("create", "read", "update", "assign", "delete", "bulk_update", "import")
OPERATOR = dict.fromkeys(f"{thing}.{verb}" for thing in ("lead", "opportunity") for verb in MANY)
BESIDE = (
    *("pipeline.manage", "product.read", "product.manage", "price_book.manage", "lead_rule.manage"),
    *("quote.create", "quote.read", "customer.create"),
)
LEFT_OUT = "ARRAY['version', 'updated_at', 'created_at', 'place', 'scored_with']"
"""Moments and numbers of writing, and where a card lies on the board: it comes back on top."""


class Operator(Seller, Dealer):
    """Somebody who changes many records at once."""

    async def record(self, of: str, name: str, **body: Any) -> Any:
        """A lead or a deal."""
        return await (self.lead(name, **body) if of == "leads" else self.deal(name, **body))

    async def begun(self, path: str, body: Any = None) -> Any:
        """An operation that was asked for, once the worker did what was left to it."""
        answer = await self("POST", path, body)
        assert answer.status == 202, answer.body
        return await self.ended(answer.body["id"])

    async def ended(self, operation_id: str) -> Any:
        """An operation once the worker had its turns."""
        for _ in range(50):
            found = await self.get(f"/operations/{operation_id}")
            if found["state"] not in ("queued", "running"):
                return found
            await running.run(self.bench.runtime, operation_id)
        raise AssertionError(found)

    async def edit(self, of: str, records: Sequence[Any] = (), **asked: Any) -> Any:
        """A bulk edit of these records, or of those that `selection` chooses."""
        selection = asked.pop("selection", None) or {"ids": [one["id"] for one in records]}
        return await self.begun(f"/{of}/bulk-edits", {"selection": selection} | asked)

    async def preview(self, of: str, records: Sequence[Any], **asked: Any) -> Any:
        """What the same would do."""
        body = {"selection": {"ids": [one["id"] for one in records]}} | asked
        answer = await self("POST", f"/{of}/bulk-edits/preview", body)
        assert answer.status == 200, answer.body
        return answer.body

    async def undo(self, operation: Any) -> Any:
        """Its undo, done."""
        return await self.begun(f"/operations/{operation['id']}/undo")

    async def issues(self, operation: Any) -> list[Any]:
        """What an operation left as it was."""
        page = await self.get(f"/operations/{operation['id']}/issues?limit=200")
        found: list[Any] = page["items"]
        return found

    async def kinds(self, operation: Any) -> dict[str, str]:
        """Record → why it was left."""
        return {one["record_id"]: one["kind"] for one in await self.issues(operation)}

    async def change(self, path: str, **values: Any) -> Any:
        """A later edit by somebody."""
        tag = (await self("GET", path)).etag
        answer = await self("PATCH", path, values, If_Match=tag)
        assert answer.status == 200, answer.body
        return answer.body

    async def told(self, subject: str) -> list[dict[str, Any]]:
        """What was announced of a kind, oldest first."""
        return [data for one, data in await self.bench.announced() if one == subject]


async def operator(
    crm: Bench,
    master: Master,
    permissions: Mapping[str, str] | None = None,
    *,
    scope: str = "all",
    teams: Sequence[UUID] = (),
) -> Operator:
    """Somebody with these permissions on leads and deals; all of them in a scope when not said."""
    held = dict.fromkeys(OPERATOR, scope) if permissions is None else permissions
    person = await crm.person({**dict.fromkeys(BESIDE, "all"), **held}, teams=teams)
    one = Operator(crm, person)
    one.master = master
    return one


async def state(crm: Bench) -> dict[str, list[Any]]:
    """All live leads and deals: what is deleted is gone, history, versions and moments of writing apart."""
    found = {}
    async with crm.runtime.database.reading() as session:
        for table in ("lead", "opportunity"):
            rows = await session.scalars(
                text(f"SELECT to_jsonb(t) - {LEFT_OUT} FROM {table} t WHERE deleted_at IS NULL ORDER BY t.id")
            )
            found[table] = list(rows)
    return found
