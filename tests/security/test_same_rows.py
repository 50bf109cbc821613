"""Lists, counts, searches, exports, views, imports and the live stream show what single checks allow:
10,000 customers of random owners and teams, asked by people with random roles, compared id by id."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any
from uuid import UUID

import aiohttp
import grpc.aio
import pytest
import pytest_asyncio

from chassis.http.lists import TOTAL_CAP
from crm.customer.v1 import customer_pb2 as pb
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from tests.security.cells import PROOF
from tests.security.crowd import RARE, SECTORS, Crowd, gathered
from tests.security.principals import READ, Principal
from tests.security.world import PAUSES, World

pytestmark = pytest.mark.timeout(900)  # all of it, on a machine that does other things too
ASKING = 12 if PROOF else 4
SINGLE = 400 if PROOF else 50
"""Records that each person opens one by one through the gateway, beyond the checks of all by gRPC."""
WATCHED = 40
SEED = 20261122


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def crowd(world: World) -> Crowd:
    return await gathered(world, ASKING, SEED)


def everybody(crowd: Crowd) -> Sequence[Principal]:
    return [who for who, _ in crowd.people]


async def listed(world: World, who: Principal, path: str, **query: str) -> list[dict[str, Any]]:
    """All items of a list, page by page; the total must be their number."""
    found: list[dict[str, Any]] = []
    parameters = {"limit": "200", "total": "true", **query}
    while True:
        status, page, _ = await world.ask("GET", path, world.bearer(who), params=parameters)
        assert status == 200, page
        found += page["items"]
        if page["next"] is None:
            assert page["total"] == min(len(found), TOTAL_CAP), (path, query, page["total"], len(found))
            return found
        parameters["after"] = page["next"]


def ids(rows: Iterable[dict[str, Any]]) -> set[UUID]:
    return {UUID(row["id"]) for row in rows}


def same(found: set[UUID], wanted: set[UUID], of: Iterable[UUID]) -> str:
    """What is wrong between the rows of the crowd that were found and those that should be; else nothing."""
    found &= set(of)
    return f"{len(found - wanted)} too many, {len(wanted - found)} missing" if found != wanted else ""


async def test_the_single_checks_are_what_the_rules_say(world: World, crowd: Crowd) -> None:
    things: dict[str, tuple[list[UUID], Callable[[Principal], set[UUID]]]] = {
        "customer": ([one["id"] for one in crowd.customers], lambda who: crowd.shown(who, READ)),
        "contact": (list(crowd.contacts), crowd.contacts_shown),
        "interaction": (list(crowd.interactions), crowd.interactions_shown),
    }
    async with grpc.aio.insecure_channel(world.suite.grpc["customer"]) as channel:
        stub: Any = CustomerServiceStub(channel)
        signed = ("authorization", f"Bearer {world.mint.service('gateway', 'customer')}")
        for who in everybody(crowd):
            metadata = (signed, ("x-user-token", world.mint.token(who)))
            for thing, (every, wanted) in things.items():
                found: set[UUID] = set()
                for start in range(0, len(every), 200):
                    names = [pb.RecordName(thing=thing, id=str(one)) for one in every[start : start + 200]]
                    request = pb.CheckReadableRequest(records=names)
                    answer = await stub.CheckReadable(request, metadata=metadata, timeout=10)
                    found |= {UUID(one.id) for one in answer.readable}
                assert not same(found, wanted(who), every), (who.name, thing)


async def test_records_and_views_open_for_whom_the_lists_show_them(world: World, crowd: Crowd) -> None:
    random = Random(SEED)
    for who in everybody(crowd):
        live, gone = crowd.shown(who, READ), crowd.shown(who, READ, "customer.delete", deleted=True)
        for one in random.sample(crowd.customers, SINGLE):
            path = random.choice(("/api/customer/customers", "/api/views/customer-360"))
            status, _, _ = await world.ask("GET", f"{path}/{one['id']}", world.bearer(who))
            assert status == (200 if one["id"] in live | gone else 404), (who.name, path, one)


async def test_lists_counts_filters_and_searches_show_the_same_rows(world: World, crowd: Crowd) -> None:
    every = {one["id"]: one for one in crowd.customers}
    path = "/api/customer/customers"
    for who in everybody(crowd):
        seen = crowd.shown(who, READ)
        gone = crowd.shown(who, READ, "customer.delete", deleted=True)
        mining = {one for one in seen if every[one]["industry"] == SECTORS[0]}
        rare = {one for one in seen if every[one]["serial"] % RARE == 0}
        where = json.dumps({"field": "industry", "op": "eq", "value": SECTORS[0]})
        asked = {
            "all": (await listed(world, who, path), seen),
            "by the newest": (await listed(world, who, path, sort="-created_at"), seen),
            "filtered": (await listed(world, who, path, filter=where), mining),
            "a frequent word": (await listed(world, who, path, q="Works"), seen - rare),
            "a rare word": (await listed(world, who, path, q="Rarity"), rare),
            "by its contact": (await listed(world, who, path, q="Crowd Kim 77"), by_contact(crowd, seen)),
            "deleted": (await listed(world, who, path, deleted="true"), gone),
        }
        wrong = {
            name: told for name, (rows, wanted) in asked.items() if (told := same(ids(rows), wanted, every))
        }
        assert not wrong, (who.name, who.permissions, wrong)


def by_contact(crowd: Crowd, seen: set[UUID]) -> set[UUID]:
    """Customers that are found by what their contacts are called: few enough to find all of them."""
    named = (at for number, at in enumerate(crowd.contacts.values()) if "77" in str(number))
    return {one["id"] for at in named for one in at} & seen


async def test_contacts_and_timelines_follow_their_customers(world: World, crowd: Crowd) -> None:
    for who in everybody(crowd):
        contacts = await listed(world, who, "/api/customer/contacts", q="Crowd")
        assert not same(ids(contacts), crowd.contacts_shown(who), crowd.contacts), who.name
        at = {UUID(link["customer_id"]) for one in contacts for link in one["customers"]}
        assert not at - crowd.shown(who, READ), f"{who.name} sees at which unreadable customers a contact is"
        entries = await listed(world, who, "/api/customer/interactions")
        assert not same(ids(entries), crowd.interactions_shown(who), crowd.interactions), who.name


async def searched(world: World, who: Principal, q: str) -> Any:
    """What the search box shows; a service that was too busy for its 300 ms is asked again."""
    query = {"q": q, "limit": "50"}
    for pause in PAUSES:
        status, answer, _ = await world.ask("GET", "/api/views/search", world.bearer(who), params=query)
        assert status == 200, answer
        if not answer["missing"]:
            break
        await asyncio.sleep(pause)
    assert answer["missing"] == []
    return answer


async def test_global_search_shows_nothing_else(world: World, crowd: Crowd) -> None:
    every = {one["id"]: one for one in crowd.customers}
    for who in everybody(crowd):
        seen, people = crowd.shown(who, READ), crowd.contacts_shown(who)
        rare = {one for one in seen if every[one]["serial"] % RARE == 0}
        for q in ("Rarity", "Crowd", "crowd kim"):
            answer = await searched(world, who, q)
            for hit in answer["hits"]:
                mine = seen if hit["thing"] == "customer" else people
                assert UUID(hit["id"]) in mine or "Crowd" not in hit["title"], (who.name, hit)
                assert UUID(hit["customer_id"]) in seen or "Crowd" not in hit["title"], (who.name, hit)
            if q == "Rarity":
                assert ids(answer["hits"]) == rare, who.name


async def test_an_export_has_the_rows_that_may_be_read_and_exported(world: World, crowd: Crowd) -> None:
    numbers = {one["number"]: one["id"] for one in crowd.customers}

    async def exported(who: Principal) -> None:
        body = {"target": "customers", "columns": ["number"], "language": "en"}
        path = "/api/customer/exports"
        made = await world.exported(path, body, world.bearer(who))
        status, text, _ = await world.ask("GET", f"{path}/{made}/file", world.bearer(who))
        rows = [row[0] for row in csv.reader(io.StringIO(text.lstrip("\ufeff")))][1:]
        found = {numbers[one] for one in rows if one in numbers}
        assert status == 200
        wanted = crowd.shown(who, READ, "customer.export")
        assert not same(found, wanted, numbers.values()), (who.name, who.permissions)

    await asyncio.gather(*map(exported, everybody(crowd)))


async def test_an_import_finds_only_what_may_be_read(world: World, crowd: Crowd) -> None:
    """The number of a customer one may not read is answered like one that does not exist."""
    random = Random(SEED)
    for who in everybody(crowd):
        chosen, seen = random.sample(crowd.customers, 60), crowd.shown(who, READ)
        lines = ["客户编号,客户名称", *(f"{one['number']},Somebody" for one in chosen), "CU-999999,Somebody"]
        form = aiohttp.FormData()
        form.add_field("file", "\n".join(lines), filename="c.csv", content_type="text/csv")
        job = await world.make("POST", "/api/customer/imports", form, headers=world.bearer(who))
        path = f"/api/customer/imports/{job['id']}/preview?rows=100"
        rows = (await world.make("GET", path, headers=world.bearer(who)))["rows"]
        assert len(rows) == 61
        nothing = rows[-1]
        for one, row in zip(chosen, rows, strict=False):
            if one["id"] in seen:
                assert (row["action"], row["record_id"]) == ("update", str(one["id"])), (who.name, row)
            else:
                assert row["action"] == nothing["action"], (who.name, row)
                assert row["record_id"] is None
                assert row["errors"] == nothing["errors"]


async def test_the_live_stream_tells_of_what_may_be_read(world: World, crowd: Crowd) -> None:
    random = Random(SEED)
    live = [one for one in crowd.customers if not one["deleted_at"]]
    for who in everybody(crowd):
        chosen, seen = random.sample(live, WATCHED), crowd.shown(who, READ)
        keys = {f"customer:{one['id']}": one["id"] in seen for one in chosen}
        watch = [("watch", key) for key in keys]
        async with world.client.get("/api/stream", params=watch, headers=world.bearer(who)) as stream:
            assert stream.status == 200
            ready = await told(stream, "ready")
            assert set(ready[-1]["unreadable"]) == {key for key, readable in keys.items() if not readable}
            await asyncio.gather(*(touched(world, one) for one in chosen))
            given = {"name": "The last one", "owner_id": who.id}
            await world.make("POST", "/api/customer/customers", given)  # its inbox item ends the waiting
            news = await asyncio.wait_for(told(stream, "inbox"), 20)
            assert {one["watch"] for one in news if "watch" in one} == {key for key in keys if keys[key]}


async def test_a_board_tells_of_the_deals_that_may_be_read(world: World, crowd: Crowd) -> None:
    pipeline, deals = await sold(world, crowd, Random(SEED))
    for turn, who in enumerate(everybody(crowd)):
        seen = {one["id"] for one in deals if crowd.covers(who, "opportunity.read", one)}
        last = next(one for one in deals if one["owner_id"] == who.id)
        watch = {"watch": f"pipeline:{pipeline}"}
        async with world.client.get("/api/stream", params=watch, headers=world.bearer(who)) as stream:
            assert (await told(stream, "ready"))[-1]["unreadable"] == []
            for one in [*(one for one in deals if one is not last), last]:
                path = f"/api/sales/opportunities/{one['id']}/probability"
                await world.make("PUT", path, {"probability": turn})
            heard: set[str] = set()
            while last["id"] not in heard:
                heard |= {one["id"] for one in await asyncio.wait_for(told(stream, "record"), 20)}
            assert heard == seen, (who.name, who.permissions)


async def sold(world: World, crowd: Crowd, random: Random) -> tuple[str, list[dict[str, Any]]]:
    """A pipeline, and deals in it of everybody who asks and of others."""
    stages = [{"name": "First", "probability": 10}]
    pipeline = await world.make("POST", "/api/sales/pipelines", {"name": "Crowd", "stages": stages})
    customer = await world.make("POST", "/api/customer/customers", {"name": "Sold to"})
    body = {"name": "Deal", "customer_id": customer["id"], "pipeline_id": pipeline["id"]}
    owners = [who.id for who in everybody(crowd)]
    whose = [(one, random.choice([None, *crowd.parents])) for one in [*owners, *random.choices(owners, k=20)]]
    made = [
        await world.make("POST", "/api/sales/opportunities", body | {"owner_id": owner, "team_id": team})
        for owner, team in [*whose, *((None, team) for team in crowd.parents)]
    ]
    return pipeline["id"], made


async def touched(world: World, one: dict[str, Any]) -> None:
    """Somebody adds a note to its timeline, which whoever watches the customer hears of."""
    note = {"customer_id": str(one["id"]), "channel": "note", "occurred_at": "2026-02-01T09:00:00Z"}
    await world.make("POST", "/api/customer/interactions", note)


async def told(stream: aiohttp.ClientResponse, until: str) -> list[Any]:
    """The data of all events up to the next one of a kind."""
    found, event = [], ""
    async for raw in stream.content:
        line = raw.decode().rstrip("\n")
        if line.startswith("event:"):
            event = line[6:].strip()
        elif line.startswith("data:"):
            found.append(json.loads(line[5:]))
            if event == until:
                return found
    raise AssertionError("the stream ended")
