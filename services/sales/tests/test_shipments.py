"""Delivering orders: in parts, never more than was ordered, and back again."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from chassis.testing import Bench
from services.sales.tests.master import Master
from services.sales.tests.ordering import Trade, parts, trade


@pytest.fixture
async def house(crm: Bench, master: Master) -> Trade:
    return await trade(crm, master)


def left(answer: Any) -> list[Any]:
    return [(one["pointer"], one["params"].get("most")) for one in answer.body["errors"]]


async def progress(house: Trade, order: Any, name: str) -> list[str]:
    return [one[name] for one in (await house.read(f"/orders/{order['id']}"))["progress"]]


async def test_an_order_is_delivered_in_parts_and_never_more_than_ordered(house: Trade) -> None:
    order = await house.order(house.line("10"), house.line("3"))
    path = f"/orders/{order['id']}"
    first = await house.done("/shipments", parts(order, "4") | {"carrier": "SF"})
    assert (first["state"], first["number"][:3], first["order_number"]) == (
        "prepared",
        "DN-",
        order["number"],
    )
    refusal = await house.refused("/shipments", parts(order, "6.0001", "3"))
    assert (refusal.status, refusal.problem) == (409, "more-than-open")
    assert left(refusal) == [("/lines/0/quantity", "6")]
    assert (await house.read(path))["delivery"] == "none"
    gone = await house.done(f"/shipments/{first['id']}/ship", {"tracking_number": "SF-1"})
    assert (gone["state"], gone["carrier"], gone["tracking_number"]) == ("shipped", "SF", "SF-1")
    assert (await house.read(path))["delivery"] == "partial"
    rest = await house.done("/shipments", parts(order))
    assert [one["quantity"] for one in rest["lines"]] == ["6", "3"]
    await house.done(f"/shipments/{rest['id']}/ship")
    assert (await house.read(path))["delivery"] == "complete"
    nothing = await house.refused("/shipments", parts(order))
    assert (nothing.status, nothing.wrong) == (422, [("/lines", "nothing_left")])
    await house.done(f"/shipments/{first['id']}/deliver", {"at": "2026-11-20T10:00:00+08:00"})
    assert (await house.refused(f"/shipments/{first['id']}/lose")).problem == "shipment-state"
    said = [one for one in await house.said() if "shipment" in one]
    assert said == [
        f"sales.shipment.{one}" for one in ("prepared", "shipped", "prepared", "shipped", "delivered")
    ]


async def test_what_is_cancelled_or_lost_can_be_sent_again(house: Trade) -> None:
    order = await house.order()
    lost = await house.shipped(order, "10")
    assert left(await house.refused("/shipments", parts(order, "1"))) == [("/lines/0/quantity", "0")]
    await house.done(f"/shipments/{lost['id']}/lose")
    assert (await house.read(f"/orders/{order['id']}"))["delivery"] == "none"
    again = await house.done("/shipments", parts(order))
    await house.done(f"/shipments/{again['id']}/cancel")
    assert (await house.refused(f"/shipments/{again['id']}/ship")).problem == "shipment-state"
    assert await progress(house, order, "to_ship") == ["10"]


async def test_goods_come_back_are_counted_and_can_be_sent_once_more(house: Trade) -> None:
    order = await house.order()
    await house.shipped(order, "6")
    assert left(await house.refused("/returns", parts(order, "7"))) == [("/lines/0/quantity", "6")]
    back = await house.done("/returns", parts(order, "2") | {"reason": "damaged"})
    refused = await house.done("/returns", parts(order, "4"))
    assert left(await house.refused("/returns", parts(order, "1"))) == [("/lines/0/quantity", "0")]
    await house.done(f"/returns/{refused['id']}/refuse")
    await house.done(f"/returns/{back['id']}/receive")
    assert (await house.refused(f"/returns/{back['id']}/receive")).problem == "return-state"
    assert await progress(house, order, "returned") == ["2"]
    assert await progress(house, order, "to_ship") == ["6"]
    said = [one for one in await house.said() if "return" in one]
    assert said == [f"sales.return.{one}" for one in ("announced", "announced", "refused", "received")]


async def test_what_came_back_is_suggested_for_credit_from_the_newest_invoice_on(house: Trade) -> None:
    order = await house.order()
    await house.shipped(order, "10")
    first, second = await house.invoice(order, "5"), await house.invoice(order, "3")
    back = await house.done("/returns", parts(order, "4"))
    items = (await house.read(f"/returns/{back['id']}/credit"))["items"]
    assert [(one["invoice_id"], one["lines"][0]["quantity"]) for one in items] == [
        (second["id"], "3"),
        (first["id"], "1"),
    ]
    note = await house.done(f"/invoices/{second['id']}/credit", {"lines": items[0]["lines"]})
    assert note["kind"] == "credit_note"
    items = (await house.read(f"/returns/{back['id']}/credit"))["items"]
    assert [(one["invoice_id"], one["lines"][0]["quantity"]) for one in items] == [(first["id"], "1")]
    await house.done(f"/invoices/{first['id']}/credit", {"lines": items[0]["lines"]})
    assert (await house.read(f"/returns/{back['id']}/credit"))["items"] == []


async def test_what_came_back_is_no_more_suggested_for_credit_once_it_is_credited_or_sent_again(
    house: Trade,
) -> None:
    async def suggested() -> list[str]:
        items = (await house.read(f"/returns/{back['id']}/credit"))["items"]
        return [line["quantity"] for one in items for line in one["lines"]]

    order = await house.order()
    await house.shipped(order, "10")
    wrong = await house.invoice(order)
    await house.done(f"/invoices/{wrong['id']}/credit", {"reason": "Wrong address"})
    right = await house.invoice(order)
    back = await house.done("/returns", parts(order, "4"))
    await house.done(f"/returns/{back['id']}/receive")
    assert await suggested() == ["4"], "a correction is no credit for goods"
    await house.done(f"/invoices/{right['id']}/credit", {"lines": parts(order, "3")["lines"]})
    assert await suggested() == ["1"]
    await house.shipped(order, "4")
    await house.invoice(order, "3")
    assert await suggested() == []


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1899-12-31T00:00:00Z",
    ],
)
async def test_goods_leave_and_arrive_within_these_centuries(house: Trade, at: str) -> None:
    shipment = await house.done("/shipments", parts(await house.order()))
    for act in ("ship", "deliver"):
        refused = await house.refused(f"/shipments/{shipment['id']}/{act}", {"at": at})
        assert refused.wrong == [("/at", "moment_out_of_range")]


async def test_twenty_shipments_at_once_never_send_more_than_was_ordered(house: Trade) -> None:
    order = await house.order(house.line("10"))

    async def sent(quantity: str) -> int:
        answer = await house.clerk("POST", "/shipments", parts(order, quantity))
        if answer.status == 201:
            await house.done(f"/shipments/{answer.body['id']}/ship")
        return int(answer.status)

    statuses = await asyncio.gather(*(sent("3") for _ in range(20)))
    assert sorted(statuses) == [201] * 3 + [409] * 17
    assert await progress(house, order, "shipped") == ["9"]
    made = (await house.read("/shipments"))["items"]
    assert sum(Decimal(line["quantity"]) for one in made for line in one["lines"]) == 9


async def test_lines_of_other_orders_and_lines_named_twice_are_refused(house: Trade) -> None:
    order, other = await house.order(), await house.order()
    body = parts(other, "1") | {"order_id": order["id"]}
    assert (await house.refused("/shipments", body)).wrong == [("/lines/0/line_id", "line_unknown")]
    twice = parts(order, "1")
    twice["lines"] *= 2
    for path in ("/shipments", "/invoices", "/returns"):
        assert (await house.refused(path, twice)).wrong == [("/lines/1/line_id", "duplicate")], path
    for quantity in ("NaN", "-0", "1e400", "0"):
        assert (await house.refused("/shipments", parts(order, quantity))).wrong[0][0] == "/lines/0/quantity"
    draft = await house.draft()
    for path in ("/shipments", "/invoices", "/returns"):
        assert (await house.refused(path, parts(draft, "1"))).problem == "order-state", path
