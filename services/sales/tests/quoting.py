"""Quotes of the tests: something to sell, and offers of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.testing import Bench
from sales.quotes.documents.tasks import make
from services.sales.tests.asking import EVERYTHING, Caller, caller
from services.sales.tests.master import Master

SELLS = dict.fromkeys(
    ("quote.create", "quote.read", "quote.update", "quote.delete", "quote.assign", "product.read"), "own"
)
BOSS = EVERYTHING | dict.fromkeys((*SELLS, "quote.approve"), "all")
LAST_DAY = "2999-12-31"


class Shop:
    """A product with a price and a tax, a customer, and those who sell."""

    def __init__(self, bench: Bench, master: Master, boss: Caller, seller: Caller) -> None:
        self.bench, self.master, self.boss, self.seller = bench, master, boss, seller
        self.customer = master.customer()
        self.laser: Any = None
        self.cable: Any = None

    async def stock(self) -> None:
        tax = await self.boss.made("/taxes", name="增值税", rate="13")
        self.cable = await self.boss.product("CB", name="Cable")
        groups = [{"name": "Cables", "choices": [{"product_id": self.cable["id"], "most": 5}]}]
        self.laser = await self.boss.product(
            "LS", name="激光 Laser", unit="台", tax_id=tax["id"], option_groups=groups
        )
        book = await self.boss.book()
        await self.boss.price(book, self.laser, ("1", "1000"))
        await self.boss.price(book, self.cable, ("1", "12.34"))

    def line(self, **said: Any) -> dict[str, Any]:
        return {"product_id": self.laser["id"], **said}

    async def quote(self, *lines: Any, by: Caller | None = None, **said: Any) -> Any:
        body = {
            "customer_id": str(self.customer),
            "currency": "CNY",
            "valid_until": LAST_DAY,
            "lines": list(lines or [self.line()]),
        }
        return await (by or self.seller).made("/quotes", **(body | said))

    async def limit(self, percent: str, **said: Any) -> Any:
        return await self.boss.made("/discount-limits", percent=percent, **said)

    async def issued(self, *lines: Any, **said: Any) -> Any:
        """An issued quote whose document is made."""
        quote = await self.quote(*lines, **said)
        return await self.issue(quote)

    async def issue(self, quote: Any) -> Any:
        answer = await self.seller("POST", f"/quotes/{quote['id']}/issue")
        assert answer.status == 200, answer.body
        await make(self.bench.runtime, answer.body["document"]["id"])
        read = await self.seller("GET", f"/quotes/{quote['id']}")
        return {**read.body, "token": answer.body["token"]}

    async def public(self, method: str, token: str, path: str = "", body: Any = None, **headers: str) -> Any:
        """Somebody who is not signed in: status, and JSON or bytes."""
        url = f"/public/quotes/{token}{path}"
        async with self.bench.client.request(method, url, json=body, headers=headers) as response:
            is_json = "json" in response.headers["Content-Type"]
            return response.status, await (response.json(content_type=None) if is_json else response.read())


async def shop(bench: Bench, master: Master, team_id: UUID | None = None, more: Sequence[str] = ()) -> Shop:
    """Everything that a quote needs, and what more may be done: by the seller with their own, by the boss."""
    sells, manages = SELLS | dict.fromkeys(more, "own"), BOSS | dict.fromkeys(more, "all")
    seller = Caller(bench, await bench.person(sells, teams=[team_id] if team_id else []))
    made = Shop(bench, master, await caller(bench, manages), seller)
    await made.stock()
    return made


def acceptance(quote: Any, **said: Any) -> dict[str, Any]:
    """What a customer sends who has read the document."""
    return {"name": "王小明", "document_sha256": quote["document"]["sha256"], **said}
