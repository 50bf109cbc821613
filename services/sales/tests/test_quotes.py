"""Drafting quotes: what they come to, who may see them, how they are changed, found and followed."""

import asyncio
import json
from typing import Any

import pytest

from chassis.testing import Bench
from services.sales.tests.asking import caller
from services.sales.tests.master import Master
from services.sales.tests.quoting import BOSS, SELLS, Shop, shop


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    return await shop(crm, master)


def amounts(quote: Any) -> tuple[str, ...]:
    return tuple(quote[name]["amount"] for name in ("subtotal", "discount", "net", "tax", "gross"))


async def test_a_quote_keeps_its_lines_with_their_prices_and_what_they_come_to(sold: Shop) -> None:
    option = {"product_id": sold.cable["id"], "quantity": 2}
    quote = await sold.quote(
        sold.line(quantity="3", chosen=[option], discount_percent="5", remark="On site"),
        {"product_id": sold.cable["id"], "quantity": "1"},
        discount_percent="10",
        title="Cutting",
    )
    assert (quote["revision"], quote["latest"], quote["state"]) == (1, True, "draft")
    assert quote["number"].startswith("QT-20")
    assert quote["addressee"] == "Example"
    assert quote["language"] == "zh-CN"
    laser, cable = quote["lines"]
    assert [(one["product"]["name"], one["quantity"]) for one in laser["options"]] == [("Cable", "2")]
    assert laser["remark"] == "On site"
    assert [one["kind"] for one in laser["reasons"]][-3:] == ["discount", "whole_discount", "tax"]
    assert amounts(quote) == ("2932.68", "293.27", "2639.41", "341.68", "2981.09")
    assert [(one["rate"], one["tax"]["amount"]) for one in quote["taxes"]] == [
        ("0", "0.00"),
        ("13", "341.68"),
    ]
    assert cable["share"]["amount"] == "1.23"
    await sold.boss("PATCH", f"/products/{sold.laser['id']}", {"name": "Renamed"}, If_Match='"1"')
    read = await sold.seller("GET", f"/quotes/{quote['id']}")
    assert (read.body["lines"], read.etag) == (quote["lines"], '"1"')


async def test_a_draft_is_changed_and_priced_again_only_when_that_matters(sold: Shop) -> None:
    quote = await sold.quote()
    path, line = f"/quotes/{quote['id']}", quote["lines"][0]
    prices = (await sold.boss("GET", "/prices")).body["items"]
    dearer = next(one for one in prices if one["product_id"] == sold.laser["id"])
    steps = {"steps": [{"from_quantity": "1", "amount": "2000"}]}
    assert (await sold.boss("PATCH", f"/prices/{dearer['id']}", steps, If_Match='"1"')).status == 200
    texts = {"terms": "30 days", "addressee": "Example\nBerlin", "language": "zh-TW"}
    changed = await sold.seller("PATCH", path, texts, If_Match='"1"')
    assert (changed.body["net"]["amount"], changed.body["terms"]) == ("1000.00", "30 days")
    changed = await sold.seller("PATCH", path, {"discount_percent": "50"}, If_Match=changed.etag)
    assert amounts(changed.body) == ("2000.00", "1000.00", "1000.00", "130.00", "1130.00")
    assert changed.body["lines"][0]["id"] == line["id"]
    same = await sold.seller("PATCH", path, {"discount_percent": "50.0"}, If_Match=changed.etag)
    assert same.etag == changed.etag
    stale = await sold.seller("PATCH", path, {"terms": "60 days"}, If_Match='"1"')
    assert stale.status == 412
    events = [
        (subject, data.get("fields")) for subject, data in await sold.bench.announced() if "quote" in subject
    ]
    assert events == [
        ("sales.quote.created", None),
        ("sales.quote.updated", ["addressee", "language", "terms"]),
        ("sales.quote.updated", ["discount_percent"]),
    ]
    history = await sold.seller("GET", f"{path}/history")
    assert [one["version"] for one in history.body["items"]] == [3, 2, 1]


