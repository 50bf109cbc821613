"""What customers are told of their orders: once, as the order says, however often asking breaks off."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from chassis.testing import Bench, sign
from crm.event import Event
from crm.sales.events.orders import InvoiceIssued, InvoicePaid, OrderConfirmed, ShipmentShipped
from sales.customers import service as customers
from sales.order_messages.service import KEY
from sales.order_messages.tasks import send
from services.sales.tests.asking import Caller, caller
from services.sales.tests.mailroom import Mailroom, became
from services.sales.tests.master import Master
from services.sales.tests.ordering import ORDERS, Trade, parts, trade

NEWS: dict[str, type[Event]] = {
    one.subject: one for one in (OrderConfirmed, ShipmentShipped, InvoiceIssued, InvoicePaid)
}


@pytest.fixture
async def house(crm: Bench, master: Master, mailroom: Mailroom) -> Trade:
    mailroom.reset()
    made = await trade(crm, master)
    await customers.snapshot(crm.runtime)
    return made


async def hear_all(house: Trade) -> None:
    """The service hears what it has announced, as it does through NATS."""
    for subject, data in await house.bench.announced():
        if subject in NEWS:
            await house.bench.hear(NEWS[subject].model_validate(data))


async def told(house: Trade, order: Any) -> list[Any]:
    """What the customer is told of it, oldest first."""
    items: list[Any] = (await house.read(f"/orders/{order['id']}/messages"))["items"]
    return items[::-1]


async def sent(house: Trade, message: Any) -> None:
    """A worker takes it up, the former's lease being over."""
    async with house.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE order_message SET lease_until = now() - interval '1 second'"))
    await send(house.bench.runtime, message["id"])


async def with_contact(house: Trade, *lines: Any, **said: Any) -> Any:
    return await house.order(*lines, contact_id=house.master.contact(house.customer), **said)


async def test_the_contact_is_told_of_each_step_by_the_channels_of_the_settings(
    house: Trade, mailroom: Mailroom
) -> None:
    order = await with_contact(house)
    first, second = await house.shipped(order, "4"), await house.shipped(order, "6")
    invoice = await house.invoice(order)
    await house.payment(invoice["gross"]["amount"], allocations=[{"invoice_id": invoice["id"]}])
    for _ in range(2):
        await hear_all(house)
    messages = await told(house, order)
    assert sorted((one["topic"], one["channel"], one["record_id"]) for one in messages) == sorted(
        [
            ("order-confirmed", "email", order["id"]),
            *(("order-shipped", by, one["id"]) for by in ("email", "sms") for one in (first, second)),
            ("invoice-issued", "email", invoice["id"]),
            ("invoice-paid", "email", invoice["id"]),
        ]
    )  # fmt: skip
    for one in messages:
        await sent(house, one)
    assert {one["state"] for one in await told(house, order)} == {"done"}
    asked = {message.key: message for message, _ in mailroom.messages.values()}
    assert len(asked) == 7
    confirmed = asked[f"order-message:{messages[0]['id']}"]
    assert (confirmed.recipient_thing, confirmed.recipient_id) == ("contact", order["contact_id"])
    assert (confirmed.customer_id, confirmed.address, confirmed.language) == (str(house.customer), "", "")
    assert json.loads(confirmed.params_json) == {
        "number": order["number"],
        "customer": "Example",
        "ordered_on": order["ordered_on"],
        "total": {"amount": "112.89", "currency": "CNY"},
        "lines": [
            {"name": "Laser", "quantity": "10 台", "total": {"amount": "112.89", "currency": "CNY"}}
        ],
    }  # fmt: skip


async def test_what_has_left_and_what_is_due_is_named(house: Trade, mailroom: Mailroom) -> None:
    order = await with_contact(house)
    made = await house.done("/shipments", parts(order, "4") | {"carrier": "Example Express"})
    shipment = await house.done(f"/shipments/{made['id']}/ship", {"tracking_number": "EX1"})
    invoice = await house.invoice(order, "4")
    await hear_all(house)
    for one in await told(house, order):
        await sent(house, one)
    asked = {message.topic: json.loads(message.params_json) for message, _ in mailroom.messages.values()}
    assert asked["order-shipped"] == {
        "number": order["number"], "shipment": shipment["number"], "carrier": "Example Express",
        "customer": "Example", "tracking_number": "EX1", "lines": [{"name": "Laser", "quantity": "4 台"}],
    }  # fmt: skip
    link = asked["invoice-issued"].pop("link").split("/api/sales")[1]
    async with house.bench.client.get(link) as answer:
        assert (answer.status, (await answer.read())[:5]) == (200, b"%PDF-")
    assert asked["invoice-issued"] == {
        "number": invoice["number"], "order": order["number"], "due_on": invoice["due_on"],
        "customer": "Example", "total": {"amount": "45.16", "currency": "CNY"},
    }  # fmt: skip


