"""People of the tests and how they call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.testing import Bench, Person

EVERYTHING = dict.fromkeys(("product.read", "product.manage", "price_book.manage"), "all")


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    body: Any
    headers: Any

    @property
    def problem(self) -> str:
        return str(self.body["type"]).removeprefix("urn:crm:problem:")

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Pointer and kind of each thing wrong."""
        return [(one["pointer"], one["kind"]) for one in self.body["errors"]]


@dataclass
class Caller:
    """Somebody calling the service."""

    bench: Bench
    person: Person

    async def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.bench.client.request(
            method, path, json=body, headers=self.person.headers | named
        ) as response:
            content = await response.json(content_type=None) if await response.read() else None
            return Answer(response.status, content, response.headers)

    async def made(self, path: str, **body: Any) -> Any:
        """Something new."""
        answer = await self("POST", path, body)
        assert answer.status == 201, answer.body
        return answer.body

    async def product(self, sku: str, **body: Any) -> Any:
        return await self.made("/products", sku=sku, name=body.pop("name", f"Product {sku}"), **body)

    async def book(self, name: str = "List", **body: Any) -> Any:
        return await self.made("/price-books", name=name, **{"currency": "CNY", "is_default": True} | body)

    async def price(self, book: Any, product: Any, *steps: tuple[str, str], **body: Any) -> Any:
        kept = [{"from_quantity": quantity, "amount": amount} for quantity, amount in steps]
        return await self.made(
            "/prices", price_book_id=book["id"], product_id=product["id"], steps=kept, **body
        )

    async def priced(self, *lines: Mapping[str, Any], **body: Any) -> Answer:
        return await self("POST", "/pricing", {"currency": "CNY", "lines": list(lines)} | body)


async def caller(bench: Bench, permissions: Mapping[str, str]) -> Caller:
    """Somebody with exactly these permissions."""
    return Caller(bench, await bench.person(permissions))
