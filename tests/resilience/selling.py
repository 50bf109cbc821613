"""Deals are made and won while processes die, and what that must have left in sales and with the customer."""

from collections import Counter
from typing import Any

from tests.flows.conftest import Door

DEAL = "Kill test deal"
TOLD = ("opportunity_created", "opportunity_won", "order_confirmed")
WON = "SELECT id FROM opportunity WHERE name = $1 AND status = 'won'"
ORDERS = "SELECT id, opportunity_id FROM \"order\" WHERE state = 'confirmed'"
TIMELINE = "SELECT kind, params ->> 'record_id' AS id FROM interaction WHERE kind = ANY($1)"
MASTER = "SELECT id, name, owner_id FROM customer"
KNOWN = "SELECT id, name, owner_id FROM known_customer"


async def offered(administrator: Door) -> dict[str, Any]:
    """What a deal is made with: somebody who buys, and something to sell."""
    buyer = await administrator.post(
        "/api/customer/customers", {"kind": "company", "name": "Example Buyer Ltd"}, expect=201
    )
    stages = [{"name": "Agreed", "probability": 50}]
    pipeline = await administrator.post(
        "/api/sales/pipelines", {"name": "Kill test", "stages": stages}, expect=201
    )
    product = await administrator.post("/api/sales/products", {"sku": "KT", "name": "Boat"}, expect=201)
    lines = [{"product_id": product["id"], "quantity": "2", "unit_amount": "9.99"}]
    return {
        "name": DEAL,
        "customer_id": buyer["id"],
        "pipeline_id": pipeline["id"],
        "currency": "CNY",
        "lines": lines,
    }


async def wrong(sales: Any, customer: Any, sold: dict[str, str]) -> dict[str, int]:
    """Deal → order as they were acknowledged, against what is there and what the timeline says of it."""
    won = {str(row["id"]) for row in await sales.fetch(WON, DEAL)}
    orders = {str(row["id"]): str(row["opportunity_id"]) for row in await sales.fetch(ORDERS)}
    told = Counter((row["kind"], row["id"]) for row in await customer.fetch(TIMELINE, list(TOLD)))
    wanted = {(kind, deal if kind != TOLD[2] else order) for deal, order in sold.items() for kind in TOLD}
    known = {row["id"]: tuple(row) for row in await sales.fetch(KNOWN)}
    master = [tuple(row) for row in await customer.fetch(MASTER)]
    return {
        "deals lost": len(sold.keys() - won),
        "deals made twice": len(won - sold.keys()),
        "orders lost": sum(orders.get(order) != deal for deal, order in sold.items()),
        "ordered twice": len(orders) - len(set(orders.values())),
        "deals not told of": len(wanted - told.keys()),
        "deals told twice of": sum(count > 1 for count in told.values()),
        "customers that sales knows otherwise": sum(known.get(one[0]) != one for one in master),
    }
