"""Contracts: of accepted quotes, signed, and then as they are; who may see them, how they are found."""

import asyncio
import json
from typing import Any
from urllib.parse import quote as quoted

import pytest
from sqlalchemy.exc import DBAPIError

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.customer.events import CustomerCreated
from services.sales.tests.asking import Caller, caller
from services.sales.tests.contracting import CONTRACTS, YEAR, Office, opened_office, sql
from services.sales.tests.master import Master
from services.sales.tests.quoting import LAST_DAY

STRANGER = "018f0000-0000-7000-8000-000000000000"


@pytest.fixture
async def office(crm: Bench, master: Master) -> Office:
    return await opened_office(crm, master)


async def test_an_accepted_quote_becomes_a_contract_with_its_lines_and_prices(
    office: Office, master: Master
) -> None:
    contact = master.contact(office.customer)
    offer = await office.accepted(
        title="Yearly service", terms="Net 30", discount_percent="10", contact_id=contact
    )
    made = await office("POST", f"/quotes/{offer['id']}/contract", YEAR)
    contract = made.body
    assert (made.status, made.headers["Location"]) == (201, f"/contracts/{contract['id']}")
    same = ("customer_id", "contact_id", "title", "terms", "currency", "lines", "net", "tax", "gross")
    assert [contract[one] for one in same] == [offer[one] for one in same]
    assert (contract["number"][:5], contract["state"], contract["quote_id"]) == (
        "CT-20",
        "draft",
        offer["id"],
    )
    assert (contract["owner_id"], contract["last_day"]) == (offer["owner_id"], YEAR["ends_on"])
    again = await office("POST", f"/quotes/{offer['id']}/contract", {})
    assert (again.status, again.problem) == (409, "contract-exists")
    lines = await office("PATCH", f"/contracts/{contract['id']}", {"lines": []}, If_Match='"1"')
    assert (lines.status, lines.wrong) == (422, [("/lines", "lines_of_quote")])
    assert await office.said() == ["created"]


async def test_a_hundred_who_make_one_at_once_make_one(office: Office) -> None:
    path = f"/quotes/{(await office.accepted())['id']}/contract"
    answers = await asyncio.gather(*(office("POST", path, YEAR) for _ in range(100)))
    assert sorted(one.status for one in answers) == [201, *[409] * 99]
    assert {one.problem for one in answers if one.status == 409} == {"contract-exists"}
    assert (await office.said(), (await office.read("/contracts?total=true"))["total"]) == (["created"], 1)


async def test_a_quote_gets_another_contract_when_the_one_before_is_over_or_deleted(office: Office) -> None:
    path = f"/quotes/{(await office.accepted())['id']}/contract"
    first = await office.done(path, **YEAR)
    assert (await office("DELETE", f"/contracts/{first['id']}")).status == 204
    second = await office.done(path, **YEAR)
    back = await office("POST", f"/contracts/{first['id']}/restore")
    assert (back.status, back.problem) == (409, "contract-exists")
    await office.done(f"/contracts/{second['id']}/activate", signed_by="Kim", signed_on="2026-01-01")
    await office.done(f"/contracts/{second['id']}/terminate", last_day="2026-01-01")
    assert (await office.done(f"/contracts/{first['id']}/restore"))["state"] == "draft"


async def test_a_quote_that_is_not_accepted_has_no_contract(office: Office) -> None:
    body = {"customer_id": office.customer, "currency": "CNY", "lines": [office.line()]}
    offer = await office.made("/quotes", **body, valid_until=LAST_DAY)
    answer = await office("POST", f"/quotes/{offer['id']}/contract", {})
    assert (answer.status, answer.problem) == (409, "quote-state")
    assert (await office("POST", f"/quotes/{STRANGER}/contract", {})).status == 404


