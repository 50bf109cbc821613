"""Leads: written down, found, answered, given away, and what may be the same."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import text

from chassis.testing import Bench
from crm.customer.v1.admission_pb2 import Alike
from sales.leads import tasks
from services.sales.tests.leading import LEADING, Seller, seller
from services.sales.tests.master import Master


@pytest.fixture
async def boss(crm: Bench, master: Master) -> Seller:
    master.admissions.reset()
    return await seller(crm, LEADING)


async def test_a_lead_is_written_down_changed_deleted_and_restored(crm: Bench, boss: Seller) -> None:
    made = await boss.lead(
        "李明", company="朗月仪器有限公司", phones=["138 0013 8000"], emails=["Li@Example.com"]
    )
    assert (made["number"][:3], made["status"], made["owner_id"]) == ("LD-", "new", boss.id)
    assert (made["phones"], made["emails"]) == (["+8613800138000"], ["li@example.com"])
    path = f"/leads/{made['id']}"
    changed = await boss("PATCH", path, {"title": "采购经理"}, If_Match='"1"')
    assert (changed.body["title"], changed.etag) == ("采购经理", '"2"')
    assert (await boss("PATCH", path, {"title": "CEO"}, If_Match='"1"')).wrong == [("/title", "conflict")]
    assert (await boss("DELETE", path)).status == 204
    assert [one["id"] for one in (await boss.get("/leads?deleted=true"))["items"]] == [made["id"]]
    assert (await boss("POST", f"{path}/restore")).status == 200
    history = (await boss.get(f"{path}/history"))["items"]
    assert [one["kind"] for one in history] == ["restored", "deleted", "updated", "created"]
    assert (await boss.get(f"{path}/access"))["rule"] == "all"
    assert [subject for subject, _ in await crm.announced()] == [
        "sales.lead.created",
        "sales.lead.updated",
        "sales.lead.deleted",
        "sales.lead.restored",
    ]


async def test_leads_are_found_by_what_is_known_of_them(boss: Seller) -> None:
    li = await boss.lead("李明", company="朗月仪器", phones=["+8613800138000"], country="CN", source="fair")
    kim = await boss.lead("Kim Example", emails=["kim@example.com"], country="US", source="web")
    for query, found in (
        ("liming", [li]),
        ("朗月", [li]),
        ("13800138000", [li]),
        ("kim@ex", [kim]),
        ("LD-00", [kim, li]),
    ):
        items = (await boss.get(f"/leads?q={quote(query)}"))["items"]
        assert [one["id"] for one in items] == [one["id"] for one in found], query
    wanted = quote('{"field": "country", "op": "eq", "value": "US"}')
    assert [one["id"] for one in (await boss.get(f"/leads?filter={wanted}"))["items"]] == [kim["id"]]
    for sort in ("name", "-score", "company", "updated_at", "-respond_by", "converted_at", "number"):
        assert len((await boss.get(f"/leads?sort={sort}&total=true"))["items"]) == 2, sort


async def test_wrong_fields_are_named_and_nothing_is_written(crm: Bench, boss: Seller) -> None:
    wrong = {"name": "Kim", "phones": ["+8613800138000", "none"], "emails": ["none"]}
    answer = await boss("POST", "/leads", wrong)
    assert sorted(answer.wrong) == [("/emails/0", "email_invalid"), ("/phones/1", "phone_invalid")]
    unknown = ["018f0000-0000-7000-8000-000000000000"]
    for body, pointers in (
        ({}, [""]),
        ({"name": "Kim", "country": "XX", "website": "javascript:alert(1)"}, ["/website", "/country"]),
        ({"name": "Kim", "product_ids": unknown}, ["/product_ids/0"]),
        ({"name": "Kim", "by_rules": True, "owner_id": boss.id}, [""]),
        ({"name": "K\0"}, ["/name"]),
        ({"name": "Kim", "utm": {"colour": "blue"}}, ["/utm/colour/[key]"]),
        ({"name": "Kim", "owner_id": unknown[0]}, ["/owner_id"]),
    ):
        answer = await boss("POST", "/leads", body)
        assert (answer.status, [one for one, _ in answer.wrong]) == (422, pointers), answer.body
    lead = await boss.lead(emails=["kim@example.com"])
    answer = await boss("PATCH", f"/leads/{lead['id']}", {"name": None, "emails": []}, If_Match='"1"')
    assert answer.wrong == [("/name", "nobody")]
    assert len(await crm.announced()) == 1


async def test_scope_decides_who_reads_and_changes_a_lead(crm: Bench, boss: Seller) -> None:
    team = await crm.team()
    own = {f"lead.{one}": "own" for one in ("create", "read", "update")}
    me, reader = await seller(crm, own, teams=[team]), await seller(crm, {"lead.read": "team"}, teams=[team])
    mine, theirs = await me.lead("Mine"), await boss.lead("Theirs")
    assert mine["team_id"] == str(team)
    assert [one["name"] for one in (await me.get("/leads"))["items"]] == ["Mine"]
    assert [one["name"] for one in (await reader.get("/leads"))["items"]] == ["Mine"]
    before = await crm.announced()
    for who, method, path, body, status in (
        (me, "GET", f"/leads/{theirs['id']}", None, 404),
        (me, "GET", f"/leads/{theirs['id']}/duplicates", None, 404),
        (me, "POST", f"/leads/{theirs['id']}/qualify", None, 404),
        (me, "DELETE", f"/leads/{mine['id']}", None, 403),
        (me, "POST", f"/leads/{mine['id']}/assign", {"owner_id": boss.id}, 403),
        (me, "POST", "/leads", {"name": "K", "owner_id": boss.id}, 403),
        (reader, "POST", f"/leads/{mine['id']}/respond", {}, 403),
        (reader, "POST", "/leads", {"name": "K"}, 403),
        (reader, "POST", "/leads/from-card", {"text": "K"}, 403),
        (reader, "GET", "/assignment-rules", None, 403),
        (reader, "POST", "/score-rules", {"name": "R", "condition": {"all": []}, "points": 1}, 403),
        (reader, "GET", "/lead-forms", None, 403),
    ):
        assert (await who(method, path, body)).status == status, path
    assert await crm.announced() == before


async def test_a_status_changes_only_where_it_may(crm: Bench, boss: Seller) -> None:
    lead = await boss.lead()
    assert (await boss.act(lead, "qualify"))["status"] == "qualified"
    refused = await boss("POST", f"/leads/{lead['id']}/requalify")
    assert (refused.status, refused.problem) == (409, "wrong-status")
    gone = await boss.act(lead, "disqualify", {"reason": "no budget"})
    assert (gone["status"], gone["reason"]) == ("disqualified", "no budget")
    assert (await boss("POST", f"/leads/{lead['id']}/qualify")).body["params"]["status"] == "disqualified"
    back = await boss.act(lead, "requalify")
    assert (back["status"], back["reason"]) == ("working", None)


async def test_the_first_response_stops_the_clock_once(crm: Bench, boss: Seller) -> None:
    lead = await boss.lead()
    path = f"/leads/{lead['id']}/respond"
    future = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert (await boss("POST", path, {"at": future})).wrong == [("/at", "in_the_future")]
    first, second = await asyncio.gather(*(boss("POST", path, {"channel": "call"}) for _ in range(2)))
    assert first.body["responded_at"] == second.body["responded_at"]
    assert (first.body["status"], first.body["response_channel"]) == ("working", "call")
    said = [data for subject, data in await crm.announced() if subject == "sales.lead.responded"]
    assert [one["in_time"] for one in said] == [True]


async def test_an_overdue_response_is_told_once(crm: Bench, boss: Seller) -> None:
    rule = {"name": "All", "members": [{"user_id": boss.id}], "respond_within_hours": 1}
    await boss.made("/assignment-rules", **rule)
    late, early = [await boss.lead(by_rules=True) for _ in range(2)]
    assert late["respond_by"] is not None
    await boss.act(early, "respond", {})
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE lead SET respond_by = now() - interval '1 minute'"))
    for _ in range(2):
        await tasks.announce_overdue(crm.runtime)
    said = [data for subject, data in await crm.announced() if subject == "sales.lead.response-overdue"]
    assert [one["lead_id"] for one in said] == [late["id"]]
    assert (await boss.get(f"/leads/{late['id']}"))["overdue_at"] is not None
    after = await boss.act(late, "respond", {})
    assert after["responded_at"] > after["respond_by"]


async def test_what_may_be_the_same_is_told_and_does_not_stop_anybody(
    crm: Bench, boss: Seller, master: Master
) -> None:
    there = str(master.customer())
    first = await boss.lead("Kim Example", emails=["kim@example.com"])
    master.admissions.alike = [
        Alike(
            thing="customer", id=there, title="Example", number="CU-000001", customer_id=there, by=["phone"]
        )
    ]
    second = await boss.lead("K. Example", emails=["kim@example.com"], phones=["+8613800138000"])
    assert second["duplicates"] == [
        {"thing": "customer", "id": there, "by": ["phone"]},
        {"thing": "lead", "id": first["id"], "by": ["email"]},
    ]
    (asked,) = master.admissions.sought[1:]
    assert ([*asked.phones], [*asked.emails], [*asked.names]) == (
        ["+8613800138000"],
        ["kim@example.com"],
        ["K. Example"],
    )
    assert (await boss.get(f"/leads/{second['id']}"))["duplicates"] == []  # others may read less
    shown = await boss.get(f"/leads/{second['id']}/duplicates")
    assert [(one["title"], one["number"]) for one in shown["items"]] == [
        ("Example", "CU-000001"),
        ("Kim Example", first["number"]),
    ]
    stranger = await seller(crm, {"lead.read": "own", "lead.create": "own"})
    assert [one["thing"] for one in (await stranger.lead("X", emails=["kim@example.com"]))["duplicates"]] == [
        "customer"
    ]
    master.admissions.down_before = True
    third = await boss.lead("Else", emails=["kim@example.com"])
    assert {one["thing"] for one in third["duplicates"]} == {"lead"}
    assert not (await boss.get(f"/leads/{third['id']}/duplicates"))["complete"]


async def test_a_lead_given_to_somebody_is_theirs(crm: Bench, boss: Seller) -> None:
    team = await crm.team()
    other = await seller(crm, teams=[team])
    lead = await boss.lead()
    given = await boss.act(lead, "assign", {"owner_id": other.id})
    assert (given["owner_id"], given["team_id"]) == (other.id, str(team))
    await boss.act(lead, "assign", {"owner_id": other.id})
    said = [data for subject, data in await crm.announced() if subject == "sales.lead.assigned"]
    assert [(one["previous_owner_id"], one["rule_id"]) for one in said] == [(boss.id, None)]
