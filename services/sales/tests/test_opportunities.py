"""Deals: what is refused, kept together, followed and announced."""

import asyncio
from typing import Any

import pytest

from chassis.testing import Bench
from crm.customer.events import CustomerCreated
from services.sales.tests.dealing import Dealer, dealer
from services.sales.tests.master import Master

NOWHERE = "018f0000-0000-7000-8000-000000000000"


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    return await dealer(crm, master)


async def test_a_deal_lands_on_top_of_the_first_stage_with_its_number_owner_and_probability(
    crm: Bench, lin: Dealer
) -> None:
    pipeline = await lin.pipeline()
    first, second = [await lin.deal(name, amount="1000", currency="CNY") for name in ("One", "Two")]
    assert (first["number"], first["status"], first["probability"]) == (first["number"], "open", 10)
    assert (first["owner_id"], first["stage_id"]) == (str(lin.person.id), pipeline["stages"][0]["id"])
    assert first["base_amount"] == {"amount": "1000.00", "currency": "CNY"}
    assert first["weighted_amount"]["amount"] == "100.00"
    assert second["id"] != first["id"]
    assert await lin.column(pipeline) == ["Two", "One"]
    said = [data for subject, data in await crm.announced() if subject == "sales.opportunity.created"]
    assert [one["number"] for one in said] == [first["number"], second["number"]]
    assert (said[0]["amount"], said[0]["base_amount"]) == ("1000", "1000")


async def test_the_amount_of_a_deal_with_lines_is_their_net_total(lin: Dealer) -> None:
    await lin.pipeline()
    laser = await lin.product("LS")
    await lin.price(await lin.book(), laser, ("1", "99.99"))
    lines = [{"product_id": laser["id"], "quantity": "3"}]
    deal = await lin.deal(lines=lines)
    assert (deal["amount"]["amount"], deal["products"][0]["sku"]) == ("299.97", "LS")
    path = f"/opportunities/{deal['id']}"
    more = [{**lines[0], "id": deal["lines"][0]["id"], "quantity": "5"}]
    changed = await lin("PATCH", path, {"lines": more}, If_Match='"1"')
    assert changed.body["amount"]["amount"] == "499.95"
    by_hand = await lin("PATCH", path, {"amount": "1"}, If_Match='"2"')
    assert (by_hand.status, by_hand.wrong) == (422, [("/amount", "from_lines")])
    both = await lin(
        "POST",
        "/opportunities",
        {"name": "X", "customer_id": deal["customer_id"], "amount": "1", "lines": lines},
    )
    assert both.wrong == [("/amount", "from_lines")]
    dear = [{"product_id": laser["id"], "quantity": "1000000000", "unit_amount": "10000000"}]
    assert (await lin("PATCH", path, {"lines": dear}, If_Match='"2"')).wrong == [
        ("/lines", "total_too_large")
    ]
    freed = await lin("PATCH", path, {"lines": [], "amount": "1.005"}, If_Match='"2"')
    assert (freed.body["amount"]["amount"], freed.body["products"]) == ("1.01", [])
    found = await lin.get(
        f'/opportunities?filter={{"field":"product_ids","op":"has_any","value":["{laser["id"]}"]}}'
    )
    assert found["items"] == []


