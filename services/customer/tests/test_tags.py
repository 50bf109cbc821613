"""The managed list of tags, and the customers that have them."""

from typing import Any
from urllib.parse import quote

import orjson

from chassis.testing import Bench
from customer.tags.tasks import sweep_retired_tags
from services.customer.tests.people import Caller, caller


async def tag(admin: Caller, name: str) -> str:
    """A new tag's id."""
    answer = await admin("POST", "/tags", {"name": name})
    assert answer.status == 201, answer.body
    return str(answer.body["id"])


async def tagged(admin: Caller, *ids: str) -> Any:
    """A customer with these tags."""
    return await admin.customer(tags=list(ids))


async def shown(admin: Caller, customer: Any) -> list[str]:
    """Names of a customer's tags."""
    read = (await admin("GET", f"/customers/{customer['id']}")).body
    return [one["name"] for one in read["tags"]]


async def with_tag(admin: Caller, id_: str) -> list[str]:
    """Ids of the customers that a filter finds."""
    condition = orjson.dumps({"field": "tags", "op": "has_any", "value": [id_]}).decode()
    items = (await admin("GET", f"/customers?filter={quote(condition)}")).body["items"]
    return [one["id"] for one in items]


async def test_a_renamed_tag_stays_attached(admin: Caller) -> None:
    vip = await tag(admin, "VIP")
    customer = await tagged(admin, vip)
    answer = await admin("PATCH", f"/tags/{vip}", {"name": "Very important"}, If_Match='"1"')
    assert answer.status == 200
    assert await shown(admin, customer) == ["Very important"]
    assert await with_tag(admin, vip) == [customer["id"]]


async def test_a_name_is_on_the_list_once_capitals_apart(admin: Caller) -> None:
    await tag(admin, "VIP")
    answer = await admin("POST", "/tags", {"name": "vip"})
    assert (answer.status, answer.problem) == (409, "tag-exists")


async def test_tagging_needs_no_right_to_manage_tags(crm: Bench, admin: Caller) -> None:
    vip = await tag(admin, "VIP")
    me = await caller(crm, {"customer.read": "all", "customer.update": "all"})
    path = f"/customers/{(await admin.customer())['id']}/tags"
    answer = await me("PUT", path, {"tags": [vip, vip]})
    assert [one["name"] for one in answer.body["tags"]] == ["VIP"]
    assert (await me("POST", "/tags", {"name": "New"})).status == 403
    assert (await me("PUT", path, {"tags": ["018f0000-0000-7000-8000-000000000000"]})).status == 422


async def test_a_merged_tag_shows_as_the_other_at_once_and_is_found_after_the_sweep(
    crm: Bench, admin: Caller
) -> None:
    old, new = await tag(admin, "Important"), await tag(admin, "VIP")
    customer = await tagged(admin, old)
    both = await tagged(admin, old, new)
    assert (await admin("POST", f"/tags/{old}/merge", {"into_id": new})).status == 204
    assert await shown(admin, customer) == await shown(admin, both) == ["VIP"]
    assert await admin.names("/tags") == ["VIP"]
    await sweep_retired_tags(crm.runtime)
    assert sorted(await with_tag(admin, new)) == sorted([customer["id"], both["id"]])
    assert await with_tag(admin, old) == []
    last = (await admin("GET", f"/customers/{customer['id']}/history")).body["items"][0]
    assert (last["actor"], last["on_behalf_of"]) == ("service:customer", f"user:{admin.person.id}")


async def test_a_deleted_tag_vanishes_from_customers(crm: Bench, admin: Caller) -> None:
    vip = await tag(admin, "VIP")
    customer = await tagged(admin, vip)
    assert (await admin("DELETE", f"/tags/{vip}")).status == 204
    assert await shown(admin, customer) == []
    await sweep_retired_tags(crm.runtime)
    assert await with_tag(admin, vip) == []
    assert await tag(admin, "VIP") != vip