async def test_what_cannot_be_quoted_is_refused_at_its_field(sold: Shop) -> None:
    twice = sold.line(id="018f0000-0000-7000-8000-000000000001")
    wrong: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
        ({"customer_id": "018f0000-0000-7000-8000-000000000000"}, [("/customer_id", "customer_unknown")]),
        ({"lines": [twice, twice]}, [("/lines/1/id", "duplicate")]),
        ({"lines": [sold.line(quantity="0")]}, [("/lines/0/quantity", "greater_than")]),
        ({"lines": [sold.line(product_id=str(sold.customer))]}, [("/lines/0/product_id", "product_unknown")]),
        ({"currency": "XXX"}, [("/currency", "unknown_currency")]),
        ({"currency": "EUR"}, [("/lines/0/product_id", "price_missing")]),
        ({"language": "fr"}, [("/language", "literal_error")]),
        ({"discount_percent": "100.1"}, [("/discount_percent", "less_than_equal")]),
        ({"owner_id": str(sold.customer)}, [("/owner_id", "person_unknown")]),
        ({"title": "\x00"}, [("/title", "nul_character")]),
        ({"state": "issued"}, [("/state", "extra_forbidden")]),
    ]
    before = await sold.bench.announced()
    body = {"customer_id": str(sold.customer), "currency": "CNY", "lines": [sold.line()]}
    for change, expected in wrong:
        answer = await sold.boss("POST", "/quotes", body | change)
        assert (answer.status, answer.wrong) == (422, expected), change
    assert await sold.bench.announced() == before
    assert (await sold.boss("GET", "/quotes?total=true")).body["total"] == 0


async def test_lists_show_what_one_may_read_and_find_by_number_title_addressee_and_state(sold: Shop) -> None:
    other = await caller(sold.bench, SELLS)
    mine = await sold.quote(title="Laser cutting hall two")
    theirs = await sold.quote(by=other, addressee="朗月科技\nShanghai")

    async def found(query: str, by: Any = sold.boss) -> list[str]:
        answer = await by("GET", f"/quotes?{query}")
        assert answer.status == 200, answer.body
        return [one["id"] for one in answer.body["items"]]

    assert await found("") == [theirs["id"], mine["id"]]
    assert await found("", sold.seller) == [mine["id"]]
    for q in ("hall two", mine["number"], mine["number"].lower()):
        assert await found(f"q={q}") == [mine["id"]]
    assert await found("q=langyue") == [theirs["id"]]
    assert await found("q=朗月", sold.seller) == []
    states = json.dumps({"field": "state", "op": "eq", "value": "draft"})
    assert await found(f"filter={states}&sort=number") == [mine["id"], theirs["id"]]
    for sort in ("valid_until", "-updated_at", "created_at"):
        assert len(await found(f"sort={sort}")) == 2
    assert (await other("GET", f"/quotes/{mine['id']}")).status == 404
    assert (await other("PATCH", f"/quotes/{mine['id']}", {"title": "x"}, If_Match='"1"')).status == 404


async def test_a_draft_is_given_away_deleted_and_brought_back(sold: Shop) -> None:
    quote = await sold.quote()
    path, other = f"/quotes/{quote['id']}", await caller(sold.bench, SELLS)
    assert (await sold.seller("DELETE", path)).status == 204
    assert (await sold.seller("GET", "/quotes")).body["items"] == []
    assert [one["id"] for one in (await sold.seller("GET", "/quotes?deleted=true")).body["items"]] == [
        quote["id"]
    ]
    back = await sold.seller("POST", f"{path}/restore")
    assert (back.status, back.body["latest"]) == (200, True)
    given = await sold.seller("POST", f"{path}/assign", {"owner_id": str(other.person.id)})
    assert given.body["owner_id"] == str(other.person.id)
    assert (await sold.seller("GET", path)).status == 404
    told = [subject.rpartition(".")[2] for subject, _ in await sold.bench.announced() if "quote" in subject]
    assert told == ["created", "deleted", "restored", "assigned"]


