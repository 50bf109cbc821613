"""Giving customers to others, one and many."""

from typing import Any
from uuid import uuid4

from chassis.testing import Bench
from services.customer.tests.people import EVERYTHING, Caller, caller


async def test_an_assigned_customer_follows_its_new_owner_into_their_team(crm: Bench, admin: Caller) -> None:
    team = await crm.team()
    heir = await caller(crm, EVERYTHING, teams=[team])
    customer = await admin.customer()
    body = {"owner_id": str(heir.person.id), "note": "please call"}
    answer = await admin("POST", f"/customers/{customer['id']}/assign", body)
    assert (answer.status, answer.etag) == (200, '"2"')
    assert (answer.body["owner_id"], answer.body["team_id"]) == (str(heir.person.id), str(team))
    subject, told = (await crm.announced())[-1]
    assert subject == "customer.customer.assigned"
    assert told["previous_owner_id"] == str(admin.person.id)
    entries = (await admin("GET", f"/customers/{customer['id']}/timeline")).body["items"]
    assert [one["kind"] for one in entries] == ["customer_assigned", "customer_created"]
    assert entries[0]["params"]["note"] == "please call"


async def test_who_gives_away_what_they_then_cannot_read_still_gets_it_back(
    crm: Bench, admin: Caller
) -> None:
    me = await caller(crm, {"customer.create": "own", "customer.read": "own", "customer.assign": "own"})
    path = f"/customers/{(await me.customer())['id']}"
    answer = await me("POST", f"{path}/assign", {"owner_id": str(admin.person.id)})
    assert (answer.status, answer.body["owner_id"]) == (200, str(admin.person.id))
    assert (await me("GET", path)).status == 404


async def test_assigning_to_nobody_known_is_refused(admin: Caller) -> None:
    path = f"/customers/{(await admin.customer())['id']}/assign"
    for body in ({"owner_id": str(uuid4())}, {"team_id": str(uuid4())}, {}):
        assert (await admin("POST", path, body)).status == 422, body


async def test_many_are_assigned_as_one_act_and_each_is_checked(crm: Bench, admin: Caller) -> None:
    me = await caller(crm, {"customer.create": "own", "customer.read": "all", "customer.assign": "own"})
    mine = [(await me.customer(f"Mine {index}"))["id"] for index in range(3)]
    theirs, nobodys = (await admin.customer())["id"], str(uuid4())
    body = {"owner_id": str(admin.person.id), "customer_ids": [*mine, theirs, nobodys]}
    answer = await me("POST", "/customers/bulk-assign", body)
    outcomes = {one["id"]: one["outcome"] for one in answer.body["results"]}
    assert [outcomes[one] for one in mine] == ["assigned"] * 3
    assert (outcomes[theirs], outcomes[nobodys]) == ("not_allowed", "not_found")
    causes = set()
    for one in mine:
        causes.add((await admin("GET", f"/customers/{one}/history")).body["items"][0]["cause_id"])
    assert causes == {answer.body["cause_id"]}


async def test_a_parent_makes_a_group_and_never_a_circle(admin: Caller) -> None:
    top, middle, low = [await admin.customer(name) for name in ("Top", "Middle", "Low")]

    async def put_under(child: Any, parent: Any) -> Any:
        return await admin("PATCH", f"/customers/{child['id']}", {"parent_id": parent["id"]}, If_Match='"1"')

    assert (await put_under(middle, top)).status == 200
    assert (await put_under(low, middle)).status == 200
    for parent in (top, middle, low):
        answer = await put_under(top, parent)
        assert (answer.status, answer.problem) == (409, "group-circle")
    group = (await admin("GET", f"/customers/{low['id']}/group")).body
    assert group["root_id"] == top["id"]
    assert [one["name"] for one in group["members"]] == ["Top", "Middle", "Low"]


async def test_a_group_names_no_member_that_may_not_be_read(crm: Bench, admin: Caller) -> None:
    top = await admin.customer("Secret")
    me = await caller(crm, {"customer.read": "own"})
    child = await admin.customer("Mine", parent_id=top["id"], owner_id=str(me.person.id))
    members = (await me("GET", f"/customers/{child['id']}/group")).body["members"]
    assert [(one["name"], one["readable"]) for one in members] == [(None, False), ("Mine", True)]


async def test_a_persons_customer_cannot_be_a_parent(admin: Caller) -> None:
    person = await admin.customer("Kim Example", kind="person")
    answer = await admin("POST", "/customers", {"name": "A", "parent_id": person["id"]})
    assert answer.body["errors"][0]["kind"] == "not_a_company"
