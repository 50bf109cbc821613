"""Deals and quotes become orders: once, whole, or not at all."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from chassis.testing import Bench
from services.sales.tests.asking import Caller, caller
from services.sales.tests.dealing import DEALING, MANAGING, Dealer
from services.sales.tests.master import Master
from services.sales.tests.ordering import ORDERS

QUOTES = ("quote.create", "quote.read", "quote.update", "quote.approve")
SELLING = dict.fromkeys((*DEALING, *MANAGING, *ORDERS, *QUOTES), "all")
LAST_DAY = "2999-12-31"


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    one = Dealer(crm, await crm.person(SELLING))
    one.master = master
    await one.pipeline()
    return one


async def lines(lin: Dealer, amount: str = "99.99") -> list[dict[str, Any]]:
    tax = await lin.made("/taxes", name="VAT", rate="13")
    laser = await lin.product("LS", tax_id=tax["id"])
    return [{"product_id": laser["id"], "quantity": "3", "unit_amount": amount}]


async def accepted(lin: Dealer, deal: Any, sold: list[dict[str, Any]], **said: Any) -> Any:
    """A quote for a deal that the customer has accepted."""
    about = {"customer_id": deal["customer_id"], "opportunity_id": deal["id"], "currency": "CNY"}
    quote = await lin.made("/quotes", **about, valid_until=LAST_DAY, lines=sold, **said)
    for act, body in (("issue", None), ("accept", {"name": "王小明"})):
        answer = await lin("POST", f"/quotes/{quote['id']}/{act}", body)
        assert answer.status == 200, answer.body
    return answer.body


async def orders(crm: Bench) -> int:
    async with crm.runtime.database.reading() as session:
        return int(await session.scalar(text('SELECT count(*) FROM "order"')) or 0)


async def test_a_deal_with_too_much_discount_is_not_won_with_a_confirmed_order(
    crm: Bench, lin: Dealer
) -> None:
    await lin.made("/discount-limits", percent="10")
    deal = await lin.deal(lines=await lines(lin), currency="CNY")
    path = f"/opportunities/{deal['id']}"
    refused = await lin("POST", f"{path}/win", {"confirm": True})
    assert (refused.status, refused.problem, await orders(crm)) == (409, "approval-required", 0)
    assert (await lin("GET", path)).body["status"] == "open"
    won = await lin("POST", f"{path}/win", {})
    assert [one["kind"] for one in won.body["order"]["excess"]] == ["no_list_price"]


async def test_a_deal_is_won_and_ordered_by_its_lines_at_their_prices(crm: Bench, lin: Dealer) -> None:
    sold = await lines(lin)
    deal = await lin.deal(lines=sold, currency="CNY")
    won = await lin("POST", f"/opportunities/{deal['id']}/win", {"reason": "product", "confirm": True})
    assert won.status == 201, won.body
    order = won.body["order"]
    assert won.headers["Location"] == f"/orders/{order['id']}"
    assert (won.body["opportunity"]["status"], order["state"]) == ("won", "confirmed")
    assert (order["opportunity_id"], order["owner_id"]) == (deal["id"], deal["owner_id"])
    assert (order["net"], order["gross"]["amount"]) == (deal["amount"], "338.97")
    assert [one["id"] for one in order["lines"]] == [one["id"] for one in deal["lines"]]
    said = [subject for subject, _ in await crm.announced()][-3:]
    assert said == ["sales.opportunity.won", "sales.order.created", "sales.order.confirmed"]
    found = await lin.get(f'/orders?filter={{"field":"opportunity_id","op":"eq","value":"{deal["id"]}"}}')
    assert [one["id"] for one in found["items"]] == [order["id"]]


async def test_a_deal_without_lines_or_without_an_order_wanted_is_only_won(crm: Bench, lin: Dealer) -> None:
    bare, full = await lin.deal(amount="5"), await lin.deal(lines=await lines(lin), currency="CNY")
    for deal, body in ((bare, {}), (full, {"build_order": False})):
        won = await lin("POST", f"/opportunities/{deal['id']}/win", body)
        assert (won.status, won.body["order"]) == (201, None)
    assert await orders(crm) == 0


async def test_the_accepted_quote_of_a_deal_is_what_is_ordered(crm: Bench, lin: Dealer) -> None:
    sold = await lines(lin)
    deal = await lin.deal(lines=sold, currency="CNY")
    quote = await accepted(lin, deal, [sold[0] | {"quantity": "5"}], discount_percent="10")
    won = await lin("POST", f"/opportunities/{deal['id']}/win", {})
    order = won.body["order"]
    assert (order["quote_id"], order["gross"], order["state"]) == (quote["id"], quote["gross"], "draft")
    again = await lin("POST", f"/quotes/{quote['id']}/order", {})
    assert (again.status, again.problem) == (409, "order-exists")
    assert await orders(crm) == 1
    kept = await lin.get(f"/opportunities/{deal['id']}")
    assert (kept["amount"], kept["lines"]) == (order["net"], order["lines"])
    assert kept["amount"] != deal["amount"]


async def test_quotes_that_are_not_the_deals_or_not_accepted_are_refused(crm: Bench, lin: Dealer) -> None:
    sold = await lines(lin)
    deal, other = [await lin.deal(lines=sold, currency="CNY") for _ in range(2)]
    theirs = await accepted(lin, other, sold)
    about = {"customer_id": deal["customer_id"], "opportunity_id": deal["id"], "currency": "CNY"}
    draft = await lin.made("/quotes", **about, lines=sold)
    path = f"/opportunities/{deal['id']}/win"
    stranger = "018f0000-0000-7000-8000-000000000000"
    before = await crm.announced()
    for quote_id, kind in ((theirs["id"], "quote_of_another_deal"), (stranger, "quote_unknown")):
        answer = await lin("POST", path, {"quote_id": quote_id})
        assert (answer.status, answer.wrong) == (422, [("/quote_id", kind)])
    for answer in (
        await lin("POST", path, {"quote_id": draft["id"]}),
        await lin("POST", f"/quotes/{draft['id']}/order", {}),
    ):
        assert (answer.status, answer.problem) == (409, "quote-state")
    assert (await lin.get(f"/opportunities/{deal['id']}"))["status"] == "open"
    assert (await crm.announced(), await orders(crm)) == (before, 0)


async def test_a_hundred_who_win_a_deal_at_once_make_one_order(crm: Bench, lin: Dealer) -> None:
    deal = await lin.deal(lines=await lines(lin), currency="CNY")
    path = f"/opportunities/{deal['id']}/win"
    keys = [{"Idempotency_Key": "once"} if number % 2 else {} for number in range(100)]
    answers = await asyncio.gather(*(lin("POST", path, {"confirm": True}, **one) for one in keys))
    won = [one for one in answers if one.status == 201]
    assert {one.status for one in answers} == {201, 409}
    assert len({one.body["order"]["id"] for one in won}) == 1
    assert sum("idempotent-replay" not in one.headers for one in won) == 1
    assert await orders(crm) == 1
    said = [subject for subject, _ in await crm.announced()]
    assert [said.count(f"sales.{one}") for one in ("opportunity.won", "order.created")] == [1, 1]
    if "idempotent-replay" in won[-1].headers or won[0].headers.get("idempotent-replay"):
        assert won[0].body == won[-1].body


async def test_who_wins_by_deal_and_by_quote_at_once_makes_one_order(crm: Bench, lin: Dealer) -> None:
    sold = await lines(lin)
    for number in range(1, 6):
        deal = await lin.deal(lines=sold, currency="CNY")
        quote = await accepted(lin, deal, sold)
        answers = await asyncio.gather(
            *(lin("POST", f"/opportunities/{deal['id']}/win", {}) for _ in range(3)),
            *(lin("POST", f"/quotes/{quote['id']}/order", {}) for _ in range(3)),
        )
        assert {one.status for one in answers} <= {201, 409}, [one.body for one in answers]
        assert await orders(crm) == number


async def test_a_deal_that_is_won_again_keeps_its_order(crm: Bench, lin: Dealer) -> None:
    deal = await lin.deal(lines=await lines(lin), currency="CNY")
    path = f"/opportunities/{deal['id']}"
    first = (await lin("POST", f"{path}/win", {})).body["order"]
    assert (await lin("POST", f"{path}/win", {})).problem == "not-open"
    await lin("POST", f"{path}/reopen", {})
    assert (await lin("POST", f"{path}/win", {})).body["order"]["id"] == first["id"]
    await lin("POST", f"{path}/reopen", {})
    await lin("POST", f"/orders/{first['id']}/cancel", {})
    second = (await lin("POST", f"{path}/win", {})).body["order"]
    assert second["id"] != first["id"]


async def test_a_deal_that_was_won_without_an_order_gets_one_later(crm: Bench, lin: Dealer) -> None:
    sold = await lines(lin)
    deal, quoted = [await lin.deal(lines=sold, currency="CNY") for _ in range(2)]
    quote = await accepted(lin, quoted, [sold[0] | {"quantity": "5"}])
    for one in (deal, quoted):
        await lin("POST", f"/opportunities/{one['id']}/win", {"build_order": False})
    made = await lin("POST", f"/opportunities/{deal['id']}/order", {"confirm": True})
    assert (made.status, made.headers["Location"]) == (201, f"/orders/{made.body['id']}")
    assert (made.body["opportunity_id"], made.body["net"]) == (deal["id"], deal["amount"])
    assert [subject for subject, _ in await crm.announced()][-2:] == [
        "sales.order.created",
        "sales.order.confirmed",
    ]
    by_quote = await lin("POST", f"/opportunities/{quoted['id']}/order", {})
    assert (by_quote.body["quote_id"], by_quote.body["state"]) == (quote["id"], "draft")


async def test_a_won_deal_has_one_order_until_that_is_cancelled(crm: Bench, lin: Dealer) -> None:
    deal = await lin.deal(lines=await lines(lin), currency="CNY")
    await lin("POST", f"/opportunities/{deal['id']}/win", {"build_order": False})
    path = f"/opportunities/{deal['id']}/order"
    answers = await asyncio.gather(*(lin("POST", path, {}) for _ in range(20)))
    (made,) = [one for one in answers if one.status == 201]
    assert {one.problem for one in answers if one is not made} == {"order-exists"}
    assert await orders(crm) == 1
    await lin("POST", f"/orders/{made.body['id']}/cancel", {})
    again = await lin("POST", path, {})
    assert (again.status, again.body["id"] != made.body["id"]) == (201, True)


async def test_only_what_was_won_and_by_whom_it_may_be_is_ordered(crm: Bench, lin: Dealer) -> None:
    sold = await lines(lin)
    open_, full = [await lin.deal(lines=sold, currency="CNY") for _ in range(2)]
    bare = await lin.deal(amount="5")
    for one in (bare, full):
        await lin("POST", f"/opportunities/{one['id']}/win", {"build_order": False})
    before = await crm.announced()
    for deal, problem in ((open_, "not-won"), (bare, "nothing-to-order")):
        answer = await lin("POST", f"/opportunities/{deal['id']}/order", {})
        assert (answer.status, answer.problem) == (409, problem)
    reader = await caller(crm, {"opportunity.read": "all"})
    maker = await caller(crm, {"opportunity.read": "all", "order.create": "all", "order.read": "all"})
    own = await caller(crm, {"opportunity.read": "own", "order.create": "own"})
    for who, body, status in ((reader, {}, 403), (maker, {"confirm": True}, 403), (own, {}, 404)):
        assert (await who("POST", f"/opportunities/{full['id']}/order", body)).status == status
    assert (await crm.announced(), await orders(crm)) == (before, 0)
    assert (await maker("POST", f"/opportunities/{full['id']}/order", {})).status == 201


async def test_who_may_not_order_wins_without_an_order_and_else_nothing_happens(
    crm: Bench, lin: Dealer
) -> None:
    deal = await lin.deal(lines=await lines(lin), currency="CNY")
    path, before = f"/opportunities/{deal['id']}/win", await crm.announced()
    rep = await caller(crm, dict.fromkeys(DEALING, "all"))
    maker = await caller(crm, dict.fromkeys((*DEALING, "order.create", "order.read"), "all"))
    reader = await caller(crm, {"opportunity.read": "all"})
    tried: list[tuple[Caller, dict[str, Any]]] = [(rep, {}), (maker, {"confirm": True}), (reader, {})]
    for one, body in tried:
        assert (await one("POST", path, body)).status == 403
    assert (await crm.announced(), await orders(crm)) == (before, 0)
    assert (await rep("POST", path, {"build_order": False})).status == 201
