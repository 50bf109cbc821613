"""From a lead to a paid order, with the people told; and the same while processes die between the steps."""

import asyncio
from contextlib import suppress
from typing import Any

from deploy.local.running import Suite
from tests.flows.conftest import Door, colleague, until
from tests.flows.selling import SELLER, Sale, prepared


async def seller_of(administrator: Door) -> Sale:
    """Somebody new who sells, and what they need for it."""
    seller = await colleague(administrator, SELLER)

    async def known() -> bool:
        return await seller.door.status("GET", "/api/sales/leads") == 200

    await until(known)
    return await prepared(administrator, seller.door, seller.id)


async def check(administrator: Door, sale: Sale) -> None:
    """What a whole sale leaves behind, everywhere, and each of it once."""
    lead, order = sale.found["lead"], sale.found["order"]
    customer = f"/api/customer/customers/{lead['customer_id']}"

    async def followed() -> Any:
        stage: str = (await administrator.get(f"{customer}/lifecycle"))["stage"]
        return stage == "customer"

    await until(followed, 20)
    settled = await administrator.get(f"/api/sales/orders/{order['id']}")
    states = [settled[name] for name in ("delivery", "billing", "payment")]
    assert (states, settled["paid"]) == (["complete", "complete", "paid"], settled["gross"])
    assert settled["gross"]["amount"] == "200000.00"
    for path in ("opportunities", "quotes", "orders", "invoices", "payments"):
        page = await administrator.get(f"/api/sales/{path}?limit=200")
        mine = [one for one in page["items"] if one["customer_id"] == lead["customer_id"]]
        assert len(mine) == 1, (path, mine)
    named = await administrator.get("/api/customer/customers", params={"q": "Example Boats Ltd"})
    assert len([one for one in named["items"] if one["id"] == lead["customer_id"]]) == 1


async def test_a_lead_becomes_a_paid_order_and_the_team_is_told(suite: Suite, administrator: Door) -> None:
    sale = await seller_of(administrator)
    for step in sale.steps:
        await step()
    await check(administrator, sale)

    async with sale.visitor.client.get(f"{sale.found['link']}/pdf") as answer:
        assert (answer.status, (await answer.read())[:5]) == (200, b"%PDF-")
    deal = sale.found["opportunity"]["id"]
    again = f"/api/sales/opportunities/{deal}/win"
    assert await sale.seller.status("POST", again, json={"reason": "price"}) == 409
    kinds = await until(lambda: timeline(administrator, sale), 20)
    told = {"opportunity_created", "opportunity_won", "order_confirmed", "shipment_shipped", "invoice_issued"}
    assert told <= kinds


async def timeline(door: Door, sale: Sale) -> set[str]:
    """Kinds of what happened with the customer, once the end is among them."""
    customer = sale.found["lead"]["customer_id"]
    page = await door.get(f"/api/customer/customers/{customer}/timeline")
    kinds = {one["kind"] for one in page["items"]}
    return kinds if "payment_received" in kinds else set()


async def test_a_sale_survives_a_kill_at_each_of_its_steps(suite: Suite, administrator: Door) -> None:
    sale = await seller_of(administrator)
    for step in sale.steps:
        doing = asyncio.create_task(step())
        for process in ("sales", "customer", "sales-worker"):
            await asyncio.sleep(0.05)
            with suppress(ProcessLookupError):  # it is on its way back from the kill before
                suite.kill(process)
        await doing
    await check(administrator, sale)


async def test_a_deal_that_is_won_a_hundred_times_at_once_has_one_order(administrator: Door) -> None:
    sale = await seller_of(administrator)
    for step in (sale.ask, sale.convert, sale.offer, sale.accept):
        await step()
    url = f"/api/sales/opportunities/{sale.found['lead']['opportunity_id']}/win"

    async def win() -> int:
        async with sale.seller.client.post(url, json={}, headers=sale.seller.headers) as answer:
            return answer.status

    statuses = await asyncio.gather(*(win() for _ in range(100)))
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 409, 503}
    orders = await administrator.get("/api/sales/orders?limit=200")
    customer = sale.found["lead"]["customer_id"]
    assert len([one for one in orders["items"] if one["customer_id"] == customer]) == 1
