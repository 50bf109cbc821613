"""The demo company that `make run` shows."""

from deploy.local import demo
from deploy.local.demo.people import PASSWORD, PEOPLE, email
from deploy.local.running import Suite
from tests.flows.conftest import Door, sign_in, until


async def _counted(door: Door) -> dict[str, int]:
    paths = (
        *("customer/customers", "customer/contacts", "customer/interactions", "identity/users"),
        *("sales/leads", "sales/products", "sales/prices", "sales/quotes", "sales/opportunities"),
        *("sales/orders", "sales/shipments", "sales/returns", "sales/invoices", "sales/payments"),
        "sales/contracts",
    )
    return {path: (await door.get(f"/api/{path}?limit=1&total=true"))["total"] for path in paths}


async def test_loading_the_demo_company_twice_changes_nothing(suite: Suite, administrator: Door) -> None:
    await demo.load(suite.gateway_url, *suite.administrator)
    first = await _counted(administrator)
    await demo.load(suite.gateway_url, *suite.administrator)
    assert await _counted(administrator) == first
    assert first["customer/customers"] >= 60


async def test_everybody_in_the_demo_can_sign_in_and_the_handover_is_in_an_inbox(
    suite: Suite, administrator: Door
) -> None:
    await demo.load(suite.gateway_url, *suite.administrator)
    doors = {one.key: await sign_in(administrator.client, email(one.key), PASSWORD) for one in PEOPLE}

    async def handed_over() -> bool:
        inbox = await doors["shen"].get("/api/notifications/inbox")
        return any(one["kind"] == "customers-assigned" for one in inbox["items"])

    await until(handed_over)


async def test_deals_of_the_demo_name_their_customers_and_are_worth_something(
    suite: Suite, administrator: Door
) -> None:
    await demo.load(suite.gateway_url, *suite.administrator)

    async def named() -> bool:
        deals = (await administrator.get("/api/sales/opportunities?limit=200"))["items"]
        return bool(deals) and all(one["customer_name"] for one in deals)

    await until(named)
    pipelines = (await administrator.get("/api/sales/pipelines"))["items"]
    boards = [await administrator.get(f"/api/sales/pipelines/{one['id']}/board") for one in pipelines]
    columns = [column for board in boards for column in board["columns"]]
    assert sum(column["count"] for column in columns) >= 30
    assert not any(column["unvalued"] for column in columns)


async def test_customers_of_the_demo_are_told_of_their_orders(suite: Suite, administrator: Door) -> None:
    await demo.load(suite.gateway_url, *suite.administrator)
    orders = (await administrator.get("/api/sales/orders?limit=200"))["items"]
    (order,) = [one for one in orders if one["customer_reference"] == "LY-2026-0418"]

    async def told() -> bool:
        messages = (await administrator.get(f"/api/sales/orders/{order['id']}/messages"))["items"]
        mailed = {one["topic"] for one in messages if one["outcome"] == "accepted"}
        return mailed >= {"order-confirmed", "order-shipped", "invoice-issued", "invoice-paid"}

    await until(told, 20)