async def test_a_contract_is_drafted_changed_signed_and_then_stays(office: Office) -> None:
    contract = await office.draft(title="Service", renewal="automatic", renewal_months=12)
    assert [contract[one]["amount"] for one in ("net", "tax", "gross")] == ["200.00", "26.00", "226.00"]
    path = f"/contracts/{contract['id']}"
    said = {"lines": [office.line(quantity="3")], "notice_days": 60, "ends_on": "2997-12-31"}
    changed = await office("PATCH", path, said, If_Match='"1"')
    assert (changed.body["gross"]["amount"], changed.etag) == ("339.00", '"2"')
    assert (changed.body["last_day"], changed.body["notice_by"]) == ("2997-12-31", "2997-11-01")
    active = await office.done(f"{path}/activate", signed_by="Kim Example", signed_on="2026-01-01")
    assert (active["state"], active["signed_by"], active["signed_on"]) == (
        "active",
        "Kim Example",
        "2026-01-01",
    )
    for answer in (
        await office("PATCH", path, {"title": "Other"}, If_Match='"3"'),
        await office("DELETE", path),
        await office("POST", f"{path}/activate", {"signed_by": "Kim"}),
    ):
        assert (answer.status, answer.problem) == (409, "contract-state")
    assert await office.said() == ["created", "updated", "activated"]
    assert [one["version"] for one in (await office.read(f"{path}/history"))["items"]] == [3, 2, 1]


async def test_no_sql_changes_what_was_signed_but_merges_may_follow(office: Office) -> None:
    contract = await office.signed()
    for change in (
        "UPDATE contract SET title = 'x'",
        "UPDATE contract SET ends_on = NULL",
        "DELETE FROM contract",
    ):
        with pytest.raises(DBAPIError, match="was signed and never changes"):
            await sql(office.bench, change)
    await sql(office.bench, "UPDATE contract SET customer_id = :other", other=new_id())
    draft = await office.draft()
    await sql(office.bench, "UPDATE contract SET title = 'x' WHERE id = :id", id=draft["id"])
    assert (await office.read(f"/contracts/{contract['id']}"))["title"] == ""


async def test_notice_leaves_a_contract_active_up_to_its_last_day(office: Office) -> None:
    contract = await office.signed(renewal="automatic", renewal_months=12)
    path = f"/contracts/{contract['id']}"
    for day, kind in (("2025-12-31", "before_signed"), ("2999-01-01", "ends_before_that")):
        wrong = await office("POST", f"{path}/terminate", {"last_day": day})
        assert (wrong.status, wrong.wrong) == (422, [("/last_day", kind)])
    given = await office.done(f"{path}/terminate", last_day="2997-06-30", reason="Too dear")
    assert (given["state"], given["last_day"], given["ends_on"]) == ("active", "2997-06-30", YEAR["ends_on"])
    assert (given["terminated_on"], given["terminated_because"]) == ("2997-06-30", "Too dear")
    twice = await office("POST", f"{path}/terminate", {"last_day": "2997-01-01"})
    assert (twice.status, twice.problem) == (409, "contract-notice-given")
    assert await office.said() == ["created", "activated", "terminated"]


async def test_hostile_contracts_are_refused_at_their_field_and_leave_nothing(office: Office) -> None:
    body = {"customer_id": office.customer, "currency": "CNY"}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"customer_id": STRANGER}, "/customer_id"),
        ({"contact_id": STRANGER}, "/contact_id"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "\x00"}, "/title"),
        ({"starts_on": "1899-12-31"}, "/starts_on"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-31"}, "/ends_on"),
        ({"renewal": "perhaps"}, "/renewal"),
        ({"renewal_months": 0}, "/renewal_months"),
        ({"notice_days": -1}, "/notice_days"),
        ({"owner_id": STRANGER}, "/owner_id"),
        ({"state": "active"}, "/state"),
        ({"lines": [office.line(unit_amount="1000000000000", quantity="1000000")]}, "/lines"),
    ]
    before = await office.bench.announced()
    for said, pointer in wrong:
        answer = await office("POST", "/contracts", body | said)
        assert (answer.status, [where for where, _ in answer.wrong][:1]) == (422, [pointer]), answer.body
    assert await office.bench.announced() == before
    assert (await office.read("/contracts"))["items"] == []


async def test_two_edits_of_one_field_conflict_and_of_two_merge(office: Office) -> None:
    path = f"/contracts/{(await office.draft())['id']}"
    assert (await office("PATCH", path, {"title": "A"}, If_Match='"1"')).status == 200
    assert (await office("PATCH", path, {"notice_days": 7}, If_Match='"1"')).body["title"] == "A"
    conflict = await office("PATCH", path, {"title": "B"}, If_Match='"1"')
    assert (conflict.status, conflict.wrong) == (412, [("/title", "conflict")])