async def test_nobody_is_told_unless_a_person_enters_it_with_a_contact_or_says_so(house: Trade) -> None:
    contact = house.master.contact(house.customer)
    person = house.clerk.person
    key = Caller(house.bench, replace(person, token=sign(person.id, kind="api_key")))
    for by, said, expected in (
        (house.clerk, {}, False),
        (house.clerk, {"contact_id": contact}, True),
        (house.clerk, {"contact_id": contact, "tell_customer": False}, False),
        (house.clerk, {"tell_customer": True}, True),
        (key, {"contact_id": contact}, False),
        (key, {"contact_id": contact, "tell_customer": True}, True),
    ):
        order = await house.draft(by=by, **said)
        assert order["tell_customer"] is expected, said
        await house.done(f"/orders/{order['id']}/confirm")
        await hear_all(house)
        assert len(await told(house, order)) == expected
    draft = await house.draft()
    path, tag = f"/orders/{draft['id']}", {"if_match": f'"{draft["version"]}"'}
    changed = (await house.clerk("PATCH", path, {"contact_id": contact}, **tag)).body
    assert changed["tell_customer"] is True


async def test_asking_that_breaks_off_is_repeated_and_makes_one_message(
    house: Trade, mailroom: Mailroom
) -> None:
    order = await house.order(tell_customer=True)
    await hear_all(house)
    (message,) = await told(house, order)
    mailroom.away = True
    for _ in range(10):
        await sent(house, message)
    mailroom.away, mailroom.breaks_off = False, True
    await sent(house, message)
    mailroom.breaks_off = False
    await sent(house, message)
    await send(house.bench.runtime, message["id"])
    ((asked, delivery_id),) = mailroom.messages.values()
    assert (asked.recipient_thing, asked.customer_id) == ("customer", "")
    (done,) = await told(house, order)
    assert (done["state"], done["delivery_id"], done["outcome"]) == ("done", delivery_id, None)


async def test_who_is_not_to_be_told_any_more_is_not(house: Trade, mailroom: Mailroom) -> None:
    switched, cancelled, refused = [await house.order(tell_customer=True) for _ in range(3)]
    await hear_all(house)
    change = {"tell_customer": False}
    path, tag = f"/orders/{switched['id']}", {"if_match": f'"{switched["version"]}"'}
    assert (await house.clerk("PATCH", path, change, **tag)).body["tell_customer"] is False
    await house.done(f"/orders/{cancelled['id']}/cancel")
    mailroom.refuses = True
    kinds = []
    for order in (switched, cancelled, refused):
        (message,) = await told(house, order)
        await sent(house, message)
        (after,) = await told(house, order)
        kinds.append((after["state"], after["reason"]["kind"]))
    assert kinds == [("failed", "switched_off"), ("failed", "order_cancelled"), ("failed", "refused")]
    assert not mailroom.messages


async def test_thanks_are_given_once_and_for_money_only(house: Trade) -> None:
    order = await house.order(tell_customer=True)
    paid, credited = await house.invoice(order, "4"), await house.invoice(order, "6")
    same = {"allocations": [{"invoice_id": paid["id"]}]}
    payment = await house.payment(paid["gross"]["amount"], **same)
    await house.done(f"/payments/{payment['id']}/reverse")
    await house.payment(paid["gross"]["amount"], **same)
    await house.done(f"/invoices/{credited['id']}/credit")
    await hear_all(house)
    thanks = [one["record_id"] for one in await told(house, order) if one["topic"] == "invoice-paid"]
    assert thanks == [paid["id"]]


async def test_the_order_knows_what_became_of_it_whatever_the_order_of_news(house: Trade) -> None:
    order = await house.order(tell_customer=True)
    await hear_all(house)
    (message,) = await told(house, order)
    await house.bench.hear(became(KEY, message, 5, "bounced", "reported_bounced"))
    await house.bench.hear(became(KEY, message, 4, "accepted", "accepted"))
    await house.bench.hear(became(KEY, message, 9, "accepted", "accepted", requested_by="user:x"))
    await house.bench.hear(became("other:", message, 9, "accepted", "accepted"))
    (after,) = await told(house, order)
    assert (after["outcome"], after["outcome_reason"]) == ("bounced", {"kind": "reported_bounced"})
    await house.bench.hear(became(KEY, message, 6, "suppressed", "consent", params={"rule": "opted_out"}))
    (after,) = await told(house, order)
    assert after["outcome_reason"] == {"kind": "consent", "rule": "opted_out"}
    stranger = await caller(house.bench, dict.fromkeys(ORDERS, "own"))
    assert (await stranger("GET", f"/orders/{order['id']}/messages")).status == 404
