"""A sale from the first word of a stranger to the money, as its people and its customer do it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.flows.conftest import Door, until

SELLER = dict.fromkeys(
    (
        *("customer.create", "customer.read", "customer.update", "product.read"),
        *("lead.create", "lead.read", "lead.update"),
        *("opportunity.create", "opportunity.read", "opportunity.update"),
        *("quote.create", "quote.read", "quote.update"),
        *("order.create", "order.read", "order.update", "order.invoice"),
    ),
    "all",
)
STAGES = (("Qualified", 20), ("Proposed", 60), ("Agreed", 90))
BUSY = (409, 502, 503, 504)
"""Answers to somebody who asks while a process is on its way back."""


@dataclass
class Sale:
    """Who sells, what, and what has become of it; each step can be repeated."""

    seller: Door
    visitor: Door
    seller_id: str
    form: Any
    pipeline: Any
    product: Any
    found: dict[str, Any] = field(default_factory=dict)

    async def ask(self) -> None:
        """A stranger sends the form of our web page."""
        asked = {"name": "Kim Example", "company": "Example Boats Ltd", "email": "kim@example.com"}
        await persist(self.visitor, f"/api/sales/forms/{self.form['key']}", asked)

    async def convert(self) -> None:
        """The seller answers, and makes of the lead a customer with a deal."""
        await until(self._lead_there, 20)
        lead = self.found["lead"]
        await persist(self.seller, f"/api/sales/leads/{lead['id']}/respond", {"channel": "call"})
        wanted = {"opportunity": {"name": "Two boats", "pipeline_id": self.pipeline["id"]}}
        url = f"/api/sales/leads/{lead['id']}"

        async def converted() -> bool:
            async with self.seller.client.post(
                f"{url}/convert", json=wanted, headers=self.seller.headers
            ) as answer:
                assert answer.status < 300 or answer.status in BUSY, await answer.text()
            self.found["lead"] = await patient(self.seller, url)
            return bool(self.found["lead"]["status"] == "converted")

        await until(converted, 60)

    async def offer(self) -> None:
        """A quote for two of them, issued; its customer opens the link."""
        lead = self.found["lead"]
        body = {
            "customer_id": lead["customer_id"],
            "opportunity_id": lead["opportunity_id"],
            "currency": "CNY",
            "language": "en",
            "valid_until": str(date.today() + timedelta(days=30)),  # noqa: DTZ011  # any zone will do
            "lines": [{"product_id": self.product["id"], "quantity": "2"}],
        }
        quote = await persist(self.seller, "/api/sales/quotes", body)
        issued = await persist(self.seller, f"/api/sales/quotes/{quote['id']}/issue")
        self.found |= {"quote": issued, "link": f"/api/sales/public/quotes/{issued['token']}"}

    async def accept(self) -> None:
        """The customer reads the document and accepts it."""

        async def written() -> Any:
            self.found["offered"] = await patient(self.visitor, self.found["link"])
            return self.found["offered"]["document_sha256"]

        body = {"name": "Kim Example", "document_sha256": await until(written, 60)}
        await persist(self.visitor, f"{self.found['link']}/accept", body)

    async def win(self) -> None:
        """The seller wins the deal; what was accepted is ordered."""
        deal = self.found["lead"]["opportunity_id"]
        won = {"reason": "product", "confirm": True}
        self.found |= await persist(self.seller, f"/api/sales/opportunities/{deal}/win", won)

    async def deliver(self) -> None:
        """The goods leave and arrive."""
        order = self.found["order"]
        lines = [{"line_id": one["id"], "quantity": one["quantity"]} for one in order["lines"]]
        body = {"order_id": order["id"], "carrier": "Example Post", "lines": lines}
        shipment = await persist(self.seller, "/api/sales/shipments", body)
        for step in ("ship", "deliver"):
            await persist(self.seller, f"/api/sales/shipments/{shipment['id']}/{step}")

    async def settle(self) -> None:
        """The invoice goes out, and its money comes."""
        order = self.found["order"]
        invoice = await persist(self.seller, "/api/sales/invoices", {"order_id": order["id"]})
        body = {
            "customer_id": order["customer_id"],
            "amount": invoice["gross"]["amount"],
            "currency": "CNY",
            "allocations": [{"invoice_id": invoice["id"]}],
        }
        self.found["payment"] = await persist(self.seller, "/api/sales/payments", body)
        self.found["invoice"] = invoice

    @property
    def steps(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        """All of them, in order."""
        return [self.ask, self.convert, self.offer, self.accept, self.win, self.deliver, self.settle]

    async def _lead_there(self) -> Any:
        page = await patient(self.seller, "/api/sales/leads")
        mine = [one for one in page["items"] if one["owner_id"] == self.seller_id]
        self.found["lead"] = mine[0] if mine else None
        return mine


async def patient(door: Door, path: str) -> Any:
    """Read, while processes come and go."""

    async def read() -> Any:
        async with door.client.get(path, headers=door.headers) as answer:
            assert answer.status == 200 or answer.status in BUSY, await answer.text()
            return [await answer.json()] if answer.status == 200 else None

    (found,) = await until(read, 60)
    return found


async def persist(door: Door, path: str, body: Any = None) -> Any:
    """Do something once, however often it has to be asked for: under one key."""
    headers, last = door.headers | {"Idempotency-Key": str(uuid4())}, ""
    for _ in range(120):
        async with door.client.post(path, json=body or {}, headers=headers) as answer:
            if answer.status < 300:
                return await answer.json()
            last = f"{path}: {answer.status} {await answer.text()}"
            assert answer.status in BUSY, last
        await asyncio.sleep(0.5)
    raise AssertionError(last)


async def priced_product(administrator: Door) -> Any:
    """Something with a price in the list."""
    product = await administrator.post(
        "/api/sales/products", {"sku": f"BOAT-{uuid4().hex[:8]}", "name": "Example boat 示例"}, expect=201
    )
    books = await administrator.get("/api/sales/price-books")
    own = [one for one in books["items"] if one["is_default"] and one["currency"] == "CNY"]
    list_ = {"name": "List", "currency": "CNY", "is_default": True}
    book = own[0] if own else await administrator.post("/api/sales/price-books", list_, expect=201)
    price = {"price_book_id": book["id"], "product_id": product["id"]}
    steps = [{"from_quantity": "1", "amount": "100000.00"}]
    await administrator.post("/api/sales/prices", price | {"steps": steps}, expect=201)
    return product


async def prepared(administrator: Door, seller: Door, seller_id: str) -> Sale:
    """A product with a price, a pipeline, and a form whose leads are the seller's."""
    product = await priced_product(administrator)
    stages = [{"name": name, "probability": probability} for name, probability in STAGES]
    pipeline = await administrator.post(
        "/api/sales/pipelines", {"name": f"Boats {uuid4().hex[:8]}", "stages": stages}, expect=201
    )
    fields = [{"name": "name", "required": True}, {"name": "company"}, {"name": "email"}]
    form = await administrator.post(
        "/api/sales/lead-forms", {"name": "Web page", "fields": fields, "owner_id": seller_id}, expect=201
    )
    return Sale(seller, Door(seller.client, {}), seller_id, form, pipeline, product)
