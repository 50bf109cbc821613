"""Orders with more discount than may be given freely: whoever confirms them approves it."""

from typing import Any

import pytest

from chassis.testing import Bench
from services.sales.tests.asking import Caller
from services.sales.tests.master import Master
from services.sales.tests.quoting import Shop, shop

ORDERS = ("order.create", "order.read", "order.update", "order.assign")


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    made = await shop(crm, master, await crm.team(), ORDERS)
    await made.limit("10")
    return made


async def order(sold: Shop, *lines: Any, by: Caller | None = None, **said: Any) -> Any:
    body = {"customer_id": str(sold.customer), "currency": "CNY", "lines": list(lines)}
    return await (by or sold.seller).made("/orders", **(body | said))


async def confirmed(sold: Shop, by: Caller, one: Any) -> tuple[int, str]:
    answer = await by("POST", f"/orders/{one['id']}/confirm", {})
    return answer.status, answer.body["state"] if answer.status == 200 else answer.problem


async def test_an_order_says_what_exceeds_a_limit_and_somebody_else_confirms_it(sold: Shop) -> None:
    free = await order(sold, sold.line(discount_percent="10"))
    assert (free["excess"], await confirmed(sold, sold.seller, free)) == ([], (200, "confirmed"))
    cheap = await order(sold, sold.line(discount_percent="10"), sold.line(unit_amount="500"))
    told = [(one["line_id"], one["kind"], one["percent"], one["limit"]) for one in cheap["excess"]]
    assert told == [(cheap["lines"][1]["id"], "above_limit", "50", "10")]
    before = len(await sold.bench.announced())
    refused = await sold.seller("POST", f"/orders/{cheap['id']}/confirm", {})
    assert (refused.status, refused.problem) == (409, "approval-required")
    assert refused.body["params"]["lines"] == cheap["excess"]
    assert len(await sold.bench.announced()) == before
    assert await confirmed(sold, sold.boss, cheap) == (200, "confirmed")
    assert (await sold.seller("GET", f"/orders/{cheap['id']}")).body["excess"] == []


async def test_what_has_no_price_in_the_books_is_approved_unless_its_limit_says_that_anything_goes(
    sold: Shop,
) -> None:
    new = await sold.boss.product("NEW")
    one = await order(sold, {"product_id": new["id"], "unit_amount": "7"})
    assert [line["kind"] for line in one["excess"]] == ["no_list_price"]
    await sold.limit("100", product_id=new["id"])
    assert (await sold.seller("GET", f"/orders/{one['id']}")).body["excess"] == []
    assert await confirmed(sold, sold.seller, one) == (200, "confirmed")


async def test_nobody_approves_their_own_order(sold: Shop) -> None:
    mine = await order(sold, sold.line(unit_amount="1"), by=sold.boss)
    assert await confirmed(sold, sold.boss, mine) == (409, "approval-required")


async def test_what_a_quote_offered_is_approved_and_what_was_written_since_is_not(sold: Shop) -> None:
    ordered = [await _ordered(sold) for _ in range(2)]
    assert [one["excess"] for one in ordered] == [[], []]
    assert await confirmed(sold, sold.seller, ordered[0]) == (200, "confirmed")
    path = f"/orders/{ordered[1]['id']}"
    offered = {name: ordered[1]["lines"][0][name] for name in ("id", "product_id", "quantity")}
    lines = [{**offered, "discount_percent": "60"}]
    changed = await sold.seller("PATCH", path, {"lines": lines}, If_Match=f'"{ordered[1]["version"]}"')
    assert [one["percent"] for one in changed.body["excess"]] == ["60"]
    assert await confirmed(sold, sold.seller, ordered[1]) == (409, "approval-required")


async def _ordered(sold: Shop) -> Any:
    """An order of a quote whose discounts were approved."""
    quote = await sold.quote(sold.line(discount_percent="40"), discount_percent="5")
    path = f"/quotes/{quote['id']}"
    for by, act, body in (
        (sold.seller, "submit", {}),
        (sold.boss, "approve", {}),
        (sold.seller, "issue", None),
        (sold.seller, "accept", {"name": "王小明"}),
    ):
        answer = await by("POST", f"{path}/{act}", body)
        assert answer.status == 200, answer.body
    return await sold.seller.made(f"{path}/order")
