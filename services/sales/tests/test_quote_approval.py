"""Discounts above what may be given freely: who is asked, who decides, and that nothing passes without it."""

from typing import Any

import pytest

from chassis.testing import Bench
from services.sales.tests.asking import caller
from services.sales.tests.master import Master
from services.sales.tests.quoting import BOSS, SELLS, Shop, shop


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    return await shop(crm, master, await crm.team())


def told(quote: Any) -> list[tuple[str, str | None, str]]:
    return [(one["kind"], one["percent"], one["limit"]) for one in quote["excess"]]


async def test_more_discount_than_may_be_given_freely_is_explained_line_by_line(sold: Shop) -> None:
    await sold.limit("10")
    await sold.limit("0", product_id=sold.cable["id"])
    unpriced = await sold.boss.product("NEW")
    quote = await sold.quote(
        sold.line(discount_percent="10"),
        sold.line(unit_amount="899.99", quantity="2"),
        sold.line(unit_amount="1000", discount_percent="5.5"),
        {"product_id": sold.cable["id"]},
        {"product_id": unpriced["id"], "unit_amount": "1"},
    )
    assert told(quote) == [("above_limit", "10.01", "10"), ("no_list_price", None, "10")]
    assert quote["excess"][0]["line_id"] == quote["lines"][1]["id"]
    off = await sold.seller("PATCH", f"/quotes/{quote['id']}", {"discount_percent": "5"}, If_Match='"1"')
    assert told(off.body) == [
        ("above_limit", "14.5", "10"),
        ("above_limit", "14.5", "10"),
        ("above_limit", "10.22", "10"),
        ("above_limit", "5", "0"),
        ("no_list_price", None, "10"),
    ]


async def test_the_nearest_teams_limit_counts_and_products_come_first(sold: Shop) -> None:
    team_id = sold.seller.person.team_ids[0]
    await sold.limit("10")
    assert told(await sold.quote(sold.line(discount_percent="20"))) == [("above_limit", "20", "10")]
    theirs = await sold.limit("20", team_id=str(team_id))
    assert told(await sold.quote(sold.line(discount_percent="20"))) == []
    await sold.limit("0", product_id=sold.laser["id"])
    assert told(await sold.quote(sold.line(discount_percent="1"))) == [("above_limit", "1", "0")]
    again = await sold.boss("POST", "/discount-limits", {"percent": "5", "team_id": str(team_id)})
    assert (again.status, again.problem) == (409, "discount-limit-exists")
    path = f"/discount-limits/{theirs['id']}"
    changed = await sold.boss("PATCH", path, {"percent": "30"}, If_Match='"1"')
    assert changed.body["percent"] == "30"
    assert (await sold.boss("DELETE", path)).status == 204
    listed = (await sold.seller("GET", "/discount-limits")).body["items"]
    assert [one["percent"] for one in listed] == ["10", "0"]
    for body, wrong in (
        ({"percent": "101"}, "/percent"),
        ({"percent": "1", "team_id": str(sold.customer)}, "/team_id"),
        ({"percent": "1", "product_id": str(sold.customer)}, "/product_id"),
    ):
        answer = await sold.boss("POST", "/discount-limits", body)
        assert (answer.status, [pointer for pointer, _ in answer.wrong]) == (422, [wrong])


async def test_what_exceeds_a_limit_is_issued_only_as_somebody_else_approved_it(sold: Shop) -> None:
    await sold.limit("10")
    quote = await sold.quote(
        sold.line(discount_percent="15"), by=sold.boss, owner_id=str(sold.seller.person.id)
    )
    path, note = f"/quotes/{quote['id']}", {"note": "Big customer"}
    refused = await sold.seller("POST", f"{path}/issue")
    assert (refused.status, refused.problem) == (409, "approval-required")
    assert refused.body["params"]["lines"][0]["percent"] == "15"
    asked = await sold.boss("POST", f"{path}/submit", note)
    assert (asked.body["state"], asked.body["ask_note"]) == ("awaiting_approval", "Big customer")
    for method, action, body in (
        ("PATCH", "", {"title": "x"}),
        ("POST", "/issue", None),
        ("POST", "/submit", note),
        ("DELETE", "", None),
        ("POST", "/versions", None),
    ):
        answer = await sold.boss(method, path + action, body, If_Match=asked.etag)
        assert (answer.status, answer.problem) == (409, "quote-state"), action
    assert (await sold.boss("POST", f"{path}/approve", note)).problem == "own-approval"
    assert (await sold.seller("POST", f"{path}/approve", note)).status == 403
    other = await caller(sold.bench, BOSS)
    approved = await other("POST", f"{path}/approve", {"note": "Once"})
    assert (approved.body["state"], approved.body["decision_note"]) == ("approved", "Once")
    assert told(approved.body) == [("above_limit", "15", "10")]
    reopened = await sold.seller("POST", f"{path}/reopen")
    assert reopened.body["state"] == "draft"
    assert (await sold.seller("POST", f"{path}/issue")).problem == "approval-required"
    await sold.seller("POST", f"{path}/submit", note)
    assert (await other("POST", f"{path}/reject", {"note": "No"})).body["state"] == "draft"
    await sold.seller("POST", f"{path}/submit", note)
    await other("POST", f"{path}/approve", {"note": ""})
    assert (await sold.seller("POST", f"{path}/issue")).body["state"] == "issued"
    names = [subject.rpartition(".")[2] for subject, _ in await sold.bench.announced() if "quote" in subject]
    once = ["submitted", "approved", "reopened", "submitted", "rejected", "submitted", "approved", "issued"]
    assert names == ["created", *once]


async def test_what_is_within_limits_needs_no_approval_and_a_refused_call_changes_nothing(sold: Shop) -> None:
    quote = await sold.quote(sold.line(discount_percent="99"))
    path = f"/quotes/{quote['id']}"
    needless = await sold.seller("POST", f"{path}/submit", {})
    assert (needless.status, needless.problem) == (409, "approval-not-needed")
    reader = await caller(sold.bench, {"quote.read": "all"})
    before = await sold.bench.announced()
    stranger = await caller(sold.bench, SELLS)
    bodies: dict[str, Any] = {name: {} for name in ("submit", "approve", "reject", "withdraw", "decline")}
    bodies |= dict.fromkeys(("reopen", "issue", "versions", "links"))
    for action, body in (bodies | {"accept": {"name": "x"}, "assign": {"team_id": None}}).items():
        assert (await reader("POST", f"{path}/{action}", body)).status == 403, action
        assert (await stranger("POST", f"{path}/{action}", body)).status == 404, action
    assert await sold.bench.announced() == before
    assert (await sold.seller("GET", path)).etag == '"1"'