async def test_what_is_wrong_is_named_and_nothing_is_kept(crm: Bench, lin: Dealer) -> None:
    customer = str(lin.master.customer())
    team = await crm.team()
    assert (await lin("POST", "/opportunities", {"name": "X", "customer_id": customer})).wrong == [
        ("/pipeline_id", "missing")
    ]
    pipeline = await lin.pipeline(team_ids=[str(team)])

    async def wrong(**body: Any) -> list[tuple[str, str]]:
        answer = await lin("POST", "/opportunities", {"name": "X", "customer_id": customer} | body)
        assert answer.status == 422, answer.body
        return answer.wrong

    assert await wrong(customer_id=NOWHERE) == [("/customer_id", "customer_unknown")]
    assert await wrong(pipeline_id=pipeline["id"]) == [("/pipeline_id", "pipeline_of_others")]
    assert await wrong(pipeline_id=NOWHERE) == [("/pipeline_id", "pipeline_unknown")]
    everybodys = await lin.pipeline("Everybody")
    assert await wrong(stage_id=NOWHERE) == [("/stage_id", "stage_unknown")]
    assert await wrong(stage_id=everybodys["stages"][1]["id"]) == [
        ("/amount", "required_by_stage"),
        ("/expected_close_on", "required_by_stage"),
    ]
    assert await wrong(currency="XXX", amount="-1", contacts=[{"contact_id": NOWHERE, "role": "boss"}]) == [
        ("/amount", "greater_than_equal"),
        ("/currency", "unknown_currency"),
        ("/contacts/0/role", "literal_error"),
    ]
    assert await wrong(owner_id=NOWHERE) == [("/owner_id", "person_unknown")]
    assert (await lin.get("/opportunities"))["items"] == []
    assert not [one for one, _ in await crm.announced() if one.startswith("sales.opportunity")]


async def test_an_amount_is_kept_in_the_digits_of_its_currency(crm: Bench, lin: Dealer) -> None:
    await lin.pipeline()
    deal = await lin.deal(amount="5")
    path = f"/opportunities/{deal['id']}"
    assert (await lin("PATCH", path, {"amount": "12.345"}, If_Match='"1"')).status == 200
    assert (await lin("PATCH", path, {"currency": "JPY"}, If_Match='"2"')).status == 200
    told = [data for subject, data in await crm.announced() if subject == "sales.opportunity.updated"]
    assert [one["amount"] for one in told] == ["12.35", "12"]


