"""Payments and what they are for: never more than was paid, never more than is open."""

import asyncio
import json
import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from chassis.organisation import today
from chassis.testing import Bench
from crm.customer.events import CustomerAssigned
from services.sales.tests.asking import caller
from services.sales.tests.master import Master
from services.sales.tests.ordering import ORDERS, Trade, trade

BOOKS = """
SELECT i.number FROM invoice i LEFT JOIN allocation a ON a.invoice_id = i.id AND a.deleted_at IS NULL
GROUP BY i.id HAVING coalesce(sum(a.amount), 0) <> i.paid OR i.open < 0
    OR i.kind = 'invoice' AND i.open <> i.gross - i.paid - i.credited
UNION ALL
SELECT p.number FROM payment p LEFT JOIN allocation a ON a.payment_id = p.id AND a.deleted_at IS NULL
GROUP BY p.id HAVING p.unallocated < 0 OR coalesce(sum(a.amount), 0) + p.unallocated <>
    CASE p.state WHEN 'received' THEN p.amount ELSE 0 END
UNION ALL
SELECT o.number FROM "order" o LEFT JOIN invoice i ON i.order_id = o.id
GROUP BY o.id HAVING coalesce(sum(i.paid), 0) <> o.paid OR coalesce(sum(i.gross), 0) <> o.billed
    OR o.payment <> CASE WHEN o.billing = 'complete' AND o.paid = o.billed THEN 'paid'
        WHEN o.paid > 0 THEN 'partial' ELSE 'none' END
"""
"""Numbers of the documents whose figures do not go together."""


@pytest.fixture
async def house(crm: Bench, master: Master) -> Trade:
    return await trade(crm, master)


async def billed(house: Trade, amount: str, **said: Any) -> Any:
    """An invoice of so much, without tax."""
    plain = await house.clerk.product(f"P{random.random()}")
    line = {"product_id": plain["id"], "unit_amount": amount}
    return await house.invoice(await house.order(line, **said))


async def wrong_books(house: Trade) -> list[str]:
    async with house.bench.runtime.database.reading() as session:
        return list(await session.scalars(text(BOOKS)))


def share(invoice: Any, amount: str | None = None) -> dict[str, Any]:
    return {"invoice_id": invoice["id"]} | ({"amount": amount} if amount else {})


async def test_a_payment_is_put_against_invoices_and_the_rest_is_the_customers_credit(house: Trade) -> None:
    first, second = await billed(house, "100"), await billed(house, "50")
    payment = await house.payment("120", reference="BANK 1", allocations=[share(first)])
    assert payment["unallocated"]["amount"] == "20.00"
    assert [one["invoice_number"] for one in payment["allocations"]] == [first["number"]]
    assert (await house.read(f"/invoices/{first['id']}"))["state"] == "paid"
    assert (await house.read(f"/orders/{first['order_id']}"))["payment"] == "paid"
    later = await house.done(f"/payments/{payment['id']}/allocations", {"allocations": [share(second)]})
    assert later["unallocated"]["amount"] == "0.00"
    partly = await house.read(f"/invoices/{second['id']}")
    assert (partly["state"], partly["open"]["amount"]) == ("partly_paid", "30.00")
    assert (await house.read(f"/orders/{second['order_id']}"))["payment"] == "partial"
    (allocation,) = await house.read(f"/invoices/{second['id']}/allocations")
    assert (allocation["payment_number"], allocation["amount"]["amount"]) == (payment["number"], "20.00")
    path = f"/payments/{payment['id']}/allocations/{allocation['id']}"
    back = await house.clerk("DELETE", path)
    assert (back.status, back.body["unallocated"]["amount"]) == (200, "20.00")
    assert (await house.clerk("DELETE", path)).status == 404
    assert await wrong_books(house) == []


async def test_more_than_is_open_or_left_is_refused_and_leaves_nothing(house: Trade) -> None:
    first, second = await billed(house, "100"), await billed(house, "50")
    body = {"customer_id": str(house.customer), "currency": "CNY", "amount": "120"}
    much = await house.refused("/payments", body | {"allocations": [share(first, "100.01")]})
    assert (much.status, much.problem, much.body["params"]["open"]) == (
        409,
        "allocation-exceeds-open",
        "100.00",
    )
    both = [share(first, "100"), share(second, "20.01")]
    left = await house.refused("/payments", body | {"allocations": both})
    assert (left.problem, left.body["params"]["unallocated"]) == ("allocation-exceeds-payment", "20.00")
    assert (await house.read("/payments"))["items"] == []
    assert not [one for one in await house.said() if "payment" in one]
    payment = await house.payment("120", allocations=[share(first), share(second)])
    nothing = await house.refused(f"/payments/{payment['id']}/allocations", {"allocations": [share(second)]})
    assert nothing.wrong == [("/allocations/0/amount", "nothing_open")]
    assert await wrong_books(house) == []


