"""Sending quotes: notifications is asked for one message each, however often the asking breaks off."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from chassis.testing import Bench
from sales.quotes.sending.service import KEY
from sales.quotes.sending.tasks import send
from services.sales.tests.asking import Caller, caller
from services.sales.tests.mailroom import Mailroom, became
from services.sales.tests.master import Master
from services.sales.tests.quoting import SELLS, Shop, shop

TO = {"address": "kim@example.com", "note": "As discussed"}


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    return await shop(crm, master)


async def asked(sold: Shop, quote: Any, **said: Any) -> Any:
    answer = await sold.seller("POST", f"/quotes/{quote['id']}/sendings", TO | said)
    assert answer.status == 202, answer.body
    return answer.body


async def sent(sold: Shop, sending: Any) -> Any:
    """How it stands after a worker took it up, the former's lease being over."""
    async with sold.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE quote_sending SET lease_until = now() - interval '1 second'"))
    await send(sold.bench.runtime, sending["id"])
    (quote,) = (await sold.seller("GET", "/quotes")).body["items"]
    items = (await sold.seller("GET", f"/quotes/{quote['id']}/sendings")).body["items"]
    return next(one for one in items if one["id"] == sending["id"])


async def test_a_quote_is_sent_with_a_link_that_opens_it(sold: Shop, mailroom: Mailroom) -> None:
    quote = await sold.issued(language="zh-TW")
    sending = await asked(sold, quote)
    done = await sent(sold, sending)
    ((message, delivery_id),) = mailroom.messages.values()
    assert (done["state"], done["delivery_id"]) == ("done", delivery_id)
    assert (message.topic, message.address, message.language) == ("quote-sent", "kim@example.com", "zh-TW")
    assert (message.recipient_thing, message.recipient_id) == ("customer", str(sold.customer))
    params = json.loads(message.params_json)
    link = params.pop("link")
    assert params == {
        "number": quote["number"], "sender": "Robin Example", "valid_until": "2999-12-31",
        "total": {"amount": "1130.00", "currency": "CNY"}, "note": "As discussed",
    }  # fmt: skip
    start, _, token = link.rpartition("/")
    assert start == "http://localhost:8080/q"
    assert (await sold.public("GET", token))[1]["number"] == quote["number"]
    told = [data for subject, data in await sold.bench.announced() if subject == "sales.quote.sent"]
    assert [one["delivery_id"] for one in told] == [delivery_id]
    assert token not in str(await sold.bench.announced())


async def test_a_quote_knows_what_became_of_its_mail(sold: Shop, mailroom: Mailroom) -> None:
    quote = await sold.issued()
    sending = await asked(sold, quote)
    await sold.bench.hear(became(KEY, sending, 5, "bounced", "reported_bounced"))
    await sold.bench.hear(became(KEY, sending, 4, "accepted", "accepted"))
    await sold.bench.hear(became("order-message:", sending, 9, "accepted", "accepted"))
    done = await sent(sold, sending)
    assert (done["state"], done["outcome"]) == ("done", "bounced")
    assert done["outcome_reason"] == {"kind": "reported_bounced"}


async def test_asking_that_breaks_off_is_repeated_and_makes_one_message(
    sold: Shop, mailroom: Mailroom
) -> None:
    quote = await sold.issued()
    sending = await asked(sold, quote, contact_id=sold.master.contact(sold.customer))
    mailroom.away = True
    for _ in range(12):
        assert (await sent(sold, sending))["state"] == "running"
    mailroom.away, mailroom.breaks_off = False, True
    assert (await sent(sold, sending))["state"] == "running"
    mailroom.breaks_off = False
    assert (await sent(sold, sending))["state"] == "done"
    await send(sold.bench.runtime, sending["id"])
    ((message, _),) = mailroom.messages.values()
    assert (message.recipient_thing, message.customer_id) == ("contact", str(sold.customer))


async def test_a_refusal_is_told_and_a_quote_that_is_over_is_not_sent(sold: Shop, mailroom: Mailroom) -> None:
    quote = await sold.issued()
    refused, late = await asked(sold, quote), await asked(sold, quote)
    mailroom.refuses = True
    reason = (await sent(sold, refused))["reason"]
    assert (reason["kind"], reason["errors"][0]["kind"]) == ("refused", "address_invalid")
    mailroom.refuses = False
    path = f"/quotes/{quote['id']}"
    for to in ({"address": "nobody"}, {"address": "a@example.com", "cc": "x"}, {}):
        assert (await sold.seller("POST", f"{path}/sendings", to)).status == 422
    await sold.seller("POST", f"{path}/withdraw", {})
    assert (await sent(sold, late))["reason"] == {"kind": "quote_over", "state": "withdrawn"}
    over = await sold.seller("POST", f"{path}/sendings", TO)
    assert (over.status, over.problem) == (410, "quote-over")
    assert not mailroom.messages
    draft = await sold.quote()
    assert (await sold.seller("POST", f"/quotes/{draft['id']}/sendings", TO)).status == 409
    stranger = await caller(sold.bench, SELLS)
    for method, body in (("POST", TO), ("GET", None)):
        assert (await stranger(method, f"{path}/sendings", body)).status == 404


async def test_a_quote_is_sent_to_contacts_of_its_customer_only(
    sold: Shop, mailroom: Mailroom, master: Master
) -> None:
    quote = await sold.issued()
    path = f"/quotes/{quote['id']}/sendings"
    stranger = master.contact(master.customer())
    refused = await sold.seller("POST", path, TO | {"contact_id": stranger})
    assert refused.wrong == [("/contact_id", "not_at_this_customer")]
    assert (await sold.seller("GET", path)).body["items"] == []
    colleague = master.contact(sold.customer)
    assert (await asked(sold, quote, contact_id=colleague))["contact_id"] == colleague


@pytest.mark.parametrize(("mask", "seen"), [("customer.emails", None), ("customer.phones", TO["address"])])
async def test_where_a_quote_was_sent_is_hidden_from_who_may_not_see_addresses(
    sold: Shop, mask: str, seen: str | None
) -> None:
    quote = await sold.issued()
    await asked(sold, quote)
    held = {"quote.read": "all", "customer.read": "all"}
    reader = Caller(sold.bench, await sold.bench.person(held, masks=[mask]))
    (shown,) = (await reader("GET", f"/quotes/{quote['id']}/sendings")).body["items"]
    assert shown["address"] == seen
