"""Billing orders: in parts that add up, with numbers without gaps, and never changed."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chassis.testing import Bench
from services.sales.tests.master import Master
from services.sales.tests.ordering import Trade, parts, trade

ADDRESS = {"recipient": "Front desk", "city": "上海", "country": "CN"}


@pytest.fixture
async def house(crm: Bench, master: Master) -> Trade:
    return await trade(crm, master)


def amounts(invoice: Any, *names: str) -> list[str]:
    return [invoice[name]["amount"] for name in names or ("net", "tax", "gross")]


async def test_invoices_of_parts_add_up_to_the_order_to_the_cent(house: Trade) -> None:
    order = await house.order(house.line("3", "33.333"), house.line("7", "0.005"), payment_days=14)
    some = [await house.invoice(order, "1", "2") for _ in range(3)]
    some.append(await house.invoice(order))
    for name in ("net", "tax", "gross"):
        billed = sum(Decimal(one[name]["amount"]) for one in some)
        assert billed == Decimal(order[name]["amount"]), name
    assert [one["number"][-5:] for one in some] == ["00001", "00002", "00003", "00004"]
    first = some[0]
    assert date.fromisoformat(first["due_on"]) - date.fromisoformat(first["issued_on"]) == timedelta(14)
    assert [(one["rate"], one["tax"]) for one in first["taxes"]] == [("13", first["tax"])]
    after = await house.read(f"/orders/{order['id']}")
    assert (after["billing"], after["billed"]) == ("complete", order["gross"])
    assert (await house.refused("/invoices", parts(order))).wrong == [("/lines", "nothing_left")]
    refusal = await house.refused("/invoices", parts(order, "0.1"))
    assert (refusal.status, refusal.problem) == (409, "more-than-open")


async def test_an_invoice_keeps_what_it_was_issued_with(house: Trade) -> None:
    order = await house.order(shipping_address=ADDRESS, customer_reference="PO-1")
    invoice = await house.invoice(order, "2")
    assert invoice["bill_to"]["address"]["city"] == "上海"
    path = f"/orders/{order['id']}"
    await house.clerk("PATCH", path, {"billing_address": {"city": "台北"}}, If_Match='"3"')
    assert (await house.read(f"/invoices/{invoice['id']}"))["bill_to"] == invoice["bill_to"]
    assert (await house.invoice(order, "2"))["bill_to"]["address"]["city"] == "台北"
    async with house.bench.runtime.database.engine.begin() as connection:
        with pytest.raises(DBAPIError, match="never changes"):
            await connection.execute(text("UPDATE invoice SET gross = gross + 1"))
    async with house.bench.runtime.database.engine.begin() as connection:
        with pytest.raises(DBAPIError, match="never changes"):
            await connection.execute(text("DELETE FROM invoice"))


async def test_a_credit_note_takes_an_invoice_back_and_it_can_be_billed_again(house: Trade) -> None:
    order = await house.order(house.line("3", "33.333"))
    first, second = await house.invoice(order, "1"), await house.invoice(order)
    note = await house.done(f"/invoices/{first['id']}/credit", {"reason": "Wrong address"})
    assert (note["kind"], note["number"][:3], note["credited_id"]) == ("credit_note", "CN-", first["id"])
    assert amounts(note) == [f"-{one}" for one in amounts(first)]
    assert (note["lines"][0]["quantity"], note["lines"][0]["creditable"]) == ("-1", "0")
    cancelled = await house.read(f"/invoices/{first['id']}")
    assert (cancelled["state"], amounts(cancelled, "open", "credited")) == (
        "cancelled",
        ["0.00", first["gross"]["amount"]],
    )
    for path in (f"/invoices/{first['id']}/credit", f"/invoices/{note['id']}/credit"):
        refusal = await house.refused(path)
        assert (refusal.status, refusal.problem) == (409, "invoice-state")
    again = await house.invoice(order)
    total = Decimal(second["gross"]["amount"]) + Decimal(again["gross"]["amount"])
    assert total == Decimal(order["gross"]["amount"])
    said = [one for one in await house.said() if "invoice" in one or "credit" in one]
    issued, credited = "sales.invoice.issued", "sales.credit-note.issued"
    assert said == [issued, issued, credited, "sales.invoice.cancelled", issued]


async def test_a_part_is_credited_and_more_than_was_billed_is_not(house: Trade) -> None:
    order = await house.order(house.line("3", "10"))
    invoice = await house.invoice(order)
    path = f"/invoices/{invoice['id']}/credit"
    line = {"line_id": order["lines"][0]["id"], "quantity": "1"}
    assert amounts(await house.done(path, {"lines": [line]})) == ["-10.00", "-1.30", "-11.30"]
    left = await house.read(f"/invoices/{invoice['id']}")
    assert (left["state"], left["open"]["amount"]) == ("issued", "22.60")
    assert (left["lines"][0]["quantity"], left["lines"][0]["creditable"]) == ("3", "2")
    refusal = await house.refused(path, {"lines": [line | {"quantity": "2.5"}]})
    assert (refusal.problem, refusal.body["errors"][0]["params"]) == ("more-than-open", {"most": "2"})
    await house.payment("20", allocations=[{"invoice_id": invoice["id"]}])
    paid = await house.refused(path)
    assert (paid.status, paid.problem, paid.body["params"]["open"]) == (409, "credit-exceeds-open", "2.60")


async def test_fifty_invoices_at_once_some_of_them_refused_leave_no_gap(house: Trade) -> None:
    order = await house.order(house.line("40"))

    async def billed(place: int) -> str | None:
        body = parts(order, "1") | ({"lines": []} if place % 10 == 9 else {})
        answer = await house.clerk("POST", "/invoices", body)
        if answer.status == 201:
            return str(answer.body["number"])
        assert answer.status in (409, 422), answer.body
        return None

    numbers = [one for one in await asyncio.gather(*map(billed, range(50))) if one]
    assert len(numbers) == 40
    assert sorted(int(one[-5:]) for one in numbers) == list(range(1, 41))
    after = await house.read(f"/orders/{order['id']}")
    assert (after["billing"], after["billed"]) == ("complete", after["gross"])


async def test_a_number_that_was_drawn_and_rolled_back_is_given_again(house: Trade) -> None:
    order = await house.order()
    async with house.bench.runtime.database.engine.begin() as connection:
        await connection.execute(
            text("ALTER TABLE outbox ADD CONSTRAINT broken CHECK (stream <> 'sales') NOT VALID")
        )
    try:
        assert (await house.refused("/invoices", parts(order, "1"))).status == 500
    finally:
        async with house.bench.runtime.database.engine.begin() as connection:
            await connection.execute(text("ALTER TABLE outbox DROP CONSTRAINT broken"))
    assert (await house.invoice(order, "1"))["number"].endswith("-00001")


async def test_an_invoice_is_overdue_the_day_after_it_was_due(house: Trade) -> None:
    order = await house.order(payment_days=0)
    invoice = await house.invoice(order)
    assert not invoice["overdue"]
    async with house.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE invoice DISABLE TRIGGER keep_issued_invoice"))
        await connection.execute(text("UPDATE invoice SET due_on = due_on - 1"))
        await connection.execute(text("ALTER TABLE invoice ENABLE TRIGGER keep_issued_invoice"))
    assert (await house.read(f"/invoices/{invoice['id']}"))["overdue"]
    assert (await house.read("/invoices"))["items"][0]["overdue"]
    await house.payment("112.89", allocations=[{"invoice_id": invoice["id"]}])
    assert not (await house.read(f"/invoices/{invoice['id']}"))["overdue"]


async def test_what_costs_nothing_is_paid_when_it_is_billed(house: Trade) -> None:
    order = await house.order(house.line("1", "0"))
    assert (await house.invoice(order))["state"] == "paid"
    assert (await house.read(f"/orders/{order['id']}"))["payment"] == "paid"
    assert [one for one in await house.said() if "invoice" in one] == [
        "sales.invoice.issued",
        "sales.invoice.paid",
    ]


async def test_the_same_request_sent_again_bills_once(house: Trade) -> None:
    order = await house.order()
    first, again = [
        await house.clerk("POST", "/invoices", parts(order, "1"), Idempotency_Key="erp-1") for _ in range(2)
    ]
    assert (first.status, first.body) == (again.status, again.body)
    assert (await house.read("/invoices?total=true"))["total"] == 1