async def test_only_invoices_of_the_same_customer_and_currency_are_paid(house: Trade) -> None:
    mine, dollars = await billed(house, "100"), await billed(house, "100", currency="USD")
    theirs = await billed(house, "100", customer_id=str(house.master.customer()))
    payment = await house.payment("500")
    note = await house.done(f"/invoices/{mine['id']}/credit")
    stranger = {"invoice_id": "018f0000-0000-7000-8000-000000000000", "amount": "0.001"}
    given = [share(dollars), share(theirs), stranger, share(mine), share(mine)]
    path = f"/payments/{payment['id']}/allocations"
    assert (await house.refused(path, {"allocations": given})).wrong == [
        ("/allocations/0/invoice_id", "other_currency"),
        ("/allocations/1/invoice_id", "other_customer"),
        ("/allocations/2/invoice_id", "invoice_unknown"),
        ("/allocations/2/amount", "too_precise"),
        ("/allocations/4/invoice_id", "duplicate"),
    ]
    for dead in (mine, note):
        assert (await house.refused(path, {"allocations": [share(dead, "1")]})).problem == "invoice-state"


async def test_hostile_amounts_are_refused_at_their_field(house: Trade) -> None:
    body = {"customer_id": str(house.customer), "currency": "CNY"}
    for amount in ("NaN", "Infinity", "1e400", "-0", "0", "-1", "0.001", "1000000000001", "", None):
        answer = await house.refused("/payments", body | {"amount": amount})
        assert (answer.status, answer.wrong[0][0]) == (422, "/amount"), amount
    assert (await house.refused("/payments", body | {"amount": "1.5", "currency": "JPY"})).status == 422


async def test_money_that_is_still_to_come_is_no_payment(house: Trade) -> None:
    tomorrow = str(today(house.bench.runtime.access) + timedelta(days=1))
    body = {"customer_id": str(house.customer), "currency": "CNY", "amount": "1", "received_on": tomorrow}
    assert (await house.refused("/payments", body)).wrong == [("/received_on", "in_the_future")]
    assert "sales.payment.received" not in await house.said()


async def test_a_reversed_payment_opens_its_invoices_again(house: Trade) -> None:
    first, second = await billed(house, "100"), await billed(house, "50")
    payment = await house.payment("120", allocations=[share(first), share(second)])
    gone = await house.done(f"/payments/{payment['id']}/reverse", {"reason": "Cheque bounced"})
    assert (gone["state"], gone["unallocated"]["amount"], gone["allocations"]) == ("reversed", "0.00", [])
    assert gone["version"] == payment["version"] + 2  # taken from all invoices at once, then reversed
    for one in (first, second):
        invoice = await house.read(f"/invoices/{one['id']}")
        assert (invoice["state"], invoice["open"]) == ("issued", one["gross"])
    for path, body in (("reverse", {}), ("allocations", {"allocations": [share(first)]})):
        assert (
            await house.refused(f"/payments/{payment['id']}/{path}", body)
        ).problem == "payment-is-reversed"
    said = [one for one in await house.said() if "payment" in one or "paid" in one or "reopened" in one]
    assert said == [
        "sales.payment.received",
        "sales.invoice.paid",
        "sales.payment.allocated",
        "sales.invoice.reopened",
        "sales.payment.reversed",
    ]
    assert await wrong_books(house) == []


async def test_news_of_a_payment_name_the_invoices_and_the_orders_whose_figures_it_changes(
    house: Trade,
) -> None:
    one, other = await billed(house, "100"), await billed(house, "50")
    payment = await house.payment("70", allocations=[share(one, "40"), share(other, "20")])
    first = next(each for each in payment["allocations"] if each["invoice_id"] == one["id"])
    await house.clerk("DELETE", f"/payments/{payment['id']}/allocations/{first['id']}")
    await house.done(f"/payments/{payment['id']}/reverse", {"reason": ""})
    news = [data for subject, data in await house.bench.announced() if "invoice_ids" in data]
    assert [(set(each["invoice_ids"]), set(each["order_ids"])) for each in news] == [
        ({one["id"], other["id"]}, {one["order_id"], other["order_id"]}),
        ({one["id"]}, {one["order_id"]}),
        ({other["id"]}, {other["order_id"]}),
    ]


async def hand_over(house: Trade, to: Any) -> None:
    """Somebody else looks after the customer from now on."""
    card = house.master.cards[str(house.customer)]
    card.owner_id, card.version = str(to.person.id), card.version + 1
    told = {name: getattr(card, name) for name in ("version", "number", "name", "owner_id")}
    before = {"previous_owner_id": None, "previous_team_id": None}
    await house.bench.hear(CustomerAssigned(customer_id=house.customer, team_id=None, **told, **before))


