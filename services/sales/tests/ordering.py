"""Orders of the tests: something to sell, a customer, and those who take orders."""

from typing import Any

from chassis.testing import Answer, Bench
from services.sales.tests.asking import Caller, caller
from services.sales.tests.master import Master

NAMES = ("create", "read", "update", "assign", "invoice")
ORDERS = dict.fromkeys(("product.read", "product.manage", *(f"order.{one}" for one in NAMES)), "all")


class Trade:
    """A product with a tax, a customer, and somebody who does everything with orders."""

    def __init__(self, bench: Bench, master: Master, clerk: Caller) -> None:
        self.bench, self.master, self.clerk = bench, master, clerk
        self.customer = master.customer()
        self.product: Any = None

    def line(self, quantity: str = "10", unit_amount: str = "9.99", **said: Any) -> dict[str, Any]:
        line = {"product_id": self.product["id"], "quantity": quantity, "unit_amount": unit_amount}
        return line | said

    async def draft(self, *lines: Any, by: Caller | None = None, **said: Any) -> Any:
        body = {"customer_id": str(self.customer), "currency": "CNY", "lines": list(lines or [self.line()])}
        return await (by or self.clerk).made("/orders", **(body | said))

    async def order(self, *lines: Any, **said: Any) -> Any:
        """A confirmed one."""
        return await self.done(f"/orders/{(await self.draft(*lines, **said))['id']}/confirm")

    async def done(self, path: str, body: Any = None, *, by: Caller | None = None) -> Any:
        answer = await (by or self.clerk)("POST", path, {} if body is None else body)
        assert answer.status in (200, 201), answer.body
        return answer.body

    async def refused(self, path: str, body: Any = None, *, by: Caller | None = None) -> Answer:
        answer = await (by or self.clerk)("POST", path, {} if body is None else body)
        assert answer.status >= 400, answer.body
        return answer

    async def read(self, path: str) -> Any:
        answer = await self.clerk("GET", path)
        assert answer.status == 200, answer.body
        return answer.body

    async def shipped(self, order: Any, *quantities: str) -> Any:
        made = await self.done("/shipments", parts(order, *quantities))
        return await self.done(f"/shipments/{made['id']}/ship")

    async def invoice(self, order: Any, *quantities: str, **said: Any) -> Any:
        return await self.done("/invoices", parts(order, *quantities) | said)

    async def payment(self, amount: str, **said: Any) -> Any:
        body = {"customer_id": str(self.customer), "currency": "CNY", "amount": amount}
        return await self.done("/payments", body | said)

    async def said(self) -> list[str]:
        """What was announced, in order."""
        return [subject for subject, _ in await self.bench.announced()]


def parts(order: Any, *quantities: str) -> dict[str, Any]:
    """So much of each line of an order; all of it if nothing is said."""
    lines = [
        {"line_id": line["id"], "quantity": quantity}
        for line, quantity in zip(order["lines"], quantities, strict=False)
    ]
    return {"order_id": order["id"]} | ({"lines": lines} if lines else {})


async def trade(bench: Bench, master: Master) -> Trade:
    one = Trade(bench, master, await caller(bench, ORDERS))
    tax = await one.clerk.made("/taxes", name="VAT", rate="13")
    one.product = await one.clerk.product("LS", name="Laser", unit="台", tax_id=tax["id"])
    return one