async def test_a_deleted_draft_is_found_by_those_who_may_restore_it(office: Office, crm: Bench) -> None:
    contract = await office.draft()
    await office("DELETE", f"/contracts/{contract['id']}")
    reader = await caller(crm, {"contract.read": "all"})
    assert (await reader("GET", f"/contracts/{contract['id']}")).status == 404
    assert (await reader("GET", "/contracts?deleted=true")).status == 403
    assert (await office.read("/contracts"))["items"] == []
    (gone,) = (await office.read("/contracts?deleted=true"))["items"]
    assert (gone["id"], bool(gone["deleted_at"])) == (contract["id"], True)
    await office.done(f"/contracts/{contract['id']}/restore")
    assert await office.said() == ["created", "deleted", "restored"]


async def test_everybody_sees_what_their_scope_says_and_changes_no_more(office: Office, crm: Bench) -> None:
    team = await crm.team()
    mine = Caller(crm, await crm.person(dict.fromkeys(CONTRACTS, "own"), teams=[team]))
    mate = Caller(crm, await crm.person({"contract.read": "team"}, teams=[team]))
    own = await office.draft(owner_id=str(mine.person.id))
    await office.draft()
    for one in (mine, mate):
        assert [row["id"] for row in (await one("GET", "/contracts")).body["items"]] == [own["id"]]
    path, before = f"/contracts/{own['id']}", await crm.announced()
    refused = [
        await mate("PATCH", path, {"title": "x"}, If_Match='"1"'),
        await mate("POST", f"{path}/activate", {"signed_by": "Kim"}),
        await mate("POST", f"{path}/assign", {"owner_id": str(mate.person.id)}),
        await mate("DELETE", path),
        await mate("POST", "/contracts", {"customer_id": office.customer}),
    ]
    assert {one.status for one in refused} == {403}
    stranger = await caller(crm, dict.fromkeys(CONTRACTS, "own"))
    assert (await stranger("PATCH", path, {"title": "x"}, If_Match='"1"')).status == 404
    assert await crm.announced() == before
    given = await office.done(f"{path}/assign", owner_id=str(office.person.id))
    assert (given["owner_id"], (await mine("GET", path)).status) == (str(office.person.id), 404)


async def test_contracts_are_filtered_sorted_and_found(office: Office, crm: Bench) -> None:
    card = {"version": 1, "number": "CU-000009", "name": "星河示例", "owner_id": None, "team_id": None}
    await crm.hear(CustomerCreated.model_validate(card | {"customer_id": office.customer}))
    late = await office.draft(title="Maintenance", ends_on="2998-01-01", renewal="manual")
    soon = await office.draft(title="Rental", ends_on="2997-01-01")
    open_ = await office.draft(title="Licence", ends_on=None)
    await office.done(f"/contracts/{soon['id']}/activate", signed_by="Kim")

    async def ids(query: str) -> list[str]:
        return [one["id"] for one in (await office.read(f"/contracts?{query}"))["items"]]

    assert await ids("sort=last_day") == [soon["id"], late["id"], open_["id"]]
    assert await ids("sort=-notice_by") == [late["id"], soon["id"], open_["id"]]
    assert len(await ids("sort=-starts_on")) == 3
    for name, value in (("state", "active"), ("last_day", "2997-01-01")):
        wanted = json.dumps({"field": name, "op": "eq", "value": value})
        assert await ids(f"filter={quoted(wanted)}") == [soon["id"]]
    wanted = json.dumps({"field": "renewal", "op": "eq", "value": "manual"})
    assert await ids(f"filter={quoted(wanted)}") == [late["id"]]
    for query, found in (("licen", open_), (soon["number"], soon)):
        assert await ids(f"q={query}") == [found["id"]]
    assert len(await ids(f"q={quoted('xinghe')}")) == 3
    row = (await office.read("/contracts"))["items"][0]
    assert row["customer_name"] == "星河示例"