async def test_payments_are_seen_by_who_bills_for_the_customers_of_their_owners(house: Trade) -> None:
    mine = await caller(house.bench, dict.fromkeys(ORDERS, "own"))
    payment = await house.payment("1")
    assert (await mine("GET", f"/payments/{payment['id']}")).status == 404
    body = {"customer_id": str(house.customer), "currency": "CNY", "amount": "2"}
    assert (await house.refused("/payments", body, by=mine)).status == 403
    card = house.master.cards[str(house.customer)]
    card.owner_id, card.version = str(mine.person.id), 1  # which sales has not heard of yet
    own = await house.done("/payments", body, by=mine)
    assert own["owner_id"] == str(mine.person.id)
    reader = await caller(house.bench, {"order.read": "all"})
    assert (await reader("GET", "/payments")).status == 403
    assert (await house.refused("/payments", body, by=reader)).status == 403
    invoice = await billed(house, "5")
    path = f"/payments/{own['id']}/allocations"
    unseen = await house.refused(path, {"allocations": [share(invoice)]}, by=mine)
    assert unseen.wrong == [("/allocations/0/invoice_id", "invoice_unknown")]
    sees = await caller(house.bench, {"order.read": "all", "order.invoice": "own"})
    await hand_over(house, sees)
    assert (await house.refused(path, {"allocations": [share(invoice)]}, by=sees)).status == 403


async def test_payments_go_with_their_customer_to_whoever_looks_after_it(house: Trade) -> None:
    first, second = [await caller(house.bench, dict.fromkeys(ORDERS, "own")) for _ in range(2)]
    some = [(await house.payment("1"))["id"] for _ in range(3)]

    async def seen(by: Any, query: str = "") -> list[str]:
        return [one["id"] for one in (await by("GET", f"/payments?{query}")).body["items"]]

    for one, other in ((first, second), (second, first)):
        await hand_over(house, one)
        assert (await seen(one), await seen(other)) == (some[::-1], [])
        assert (await other("GET", f"/payments/{some[0]}")).status == 404
        assert (await one("GET", f"/payments/{some[0]}")).body["owner_id"] == str(one.person.id)
        held = json.dumps({"field": "owner_id", "op": "eq", "value": str(one.person.id)})
        assert await seen(house.clerk, f"filter={held}&sort=received_on") == some
    refused = await first("POST", f"/payments/{some[0]}/reverse", {})
    assert (refused.status, (await house.read(f"/payments/{some[0]}"))["state"]) == (404, "received")
    assert (await second("POST", f"/payments/{some[0]}/reverse", {})).status == 200


async def test_ten_payments_at_once_pay_an_invoice_once(house: Trade) -> None:
    invoice = await billed(house, "100")
    some = [await house.payment("100") for _ in range(10)]
    answers = await asyncio.gather(
        *(
            house.clerk(
                "POST", f"/payments/{one['id']}/allocations", {"allocations": [share(invoice, "100")]}
            )
            for one in some
        )
    )
    assert sorted(one.status for one in answers) == [200] + [409] * 9
    assert await wrong_books(house) == []


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_done_at_once_the_books_go_together(house: Trade, seed: int) -> None:
    chance = random.Random(seed)
    some = [await billed(house, str(chance.randint(1, 50))) for _ in range(4)]
    paid = [await house.payment(str(chance.randint(1, 80))) for _ in range(4)]
    conflicts = 0

    async def act() -> None:
        nonlocal conflicts
        invoice, payment = chance.choice(some), chance.choice(paid)
        kind = chance.choice(["pay", "pay", "pay several", "take back", "reverse", "credit"])
        path = f"/payments/{payment['id']}"
        if kind == "take back":
            held = (await house.read(path))["allocations"]
            answer = await house.clerk("DELETE", f"{path}/allocations/{held[0]['id']}") if held else None
        elif kind == "credit":
            answer = await house.clerk("POST", f"/invoices/{invoice['id']}/credit", {})
        elif kind == "reverse":
            answer = await house.clerk("POST", f"{path}/reverse", {}) if chance.random() < 0.2 else None
        else:
            chosen = chance.sample(some, 3) if kind == "pay several" else [invoice]
            given = [share(one, str(chance.randint(1, 20))) for one in chosen]
            answer = await house.clerk("POST", f"{path}/allocations", {"allocations": given})
        assert answer is None or answer.status in (200, 201, 404, 409), answer.body
        conflicts += answer is not None and answer.status == 409

    for _ in range(6):
        await asyncio.gather(*(act() for _ in range(12)))
        assert await wrong_books(house) == []
    assert conflicts