async def test_an_offer_goes_on_in_versions_that_supersede_each_other(sold: Shop) -> None:
    first = await sold.issued()
    assert first["state"] == "issued"
    second = (await sold.seller("POST", f"/quotes/{first['id']}/versions")).body
    assert (second["number"], second["revision"], second["lines"]) == (first["number"], 2, first["lines"])
    assert (second["state"], second["latest"], second["seller"]) == ("draft", True, None)
    again = await sold.seller("POST", f"/quotes/{first['id']}/versions")
    assert (again.status, again.problem) == (409, "quote-state")
    assert (await sold.seller("GET", f"/quotes/{first['id']}")).body["state"] == "issued"
    await sold.issue(second)
    former = (await sold.seller("GET", f"/quotes/{first['id']}")).body
    assert (former["state"], former["latest"]) == ("superseded", False)
    status, problem = await sold.public("GET", first["token"])
    assert (status, problem["type"], problem["params"]["state"]) == (
        410,
        "urn:crm:problem:quote-over",
        "superseded",
    )
    third = (await sold.seller("POST", f"/quotes/{first['id']}/versions")).body
    assert (third["revision"], third["opportunity_id"]) == (3, None)
    await sold.seller("DELETE", f"/quotes/{third['id']}")
    assert (await sold.seller("GET", f"/quotes/{second['id']}")).body["latest"] is True
    fourth = (await sold.seller("POST", f"/quotes/{second['id']}/versions")).body
    assert fourth["revision"] == 4
    restored = await sold.seller("POST", f"/quotes/{third['id']}/restore")
    assert (restored.status, restored.problem) == (409, "quote-state")


async def test_of_versions_begun_or_issued_at_once_one_counts(sold: Shop) -> None:
    first = await sold.issued()
    answers = await asyncio.gather(
        *(sold.seller("POST", f"/quotes/{first['id']}/versions") for _ in range(8))
    )
    assert sorted(one.status for one in answers) == [201, *[409] * 7]
    (second,) = (one.body for one in answers if one.status == 201)
    paths = [f"/quotes/{second['id']}/issue"] * 6 + [f"/quotes/{first['id']}/withdraw"] * 2
    bodies: list[Any] = [None] * 6 + [{"reason": ""}] * 2
    ended = await asyncio.gather(*(sold.seller("POST", *one) for one in zip(paths, bodies, strict=True)))
    assert [one.status for one in ended[:6]].count(200) == 1
    states = [(await sold.seller("GET", f"/quotes/{one['id']}")).body["state"] for one in (first, second)]
    assert states[0] in ("superseded", "withdrawn")
    assert states[1] == "issued"


async def test_a_quote_for_a_deal_names_one_that_can_be_read_with_the_same_customer(
    sold: Shop, master: Master
) -> None:
    held = BOSS | dict.fromkeys(
        (*(f"opportunity.{one}" for one in ("create", "read", "update", "delete")), "pipeline.manage"), "all"
    )
    boss = await caller(sold.bench, held)
    await boss.made("/pipelines", name="Sales", stages=[{"name": "Contact", "probability": 10}])
    deal = await boss.made("/opportunities", name="Lasers", customer_id=str(sold.customer))
    body = {"customer_id": str(sold.customer), "currency": "CNY", "opportunity_id": deal["id"]}
    quote = await boss.made("/quotes", **body)
    condition = json.dumps({"field": "opportunity_id", "op": "eq", "value": deal["id"]})
    found = await boss("GET", f"/quotes?filter={condition}")
    assert [one["id"] for one in found.body["items"]] == [quote["id"]]
    unreadable = await sold.boss("POST", "/quotes", body)
    assert unreadable.wrong == [("/opportunity_id", "opportunity_unknown")]
    other = await boss("POST", "/quotes", body | {"customer_id": str(master.customer())})
    assert other.wrong == [("/opportunity_id", "other_customer")]
    path, elsewhere = f"/opportunities/{deal['id']}", {"customer_id": str(master.customer())}
    moved = await boss("PATCH", path, elsewhere, If_Match='"1"')
    assert moved.wrong == [("/customer_id", "deal_used")]
    assert (await boss("DELETE", path)).status == 204
    deleted = await boss("POST", "/quotes", body)
    assert deleted.wrong == [("/opportunity_id", "opportunity_unknown")]


async def test_a_quote_that_comes_to_far_too_much_is_refused_at_its_lines(sold: Shop) -> None:
    line = sold.line(quantity="1000000000", unit_amount="1000000000000")
    body = {"customer_id": str(sold.customer), "currency": "CNY", "lines": [line]}
    assert (await sold.seller("POST", "/quotes", body)).wrong == [("/lines", "total_too_large")]
