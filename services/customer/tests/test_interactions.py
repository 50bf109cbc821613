"""The timeline."""

from typing import Any
from urllib.parse import quote

import orjson

from chassis.testing import Bench
from services.customer.tests.people import Caller, caller


async def record(admin: Caller, customer: Any, at: str, **fields: Any) -> Any:
    """An entry made by hand."""
    body = {"customer_id": customer["id"], "channel": "call", "occurred_at": at} | fields
    answer = await admin("POST", "/interactions", body)
    assert answer.status == 201, answer.body
    return answer.body


async def test_an_entry_comes_back_as_it_was_sent(admin: Caller) -> None:
    customer = await admin.customer()
    entry = await record(
        admin,
        customer,
        "2026-03-01T10:00:00+08:00",
        direction="out",
        summary="询价产品",
        duration_seconds=300,
        follow_up="发送报价单",
        follow_up_on="2026-03-05",
        participants=[{"kind": "other", "name": "Kim Example"}],
    )
    read = (await admin("GET", f"/interactions/{entry['id']}")).body
    assert read == entry
    assert (read["occurred_at"], read["kind"]) == ("2026-03-01T02:00:00Z", "noted")
    assert read["recorded_by"] == str(admin.person.id)


async def test_the_timeline_is_newest_first_and_dates_the_last_contact(admin: Caller) -> None:
    customer = await admin.customer()
    for day in (3, 1, 2):
        await record(admin, customer, f"2026-01-0{day}T00:00:00Z", summary=str(day))
    entries = (await admin("GET", f"/customers/{customer['id']}/timeline")).body["items"]
    assert [one["summary"] for one in entries] == [None, "3", "2", "1"]
    read = (await admin("GET", f"/customers/{customer['id']}")).body
    assert (read["last_interaction_at"], read["version"]) == ("2026-01-03T00:00:00Z", 1)
    await admin("DELETE", f"/interactions/{entries[1]['id']}")
    read = (await admin("GET", f"/customers/{customer['id']}")).body
    assert read["last_interaction_at"] == "2026-01-02T00:00:00Z"


async def test_entries_filter_by_channel_direction_and_time(admin: Caller) -> None:
    customer = await admin.customer()
    await record(admin, customer, "2026-01-01T00:00:00Z", direction="in", summary="call in")
    await record(admin, customer, "2026-01-02T00:00:00Z", channel="visit", summary="visit")
    for condition, expected in [
        ({"field": "channel", "op": "eq", "value": "visit"}, ["visit"]),
        ({"field": "direction", "op": "eq", "value": "in"}, ["call in"]),
        ({"field": "occurred_at", "op": "lt", "value": "2026-01-02T00:00:00Z"}, ["call in"]),
        ({"field": "recorded_by", "op": "eq", "value": "me"}, [None, "visit", "call in"]),
    ]:
        path = f"/interactions?filter={quote(orjson.dumps(condition).decode())}"
        found = (await admin("GET", path)).body["items"]
        assert [one["summary"] for one in found] == expected, condition


async def test_what_an_event_wrote_is_neither_changed_nor_removed(admin: Caller) -> None:
    customer = await admin.customer()
    (entry,) = (await admin("GET", f"/customers/{customer['id']}/timeline")).body["items"]
    assert (entry["kind"], entry["channel"]) == ("customer_created", "system")
    path = f"/interactions/{entry['id']}"
    answer = await admin("PATCH", path, {"summary": "x"}, If_Match='"1"')
    assert (answer.status, answer.problem) == (409, "system-entry")
    assert (await admin("DELETE", path)).status == 409


async def test_a_contact_of_an_entry_belongs_to_its_customer(admin: Caller) -> None:
    here, there = await admin.customer("Here"), await admin.customer("There")
    body = {"name": "Kim Example", "customers": [{"customer_id": there["id"]}]}
    kim = (await admin("POST", "/contacts", body)).body
    entry = {"customer_id": here["id"], "channel": "call", "occurred_at": "2026-01-01T00:00:00Z"}
    answer = await admin("POST", "/interactions", entry | {"contact_id": kim["id"]})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/contact_id")
    await record(admin, there, "2026-01-01T00:00:00Z", contact_id=kim["id"])


async def test_the_timeline_is_seen_by_those_who_see_the_customer(crm: Bench, admin: Caller) -> None:
    me = await caller(crm, {"customer.read": "own", "customer.create": "own", "customer.update": "own"})
    mine, theirs = await me.customer("Mine"), await admin.customer("Theirs")
    await record(me, mine, "2026-01-01T00:00:00Z", summary="mine")
    entry = await record(admin, theirs, "2026-01-02T00:00:00Z", summary="theirs")
    found = (await me("GET", "/interactions")).body["items"]
    assert {one["customer_id"] for one in found} == {mine["id"]}
    assert (await me("GET", f"/interactions/{entry['id']}")).status == 404
    assert (await me("GET", f"/customers/{theirs['id']}/timeline")).status == 404


async def test_corrections_are_announced_and_kept_in_history(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    entry = await record(admin, customer, "2026-01-01T00:00:00Z", summary="before")
    path = f"/interactions/{entry['id']}"
    answer = await admin("PATCH", path, {"summary": "after"}, If_Match='"1"')
    assert (answer.status, answer.etag) == (200, '"2"')
    first = (await admin("GET", f"{path}/history")).body["items"][0]
    assert (first["before"], first["after"]) == ({"summary": "before"}, {"summary": "after"})
    subjects = [subject for subject, _ in await crm.announced()]
    assert subjects[-2:] == ["customer.interaction.recorded", "customer.interaction.updated"]
