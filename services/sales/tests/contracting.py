"""Contracts of the tests: something to agree on, a customer, and somebody who does everything with them."""

from typing import Any

from sqlalchemy import text

from chassis.testing import Bench
from services.sales.tests.asking import EVERYTHING, Caller
from services.sales.tests.master import Master
from services.sales.tests.quoting import LAST_DAY

VERBS = ("create", "read", "update", "assign", "delete")
CONTRACTS = EVERYTHING | dict.fromkeys(
    (f"{thing}.{verb}" for thing in ("quote", "contract") for verb in VERBS), "all"
)
YEAR = {"starts_on": "2026-01-01", "ends_on": "2998-12-31"}


class Office(Caller):
    """Somebody who may do everything with contracts, beside a product and a customer."""

    customer: str
    laser: Any

    def line(self, **said: Any) -> dict[str, Any]:
        return {"product_id": self.laser["id"], "quantity": "2", "unit_amount": "100", **said}

    async def draft(self, **said: Any) -> Any:
        body = {"customer_id": self.customer, "currency": "CNY", "lines": [self.line()], **YEAR}
        return await self.made("/contracts", **(body | said))

    async def signed(self, **said: Any) -> Any:
        path = f"/contracts/{(await self.draft(**said))['id']}"
        return await self.done(f"{path}/activate", signed_by="Kim Example")

    async def accepted(self, **said: Any) -> Any:
        """An accepted quote."""
        body = {"customer_id": self.customer, "currency": "CNY", "lines": [self.line()]}
        made = await self.made("/quotes", **body, valid_until=LAST_DAY, **said)
        await self.done(f"/quotes/{made['id']}/issue")
        return await self.done(f"/quotes/{made['id']}/accept", name="Kim Example")

    async def done(self, path: str, **body: Any) -> Any:
        answer = await self("POST", path, body)
        assert answer.status in (200, 201), answer.body
        return answer.body

    async def read(self, path: str) -> Any:
        answer = await self("GET", path)
        assert answer.status == 200, answer.body
        return answer.body

    async def said(self) -> list[str]:
        """What was announced of contracts, in order."""
        told = [subject for subject, _ in await self.bench.announced()]
        return [one.removeprefix("sales.contract.") for one in told if one.startswith("sales.contract.")]


async def opened_office(crm: Bench, master: Master) -> Office:
    one = Office(crm, await crm.person(CONTRACTS | {"quote.approve": "all"}))
    tax = await one.made("/taxes", name="VAT", rate="13")
    one.laser = await one.product("LS", tax_id=tax["id"])
    one.customer = str(master.customer())
    return one


async def sql(crm: Bench, statement: str, **values: Any) -> None:
    """Past the service."""
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(text(statement), values)
