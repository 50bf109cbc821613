"""People of the tests and how they call."""

from collections.abc import Mapping
from typing import Any

from chassis.testing import Answer, Bench, Calling

EVERYTHING = dict.fromkeys(("product.read", "product.manage", "price_book.manage"), "all")


class Caller(Calling):
    """Somebody calling the service."""

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
