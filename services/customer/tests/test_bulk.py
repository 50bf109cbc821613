"""The bulk functions behind imports: the API's rules, set by set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.organisation import Defaults
from chassis.testing import Bench
from customer.contacts import bulk as contacts
from customer.contacts.rows import check_row as check_contact
from customer.customers import bulk
from customer.customers.matching import match
from customer.customers.rows import check_row
from customer.interactions import bulk as interactions
from customer.interactions.rows import check_row as check_interaction
from services.customer.tests.people import EVERYTHING, Caller, caller

HERE = Defaults("CN", "Asia/Shanghai")


def test_a_row_is_brought_into_normal_form() -> None:
    cells = {
        "name": "示例贸易",
        "mobile": "１３８００１３８０００",
        "email": "Info@Example.com",
        "registered_on": "2023-01-15",
        "city": "上海",
        "industry": "",
    }
    values, errors = check_row(cells, HERE)
    assert errors == []
    assert values is not None
    assert values.keys() == {"name", "phones", "emails", "registered_on", "addresses"}
    assert values["phones"][0]["number"] == "+8613800138000"
    assert values["emails"][0]["address"] == "info@example.com"


def test_a_wrong_cell_is_dropped_and_named_and_the_row_kept() -> None:
    cells = {
        "name": "A",
        "phone": "*",
        "mobile": "13800138000",
        "email": "*",
        "country": "China",
        "city": "上海",
        "currency": "yuan",
        "registered_on": "soon",
    }
    values, errors = check_row(cells, HERE)
    assert {one.field for one in errors} == {"phone", "email", "country", "currency", "registered_on"}
    assert not any(one.fatal for one in errors)
    assert values is not None
    assert [one["number"] for one in values["phones"]] == ["+8613800138000"]
    assert (values["addresses"][0]["city"], values["addresses"][0]["country"]) == ("上海", None)


def test_a_row_without_name_is_refused() -> None:
    for cells in ({"industry": "x"}, {"name": ""}, {"name": "x" * 201}, {"name": "A", "kind": "alien"}):
        values, errors = check_row(cells, HERE)
        assert values is None
        assert any(one.fatal for one in errors)


def test_an_interaction_takes_the_zone_of_the_organisation() -> None:
    values, errors = check_interaction({"channel": "call", "occurred_at": "2023-04-10"}, HERE)
    assert errors == []
    assert values is not None
    assert values["occurred_at"].isoformat() == "2023-04-09T16:00:00+00:00"
    assert check_interaction({"channel": "smoke", "occurred_at": "2023-04-10"}, HERE).values is None


@asynccontextmanager
async def acting(one: Caller) -> AsyncIterator[tuple[AsyncSession, Actor]]:
    """A bulk transaction of somebody."""
    runtime = one.bench.runtime
    actor = runtime.access.acting(one.person.id)
    async with runtime.database.writing(actor, bulk=True) as session:
        yield session, actor


async def write(one: Caller, *rows: bulk.CustomerRow) -> list[Any]:
    async with acting(one) as (session, actor):
        return await bulk.write_many(session, actor, one.bench.runtime.access, rows)


def row(index: int, **more: Any) -> bulk.CustomerRow:
    checked = check_row({"name": f"Customer {index}", "phone": f"1380013{index:04d}"} | more, HERE)
    assert checked.values is not None
    return bulk.CustomerRow(checked.values, None, ("file", f"C{index}"))


async def test_what_is_written_in_bulk_is_like_what_the_api_writes(crm: Bench, admin: Caller) -> None:
    by_hand = await admin.customer(
        "Customer 7",
        phones=[{"number": "13800130007"}],
        external=[{"source": "file", "external_id": "C7"}],
    )
    other = await caller(crm, EVERYTHING)
    await crm.reset()
    other = await caller(crm, EVERYTHING)
    (written,) = await write(other, row(7))
    read = (await other("GET", f"/customers/{written.id}")).body
    fixed = {"id", "number", "created_at", "updated_at", "owner_id"}
    assert {k: v for k, v in read.items() if k not in fixed} == {
        k: v for k, v in by_hand.items() if k not in fixed
    }
    assert await other.names("/customers?q=30007") == ["Customer 7"]
    history = (await other("GET", f"/customers/{written.id}/history")).body["items"]
    assert [one["kind"] for one in history] == ["created"]
    assert [subject for subject, _ in await crm.announced()] == ["customer.customer.created"]


async def test_many_rows_are_written_with_their_changes_events_and_ids(crm: Bench, admin: Caller) -> None:
    written = await write(admin, *(row(index) for index in range(50)))
    assert {one.outcome for one in written} == {"created"}
    assert (await admin("GET", "/customers?total=true")).body["total"] == 50
    assert len(await crm.announced()) == 50
    async with acting(admin) as (session, actor):
        found = await match(session, actor, "external_id", ["C3", "C49", "C50"], "file")
        by_phone = await match(session, actor, "phone", ["+8613800130003"])
    assert found == {"C3": [written[3].id], "C49": [written[49].id]}
    assert by_phone == {"+8613800130003": [written[3].id]}


async def test_matched_rows_are_updated_and_lists_added_to(crm: Bench, admin: Caller) -> None:
    (first,) = await write(admin, row(1))
    checked = check_row({"name": "New name", "phone": "13900139000", "industry": "retail"}, HERE)
    assert checked.values is not None
    again = bulk.CustomerRow(checked.values, first.id)
    results = await write(admin, again, again, bulk.CustomerRow({}, uuid4()))
    assert [one.outcome for one in results] == ["updated", "updated", "not_found"]
    assert results[0].version == 2
    read = (await admin("GET", f"/customers/{first.id}")).body
    assert (read["name"], read["industry"], read["version"]) == ("New name", "retail", 2)
    assert [one["number"] for one in read["phones"]] == ["+8613800130001", "+8613900139000"]
    assert [one["primary"] for one in read["phones"]] == [True, False]
    assert [one.outcome for one in await write(admin, again)] == ["unchanged"]
    change = (await admin("GET", f"/customers/{first.id}/history")).body["items"][0]
    assert (change["before"]["name"], change["after"]["name"]) == ("Customer 1", "New name")


async def test_rows_beyond_the_scope_are_left_out(crm: Bench, admin: Caller) -> None:
    (theirs,) = await write(admin, row(1))
    me = await caller(crm, {"customer.read": "all", "customer.update": "own", "customer.create": "own"})
    foreign = bulk.CustomerRow({"name": "B", "owner_id": admin.person.id})
    results = await write(me, row(2), foreign, bulk.CustomerRow({"name": "X"}, theirs.id))
    assert [one.outcome for one in results] == ["created", "not_allowed", "not_allowed"]
    assert await admin.names("/customers") == ["Customer 1", "Customer 2"]


async def test_contacts_come_with_what_they_are_at_their_customer(crm: Bench, admin: Caller) -> None:
    (customer,) = await write(admin, row(1))
    cells = {"name": "王小明", "title": "经理", "mobile": "13900139000", "email": "*"}
    checked = check_contact(cells, HERE)
    assert [one.field for one in checked.errors] == ["email"]
    assert checked.values is not None
    new = contacts.ContactRow(checked.values, None, customer.id, ("file", "P1"))
    async with acting(admin) as (session, actor):
        (written,) = await contacts.write_many(session, actor, [new])
    read = (await admin("GET", f"/contacts/{written.id}")).body
    assert (read["name"], read["customers"][0]["title"], read["version"]) == ("王小明", "经理", 1)
    assert read["external_ids"] == ["P1"]
    again = contacts.ContactRow({"link": {"department": "采购"}}, written.id, customer.id)
    async with acting(admin) as (session, actor):
        (updated,) = await contacts.write_many(session, actor, [again])
    read = (await admin("GET", f"/contacts/{written.id}")).body
    assert (updated.outcome, read["version"]) == ("updated", 2)
    assert (read["customers"][0]["title"], read["customers"][0]["department"]) == ("经理", "采购")
    kinds = [one["kind"] for one in (await admin("GET", f"/contacts/{written.id}/history")).body["items"]]
    assert kinds == ["updated", "created"]


async def test_interactions_land_on_the_timeline_of_their_customer(crm: Bench, admin: Caller) -> None:
    (customer,) = await write(admin, row(1))
    checked = check_interaction({"channel": "call", "occurred_at": "2023-04-10", "summary": "询价"}, HERE)
    assert checked.values is not None
    assert customer.id is not None
    rows = [
        interactions.InteractionRow(checked.values, customer.id, external=("file", "I1")),
        interactions.InteractionRow(checked.values, uuid4()),
    ]
    async with acting(admin) as (session, actor):
        results = await interactions.write_many(session, actor, rows)
    assert [one.outcome for one in results] == ["created", "not_found"]
    entries = (await admin("GET", f"/customers/{customer.id}/timeline")).body["items"]
    assert "询价" in [one["summary"] for one in entries]
    read = (await admin("GET", f"/customers/{customer.id}")).body
    assert read["last_interaction_at"] == "2023-04-09T16:00:00Z"
