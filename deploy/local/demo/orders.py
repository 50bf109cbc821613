"""Orders of the demo company, on their way from draft to paid.

An order is known by the customer's own number for it; one that was left half-way goes on from there.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from deploy.local.demo.door import Door, together
from deploy.local.demo.house import House, Say

SALES: Final = "/api/sales"
ALL, FIRST, NOTHING = "all", "first line", ""
"""How much of an order is shipped or billed."""


class Sold(NamedTuple):
    """What was ordered by whom, and how far it is."""

    reference: str
    customer: str
    owner: str
    currency: str
    lines: Sequence[tuple[str, str]]
    """Article number and quantity."""
    confirmed: bool = True
    shipped: str = NOTHING
    billed: str = NOTHING
    paid: str = ""
    """So much of the invoice; all of it: `all`."""
    returned: str = ""
    """So many of the first line come back."""


ORDERS: Final = (
    Sold("LY-2026-0418", "朗月半导体股份有限公司", "shen", "CNY", [("SP-900", "2"), ("CAL-1", "2")],
         shipped=ALL, billed=ALL, paid=ALL),
    Sold("QH-77120", "清禾汽车电子有限公司", "gu", "CNY", [("DL-8", "6"), ("VS-20", "48"), ("CB-10", "48")],
         shipped=FIRST, billed=FIRST, paid="30000"),
    Sold("NL/PO/3391", "南岭电源系统股份有限公司", "li", "CNY", [("TH-5", "80"), ("CB-3", "80")],
         shipped=ALL, billed=ALL, returned="5"),
    Sold("YQ-2026-11", "云雀通信设备有限公司", "gu", "CNY", [("LD-100", "4")], shipped=ALL),
    Sold("FY-0072", "飞屿无人机有限公司", "mo", "CNY", [("VS-20", "25")]),
    Sold("MD-EE-19", "明德示例大学电子工程学院", "shen", "CNY", [("SP-900", "1")], confirmed=False),
)  # fmt: skip
OF_QUOTE: Final = "二期产线振动监测"
"""The title of an accepted quote that becomes an order."""


async def deliver(admin: Door, house: House, say: Say) -> None:
    """Load orders, shipments, invoices and payments; what is there stays as it is."""
    products = {one["sku"]: one["id"] async for one in admin.each(f"{SALES}/products")}
    known = {one["customer_reference"]: one async for one in admin.each(f"{SALES}/orders")}
    await together(_order(admin, house, products, one, known.get(one.reference)) for one in ORDERS)
    await _of_quote(admin)
    say(f"{len(ORDERS) + 1} orders")


async def _order(admin: Door, house: House, products: Mapping[str, str], sold: Sold, known: Any) -> None:
    order = known or await _enter(admin, house, products, sold)
    path = f"{SALES}/orders/{order['id']}"
    if sold.confirmed and order["state"] == "draft":
        await admin.post(f"{path}/confirm", None)
    order = await admin.get(path)
    await _ship(admin, order, sold)
    if sold.returned and not await _of(admin, "returns", order):
        line = {"line_id": order["lines"][0]["id"], "quantity": sold.returned}
        await admin.post(f"{SALES}/returns", {"order_id": order["id"], "lines": [line], "reason": "damaged"})
    if sold.billed and order["billing"] == "none":
        await admin.post(f"{SALES}/invoices", _part(order, sold.billed))
    if sold.paid and order["payment"] == "none":
        await _pay(admin, order, sold)


async def _enter(admin: Door, house: House, products: Mapping[str, str], sold: Sold) -> Any:
    found = await admin.get("/api/customer/customers", q=sold.customer, limit=1)
    customer_id = found["items"][0]["id"]
    people = await admin.get(f"/api/customer/customers/{customer_id}/contacts", limit=1)
    body = {
        "customer_id": customer_id,
        "contact_id": people["items"][0]["id"],
        "customer_reference": sold.reference,
        "currency": sold.currency,
        "owner_id": house.users[sold.owner],
        "team_id": house.teams[sold.owner],
        "shipping_address": {"recipient": "仓库 Goods in", "city": "示例市", "country": "CN"},
        "lines": [{"product_id": products[sku], "quantity": quantity} for sku, quantity in sold.lines],
    }
    return await admin.post(f"{SALES}/orders", body, key=f"order {sold.reference}")


async def _ship(admin: Door, order: Any, sold: Sold) -> None:
    shipments = await _of(admin, "shipments", order)
    if sold.shipped and not shipments:
        body = _part(order, sold.shipped) | {"carrier": "顺风示例 Example Express"}
        shipments = [await admin.post(f"{SALES}/shipments", body)]
    for one in shipments:
        if one["state"] == "prepared":
            number = {"tracking_number": f"EX{one['number'][-6:]}"}
            await admin.post(f"{SALES}/shipments/{one['id']}/ship", number)


async def _pay(admin: Door, order: Any, sold: Sold) -> None:
    (invoice,) = await _of(admin, "invoices", order)
    amount = invoice["gross"]["amount"] if sold.paid == ALL else sold.paid
    same = {"customer_id": order["customer_id"], "currency": order["currency"]}
    paid = {"amount": amount, "reference": sold.reference, "allocations": [{"invoice_id": invoice["id"]}]}
    await admin.post(f"{SALES}/payments", same | paid)


async def _of_quote(admin: Door) -> None:
    """The accepted quote, unless it was ordered."""
    for quote in (await admin.get(f"{SALES}/quotes", q=OF_QUOTE))["items"]:
        wanted = json.dumps({"field": "quote_id", "op": "eq", "value": quote["id"]})
        ordered = await admin.get(f"{SALES}/orders", filter=wanted)
        if quote["state"] == "accepted" and not ordered["items"]:
            await admin.post(f"{SALES}/quotes/{quote['id']}/order", {"confirm": True})


async def _of(admin: Door, parts: str, order: Any) -> list[Any]:
    wanted = json.dumps({"field": "order_id", "op": "eq", "value": order["id"]})
    return [one async for one in admin.each(f"{SALES}/{parts}", filter=wanted)]


def _part(order: Any, some: str) -> dict[str, Any]:
    lines = [{"line_id": one["id"], "quantity": one["quantity"]} for one in order["lines"][:1]]
    return {"order_id": order["id"]} | ({"lines": lines} if some == FIRST else {})
