"""Taking orders: what they come to, what can be changed when, who may see them, how they are found."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.customer.events import CustomerCreated
from services.sales.tests.asking import Caller, caller
from services.sales.tests.master import Master
from services.sales.tests.ordering import ORDERS, Trade, parts, trade


@pytest.fixture
async def house(crm: Bench, master: Master) -> Trade:
    return await trade(crm, master)


async def test_an_order_is_entered_confirmed_and_then_stays_as_it_is(house: Trade) -> None:
    order = await house.draft(house.line("3", "100"), customer_reference="PO-77", payment_days=14)
    assert order["number"].startswith("SO-20")
    assert [order[one]["amount"] for one in ("net", "tax", "gross")] == ["300.00", "39.00", "339.00"]
    assert (order["state"], order["delivery"], order["billing"], order["payment"]) == ("draft", *["none"] * 3)
    path = f"/orders/{order['id']}"
    changed = await house.clerk("PATCH", path, {"lines": [house.line("2", "100")]}, If_Match='"1"')
    assert (changed.body["gross"]["amount"], changed.etag) == ("226.00", '"2"')
    confirmed = await house.done(f"{path}/confirm")
    assert (confirmed["state"], confirmed["base_net"]) == (
        "confirmed",
        {"amount": "200.00", "currency": "CNY"},
    )
    assert confirmed["progress"][0]["to_ship"] == "2"
    late = await house.clerk("PATCH", path, {"lines": []}, If_Match='"3"')
    assert (late.status, late.problem) == (409, "order-state")
    noted = await house.clerk("PATCH", path, {"note": "By the back door"}, If_Match='"3"')
    assert (noted.status, noted.body["lines"]) == (200, confirmed["lines"])
    assert (await house.refused(f"{path}/confirm")).problem == "order-state"
    wanted = ["created", "updated", "confirmed", "updated"]
    assert [one for one in await house.said() if "order" in one] == [f"sales.order.{one}" for one in wanted]
    history = await house.read(f"{path}/history")
    assert [one["version"] for one in history["items"]] == [4, 3, 2, 1]


async def test_without_lines_nothing_is_confirmed(house: Trade) -> None:
    order = await house.draft(lines=[])
    assert (await house.refused(f"/orders/{order['id']}/confirm")).problem == "order-empty"


async def test_what_is_under_way_stands_against_cancelling_and_closing(house: Trade) -> None:
    order = await house.order()
    path = f"/orders/{order['id']}"
    made = await house.done("/shipments", parts(order, "4"))
    for act in ("cancel", "close"):
        refusal = await house.refused(f"{path}/{act}", {"reason": "No"})
        assert (refusal.status, refusal.problem) == (409, "order-under-way")
    await house.done(f"/shipments/{made['id']}/cancel")
    invoice = await house.invoice(order, "1")
    assert (await house.refused(f"{path}/cancel")).body["params"]["billing"] == "partial"
    await house.done(f"/invoices/{invoice['id']}/credit")
    assert (await house.done(f"{path}/close", {"reason": "Done"}))["state"] == "closed"
    assert (await house.refused("/shipments", parts(order, "1"))).problem == "order-state"
    assert (await house.done(f"{path}/reopen"))["ended_because"] == ""
    cancelled = await house.done(f"{path}/cancel", {"reason": "Changed their mind"})
    assert (cancelled["state"], cancelled["ended_because"]) == ("cancelled", "Changed their mind")
    assert (await house.refused(f"{path}/reopen")).problem == "order-state"


async def test_two_edits_of_one_field_conflict_and_of_two_merge(house: Trade) -> None:
    path = f"/orders/{(await house.draft())['id']}"
    assert (await house.clerk("PATCH", path, {"note": "A"}, If_Match='"1"')).status == 200
    assert (await house.clerk("PATCH", path, {"payment_days": 7}, If_Match='"1"')).body["note"] == "A"
    conflict = await house.clerk("PATCH", path, {"note": "B"}, If_Match='"1"')
    assert (conflict.status, conflict.wrong) == (412, [("/note", "conflict")])


async def test_hostile_orders_are_refused_at_their_field_and_leave_nothing(house: Trade) -> None:
    body = {"customer_id": str(house.customer), "currency": "CNY"}
    for quantity in ("NaN", "1e400", "-0", "0", "-1", "1e-5", "Infinity", 1e300, True):
        answer = await house.refused("/orders", body | {"lines": [house.line() | {"quantity": quantity}]})
        assert (answer.status, answer.wrong[0][0]) == (422, "/lines/0/quantity"), quantity
    large = await house.refused("/orders", body | {"lines": [house.line("1000000000", "1000000000000")]})
    assert (large.status, large.wrong) == (422, [("/lines", "total_too_large")])
    stranger = "018f0000-0000-7000-8000-000000000000"
    unknown = await house.refused("/orders", body | {"customer_id": stranger, "lines": []})
    assert (unknown.status, unknown.wrong) == (422, [("/customer_id", "customer_unknown")])
    days = await house.refused("/orders", body | {"payment_days": 366})
    assert days.wrong[0][0] == "/payment_days"
    country = await house.refused("/orders", body | {"shipping_address": {"country": "XX"}})
    assert country.wrong[0][0] == "/shipping_address/country"
    assert (await house.read("/orders"))["items"] == []
    assert [one for one in await house.said() if "order" in one] == []


async def test_orders_and_all_that_is_of_them_are_seen_by_who_may_read_them(house: Trade) -> None:
    order = await house.order()
    made, invoice = await house.shipped(order, "5"), await house.invoice(order, "5")
    back = await house.done("/returns", parts(order, "1"))
    mine = await caller(house.bench, dict.fromkeys(ORDERS, "own"))
    nobody = await caller(house.bench, {})
    paths = [("/orders", order), ("/shipments", made), ("/invoices", invoice), ("/returns", back)]
    for path, record in paths:
        assert (await nobody("GET", path)).status == 403, path
        for one in (nobody, mine):
            assert (await one("GET", f"{path}/{record['id']}")).status == 404, path
        assert (await mine("GET", f"{path}?total=true")).body["total"] == 0
    assert (await mine("GET", f"/invoices/{invoice['id']}/allocations")).status == 404
    refusal = await house.refused("/shipments", parts(order, "1"), by=mine)
    assert (refusal.status, refusal.wrong) == (422, [("/order_id", "order_unknown")])
    given = await house.done(f"/orders/{order['id']}/assign", {"owner_id": str(mine.person.id)})
    assert given["owner_id"] == str(mine.person.id)
    for path, record in paths:
        assert (await mine("GET", f"{path}?total=true")).body["total"] == 1
        assert (await mine("GET", f"{path}/{record['id']}")).status == 200
    reader = await caller(house.bench, {"order.read": "all"})
    for path, body in (("/shipments", parts(order, "1")), ("/invoices", parts(order, "1"))):
        assert (await house.refused(path, body, by=reader)).status == 403
    access = await house.clerk("GET", f"/orders/{order['id']}/access?permission=order.invoice")
    assert access.body["allowed"]


async def test_orders_are_found_by_numbers_references_and_customers(house: Trade) -> None:
    told = CustomerCreated(
        customer_id=house.customer,
        version=1,
        number="CU-000001",
        name="朗月半导体",
        owner_id=None,
        team_id=None,
    )
    await house.bench.hear(told)
    order = await house.order(customer_reference="PO-4711")
    other = await house.draft(customer_id=str(house.master.customer()))
    made, invoice = await house.shipped(order, "5"), await house.invoice(order, "5")
    assert invoice["bill_to"]["name"] == "朗月半导体"

    async def found(path: str, text: str) -> list[str]:
        return [one["id"] for one in (await house.read(f"{path}?q={quote(text)}"))["items"]]

    assert await found("/orders", "朗月") == await found("/orders", "4711") == [order["id"]]
    assert await found("/orders", other["number"]) == [other["id"]]
    assert await found("/shipments", "lybdt") == await found("/shipments", made["number"]) == [made["id"]]
    assert await found("/invoices", "po-4711") == await found("/invoices", "朗月") == [invoice["id"]]
    assert (await house.read("/orders?q=4711"))["items"][0]["customer_name"] == "朗月半导体"


async def test_every_sort_and_filter_of_the_lists_is_answered(house: Trade) -> None:
    order = await house.order(house.line("2"), requested_on="2027-01-31")
    await house.shipped(order, "1")
    await house.done("/returns", parts(order, "1"))
    await house.payment("1")
    await house.invoice(order)
    for path in ("/orders", "/shipments", "/returns", "/invoices", "/payments"):
        refusal = await house.clerk("GET", f"{path}?sort=none")
        for name in refusal.body["errors"][0]["params"]["expected"]:
            for sort in (name, f"-{name}"):
                assert len((await house.read(f"{path}?sort={sort}"))["items"]) == 1, (path, sort)
    wanted: list[tuple[str, dict[str, Any], int]] = [
        ("/orders", {"field": "delivery", "op": "eq", "value": "partial"}, 1),
        ("/orders", {"field": "product_ids", "op": "has_any", "value": [house.product["id"]]}, 1),
        ("/orders", {"field": "payment", "op": "ne", "value": "none"}, 0),
        ("/shipments", {"field": "customer_id", "op": "eq", "value": str(house.customer)}, 1),
        ("/invoices", {"field": "open", "op": "gt", "value": 0}, 1),
        ("/invoices", {"field": "due_on", "op": "lt", "value": "2020-01-01"}, 0),
        ("/payments", {"field": "unallocated", "op": "gt", "value": 0}, 1),
    ]
    for path, condition, count in wanted:
        found = await house.read(f"{path}?filter={quote(json.dumps(condition))}")
        assert len(found["items"]) == count, condition


async def test_what_is_wrong_with_a_request_is_said_once(admin: Caller) -> None:
    for method, path in (("POST", "/orders"), ("PATCH", f"/orders/{new_id()}"), ("POST", "/payments")):
        answer = await admin(method, path, {"no_such_field": 1}, If_Match='"1"')
        assert answer.status == 422
        assert len(answer.wrong) == len(set(answer.wrong)), answer.wrong
