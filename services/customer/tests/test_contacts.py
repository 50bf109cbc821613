"""Contacts, their links and org charts."""

from typing import Any

from chassis.testing import Bench
from services.customer.tests.people import Caller, caller


async def contact(admin: Caller, name: str, *customers: Any, **link: Any) -> Any:
    """A new contact at these customers."""
    links = [{"customer_id": one["id"]} | link for one in customers]
    answer = await admin("POST", "/contacts", {"name": name, "customers": links})
    assert answer.status == 201, answer.body
    return answer.body


async def test_a_contact_comes_back_with_what_it_is_at_each_customer(admin: Caller) -> None:
    first, second = await admin.customer("First"), await admin.customer("Second")
    body = {
        "family_name": "王",
        "given_name": "小明",
        "phones": [{"number": "13800138000", "kind": "mobile"}],
        "birthday": "1990-05-01",
        "customers": [
            {"customer_id": first["id"], "title": "经理", "decision_role": "decider", "primary": True},
            {"customer_id": second["id"], "department": "采购"},
        ],
    }
    created = (await admin("POST", "/contacts", body)).body
    read = (await admin("GET", f"/contacts/{created['id']}")).body
    assert read == created
    assert read["name"] == "王小明"
    assert [one["customer_name"] for one in read["customers"]] == ["First", "Second"]
    assert (read["customers"][0]["title"], read["customers"][0]["primary"]) == ("经理", True)
    here = (await admin("GET", f"/customers/{first['id']}/contacts")).body["items"]
    assert [one["id"] for one in here] == [created["id"]]


async def test_a_name_is_made_of_its_parts_in_the_order_of_their_script(admin: Caller) -> None:
    answer = await admin("POST", "/contacts", {"family_name": "Example", "given_name": "Kim"})
    assert answer.body["name"] == "Kim Example"
    assert (await admin("POST", "/contacts", {"phones": []})).status == 422


async def test_the_org_chart_shows_who_reports_to_whom(admin: Caller) -> None:
    customer = await admin.customer()
    boss = await contact(admin, "Boss Example", customer, title="CEO")
    worker = await contact(admin, "Worker Example", customer, reports_to_id=boss["id"])
    chart = (await admin("GET", f"/customers/{customer['id']}/org-chart")).body["positions"]
    assert {one["name"]: one["reports_to_id"] for one in chart} == {
        "Boss Example": None,
        "Worker Example": boss["id"],
    }
    path = f"/contacts/{boss['id']}/customers/{customer['id']}"
    answer = await admin("PUT", path, {"reports_to_id": worker["id"]})
    assert (answer.status, answer.problem) == (409, "reporting-circle")
    assert (await admin("PUT", path, {"reports_to_id": boss["id"]})).status == 409


async def test_nobody_reports_to_somebody_of_another_customer(admin: Caller) -> None:
    here, there = await admin.customer("Here"), await admin.customer("There")
    outsider = await contact(admin, "Out Example", there)
    insider = await contact(admin, "In Example", here)
    path = f"/contacts/{insider['id']}/customers/{here['id']}"
    answer = await admin("PUT", path, {"reports_to_id": outsider["id"]})
    assert (answer.status, answer.body["errors"][0]["kind"]) == (422, "not_at_this_customer")


async def test_leaving_a_customer_frees_those_who_reported_there(admin: Caller, crm: Bench) -> None:
    customer = await admin.customer()
    boss = await contact(admin, "Boss Example", customer)
    worker = await contact(admin, "Worker Example", customer, reports_to_id=boss["id"])
    answer = await admin("DELETE", f"/contacts/{boss['id']}/customers/{customer['id']}")
    assert answer.status == 204
    read = (await admin("GET", f"/contacts/{worker['id']}")).body
    assert (read["customers"][0]["reports_to_id"], read["version"]) == (None, 2)
    last = (await admin("GET", f"/contacts/{worker['id']}/history")).body["items"][0]
    assert last["before"]["customers"][customer["id"]]["reports_to_id"] == boss["id"]
    told = [data for subject, data in await crm.announced() if subject == "customer.contact.updated"]
    assert {one["contact_id"]: one["version"] for one in told} == {boss["id"]: 2, worker["id"]: 2}


async def test_a_customer_has_one_main_contact(admin: Caller) -> None:
    customer = await admin.customer()
    first = await contact(admin, "A Example", customer, primary=True)
    await contact(admin, "B Example", customer, primary=True)
    chart = (await admin("GET", f"/customers/{customer['id']}/org-chart")).body["positions"]
    assert {one["name"]: one["primary"] for one in chart} == {"A Example": False, "B Example": True}
    assert (await admin("GET", f"/contacts/{first['id']}")).body["version"] == 2


async def test_a_contact_is_read_through_any_customer_and_changed_through_one_that_may_be(
    crm: Bench, admin: Caller
) -> None:
    me = await caller(crm, {"customer.read": "own", "customer.update": "own", "customer.create": "own"})
    mine, theirs = await me.customer("Mine"), await admin.customer("Theirs")
    both = await contact(admin, "Both Example", mine, theirs)
    away = await contact(admin, "Away Example", theirs)
    read = (await me("GET", f"/contacts/{both['id']}")).body
    assert [one["customer_name"] for one in read["customers"]] == ["Mine"]
    assert (await me("GET", f"/contacts/{away['id']}")).status == 404
    assert await me.names("/contacts") == ["Both Example"]
    answer = await me("PATCH", f"/contacts/{both['id']}", {"language": "en"}, If_Match='"1"')
    assert answer.status == 200
    await contact(me, "Free Example")
    assert await me.names("/contacts") == ["Both Example", "Free Example"]


async def test_two_edits_of_a_contact_conflict_with_three_values(admin: Caller) -> None:
    path = f"/contacts/{(await contact(admin, 'Before Example'))['id']}"
    await admin("PATCH", path, {"name": "Theirs"}, If_Match='"1"')
    answer = await admin("PATCH", path, {"name": "Mine"}, If_Match='"1"')
    assert answer.status == 412
    assert answer.body["errors"][0]["params"] == {
        "yours": "Mine",
        "theirs": "Theirs",
        "original": "Before Example",
    }


async def test_a_deleted_contact_leaves_the_chart_and_comes_back_to_its_place(admin: Caller) -> None:
    customer = await admin.customer()
    boss = await contact(admin, "Boss Example", customer)
    await contact(admin, "Worker Example", customer, reports_to_id=boss["id"])
    assert (await admin("DELETE", f"/contacts/{boss['id']}")).status == 204
    chart = (await admin("GET", f"/customers/{customer['id']}/org-chart")).body["positions"]
    assert [(one["name"], one["reports_to_id"]) for one in chart] == [("Worker Example", None)]
    assert await admin.names("/contacts?deleted=true") == ["Boss Example"]
    assert (await admin("POST", f"/contacts/{boss['id']}/restore")).status == 200
    chart = (await admin("GET", f"/customers/{customer['id']}/org-chart")).body["positions"]
    assert [one["reports_to_id"] for one in chart] == [None, boss["id"]]