async def test_a_stage_asks_for_fields_and_is_not_entered_without_them(lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deal = await lin.deal()
    refused = await lin.move(deal, pipeline["stages"][1])
    assert (refused.status, refused.wrong) == (
        422,
        [("/amount", "required_by_stage"), ("/expected_close_on", "required_by_stage")],
    )
    filled = {"amount": "5000", "expected_close_on": "2027-03-31"}
    await lin("PATCH", f"/opportunities/{deal['id']}", filled, If_Match='"1"')
    moved = await lin.moved(deal, pipeline["stages"][1])
    assert (moved["probability"], moved["weighted_amount"]["amount"]) == (40, "2000.00")


async def test_a_probability_judged_by_hand_stays_until_it_is_handed_back(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deal = await lin.deal(amount="200")
    path = f"/opportunities/{deal['id']}"
    judged = await lin("PUT", f"{path}/probability", {"probability": 75})
    assert (judged.body["probability_by_hand"], judged.body["weighted_amount"]["amount"]) == (True, "150.00")
    moved = await lin.moved(deal, pipeline["stages"][2])
    assert moved["probability"] == 75
    back = (await lin("DELETE", f"{path}/probability")).body
    assert (back["probability"], back["probability_by_hand"]) == (80, False)
    assert (await lin("DELETE", f"{path}/probability")).body["version"] == back["version"]
    assert (await lin("PUT", f"{path}/probability", {"probability": 101})).status == 422


async def test_an_act_on_a_deal_in_another_currency_is_one_change_and_is_told(
    crm: Bench, lin: Dealer
) -> None:
    await lin.pipeline()
    some, worth = await lin.deal(currency="USD"), await lin.deal(currency="USD", amount="100")
    await lin("PUT", "/exchange-rates/USD/2020-01-01", {"rate": "7"})
    judged = await lin("PUT", f"/opportunities/{some['id']}/probability", {"probability": 60})
    won = await lin("POST", f"/opportunities/{worth['id']}/win", {})
    assert (judged.body["version"], won.body["opportunity"]["version"]) == (2, 2)
    told = [(subject.rpartition(".")[2], data["version"]) for subject, data in await crm.announced()]
    assert told[-2:] == [("updated", 2), ("won", 2)]


async def test_a_lost_deal_says_why_stays_as_it_is_and_can_be_opened_again(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deal = await lin.deal(amount="200")
    path = f"/opportunities/{deal['id']}"
    assert (await lin("POST", f"{path}/lose", {"reason": "weather"})).wrong == [("/reason", "literal_error")]
    lost = await lin("POST", f"{path}/lose", {"reason": "price", "note": "30 % cheaper elsewhere"})
    assert (lost.body["status"], lost.body["probability"], lost.body["reason"]) == ("lost", 0, "price")
    for answer in (
        await lin("POST", f"{path}/lose", {"reason": "price"}),
        await lin("PATCH", path, {"name": "X"}, If_Match='"2"'),
        await lin.move(deal, pipeline["stages"][2]),
        await lin("PUT", f"{path}/probability", {"probability": 5}),
    ):
        assert (answer.status, answer.problem) == (409, "not-open")
    assert await lin.column(pipeline) == []
    again = (await lin("POST", f"{path}/reopen", {})).body
    assert (again["status"], again["probability"], again["closed_at"]) == ("open", 10, None)
    assert (await lin("POST", f"{path}/reopen", {})).problem == "not-closed"
    assert await lin.column(pipeline) == ["Ten lasers"]
    outcomes = [one["outcome"] for one in (await lin.get(f"{path}/stages"))["items"]]
    assert outcomes == ["lost", None]
    said = [subject.rpartition(".")[2] for subject, _ in await crm.announced() if "opportunity" in subject]
    assert said == ["created", "lost", "reopened"]


async def test_two_edits_of_different_fields_merge_and_of_one_conflict(lin: Dealer) -> None:
    await lin.pipeline()
    path = f"/opportunities/{(await lin.deal(amount='5'))['id']}"
    assert (await lin("PATCH", path, {"next_step": "Call"}, If_Match='"1"')).status == 200
    assert (await lin("PATCH", path, {"amount": "6"}, If_Match='"1"')).body["next_step"] == "Call"
    conflict = await lin("PATCH", path, {"next_step": "Visit"}, If_Match='"1"')
    assert (conflict.status, conflict.wrong) == (412, [("/next_step", "conflict")])
    assert (await lin("PATCH", path, {"amount": "6.00"}, If_Match='"1"')).body["version"] == 3
    assert (await lin("PATCH", path, {"name": "X"})).status == 428


async def test_a_deal_is_given_deleted_and_brought_back_to_where_it_was(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deal, path = await lin.deal(), "/opportunities"
    other = await crm.person({})
    given = await lin("POST", f"{path}/{deal['id']}/assign", {"owner_id": str(other.id)})
    assert given.body["owner_id"] == str(other.id)
    assert (await lin("POST", f"{path}/{deal['id']}/assign", {"owner_id": NOWHERE})).status == 422
    assert (await lin("DELETE", f"{path}/{deal['id']}")).status == 204
    assert (await lin.get(path))["items"] == []
    assert [one["id"] for one in (await lin.get(f"{path}?deleted=true"))["items"]] == [deal["id"]]
    await lin.deal("Newer")
    assert (await lin("POST", f"{path}/{deal['id']}/restore")).body["deleted_at"] is None
    assert await lin.column(pipeline) == ["Ten lasers", "Newer"]
    kinds = [one["kind"] for one in (await lin.get(f"{path}/{deal['id']}/history"))["items"]]
    assert kinds == ["restored", "deleted", "updated", "created"]
    said = [subject.rpartition(".")[2] for subject, _ in await crm.announced() if "opportunity" in subject]
    assert said == ["created", "assigned", "deleted", "created", "restored"]


async def test_everybody_sees_and_changes_what_their_scope_reaches(
    crm: Bench, lin: Dealer, master: Master
) -> None:
    team = await crm.team()
    pipeline = await lin.pipeline()
    reads = {"opportunity.read": "own", "opportunity.update": "own", "opportunity.create": "own"}
    own = await dealer(crm, master, reads, teams=[team])
    leader = await dealer(crm, master, {"opportunity.read": "team", "product.read": "all"}, teams=[team])
    stranger = await dealer(crm, master, {"opportunity.read": "own"})
    mine, theirs = await own.deal("Mine"), await lin.deal("Theirs")
    assert [one["name"] for one in (await own.get("/opportunities"))["items"]] == ["Mine"]
    assert await leader.column(pipeline) == ["Mine"]
    assert await stranger.column(pipeline) == []
    for who, count in ((lin, 2), (leader, 1), (stranger, 0)):
        board = await who.get(f"/pipelines/{pipeline['id']}/board")
        assert board["columns"][0]["count"] == count
    before = await crm.announced()
    for who, method, path, body, status in (
        (own, "GET", f"/opportunities/{theirs['id']}", None, 404),
        (own, "POST", f"/opportunities/{theirs['id']}/lose", {"reason": "price"}, 404),
        (own, "POST", f"/opportunities/{mine['id']}/assign", {"team_id": str(team)}, 403),
        (own, "DELETE", f"/opportunities/{mine['id']}", None, 403),
        (leader, "POST", f"/opportunities/{mine['id']}/move", {"stage_id": mine["stage_id"]}, 403),
        (leader, "GET", f"/opportunities/{mine['id']}/stages", None, 200),
        (stranger, "GET", f"/opportunities/{mine['id']}/history", None, 404),
        (stranger, "POST", "/opportunities", {"name": "X", "customer_id": mine["customer_id"]}, 403),
        (own, "POST", "/pipelines", {"name": "X", "stages": []}, 422),
        (own, "POST", "/pipelines", {"name": "X", "stages": [{"name": "A", "probability": 1}]}, 403),
        (own, "PUT", "/exchange-rates/USD/2026-01-01", {"rate": "7"}, 403),
    ):
        assert (await who(method, path, body)).status == status, (method, path)
    assert await crm.announced() == before


async def test_deals_are_found_by_name_number_and_customer(crm: Bench, lin: Dealer) -> None:
    await lin.pipeline()
    customer = lin.master.customer()
    await crm.hear(
        CustomerCreated(
            customer_id=customer,
            version=1,
            number="CU-000007",
            name="青岚示例仪器",
            owner_id=None,
            team_id=None,
        )
    )
    deal = await lin.deal("测距仪 ten", customer_id=str(customer))
    await lin.deal("Other")
    assert deal["customer_name"] == "青岚示例仪器"
    for query in ("cjy", deal["number"], "qlsl", "CU-000007", "仪器"):
        found = (await lin.get(f"/opportunities?q={query}"))["items"]
        assert [(one["id"], one["customer_name"]) for one in found] == [(deal["id"], "青岚示例仪器")], query


async def test_each_sort_pages_through_every_deal_once(lin: Dealer) -> None:
    await lin.pipeline()
    for number in range(5):
        extra = {} if number % 2 else {"amount": str(number), "expected_close_on": f"2027-01-0{number + 1}"}
        await lin.deal(f"Deal {number}", **extra)
    for sort in (
        "name",
        "-number",
        "created_at",
        "-updated_at",
        "expected_close_on",
        "-base_amount",
        "place",
    ):
        seen, after = [], ""
        while True:
            page = await lin.get(f"/opportunities?limit=2&sort={sort}{after}")
            seen += [one["name"] for one in page["items"]]
            if not page["next"]:
                break
            after = f"&after={page['next']}"
        assert sorted(seen) == [f"Deal {number}" for number in range(5)], sort


async def test_deals_that_are_opened_at_once_get_numbers_and_places_of_their_own(lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deals = await asyncio.gather(*(lin.deal(f"Deal {number}") for number in range(8)))
    assert len({one["number"] for one in deals}) == 8
    assert sorted(await lin.column(pipeline)) == [f"Deal {number}" for number in range(8)]
