"""A customer is told of an order: from its confirmation to the mail server, and back to the order's page."""

from typing import Any

import aiohttp

from deploy.local.running import Suite
from tests.flows.conftest import Door, until

SALES = "/api/sales"


async def test_the_contact_of_a_confirmed_order_gets_a_mail_and_the_order_knows(
    suite: Suite, administrator: Door
) -> None:
    door = administrator
    customer = await door.post(
        "/api/customer/customers", {"name": "Told Ltd", "language": "zh-TW"}, expect=201
    )
    person = {"name": "金小明", "customers": [{"customer_id": customer["id"]}]}
    person["emails"] = [{"address": "told@example.com"}]
    contact = await door.post("/api/customer/contacts", person, expect=201)
    product = await door.post(f"{SALES}/products", {"sku": "TOLD", "name": "Boat"}, expect=201)
    anything = {"product_id": product["id"], "percent": "100"}  # whatever the demo limits
    await door.post(f"{SALES}/discount-limits", anything, expect=201)
    lines = [{"product_id": product["id"], "quantity": "2", "unit_amount": "10"}]
    body = {"customer_id": customer["id"], "contact_id": contact["id"], "lines": lines, "currency": "CNY"}
    order = await door.post(f"{SALES}/orders", body, expect=201)
    await door.post(f"{SALES}/orders/{order['id']}/confirm")

    async def told() -> Any:
        items = (await door.get(f"{SALES}/orders/{order['id']}/messages"))["items"]
        return [one for one in items if one["outcome"] == "accepted"]

    (message,) = await until(told, 40)
    box = f"{suite.infrastructure.mail_url}/messages"
    async with aiohttp.ClientSession() as client, client.get(box) as answer:
        caught = [one for one in await answer.json() if one["to"] == ["told@example.com"]]
    assert [one["subject"] for one in caught] == [f"訂單 {order['number']} 已確認"]
    assert "金小明好" in caught[0]["text"]
    assert message["delivery_id"] in caught[0]["headers"]["Message-ID"]
