"""Customers over REST: creating, reading, editing, conflicts, deletion."""

import asyncio
from typing import Any
from uuid import uuid4

from chassis.testing import Bench

FULL = {
    "kind": "company",
    "name": "示例贸易有限公司",
    "name_en": "Example Trading Co., Ltd.",
    "name_short": "示例贸易",
    "addresses": [{"kind": "office", "country": "CN", "city": "上海", "street": "虚构路 1 号"}],
    "phones": [
        {"number": "138 0013 8000", "kind": "mobile"},
        {"number": "021-50478888 转 12", "kind": "work"},
    ],
    "emails": [{"address": "Info@Example.com"}],
    "website": "https://example.com",
    "industry": "零售",
    "size": "50-199",
    "source": "exhibition",
    "tax_number": "91310000EXAMPLE01X",
    "registered_on": "2023-01-15",
    "currency": "CNY",
    "language": "zh-CN",
    "time_zone": "Asia/Shanghai",
    "description": "虚构的客户",
    "external": [{"source": "legacy", "external_id": "C001"}],
}


async def test_a_customer_comes_back_as_it_was_sent_in_normal_form(admin: Any) -> None:
    created = await admin.customer(**FULL)
    read = (await admin("GET", f"/customers/{created['id']}")).body
    assert read == created
    assert read["number"].startswith("CU-")
    assert [one["number"] for one in read["phones"]] == ["+8613800138000", "+862150478888"]
    assert read["phones"][1]["extension"] == "12"
    assert [one["primary"] for one in read["phones"]] == [True, False]
    assert read["emails"][0]["address"] == "info@example.com"
    assert read["external_ids"] == ["C001"]
    assert read["owner_id"] == str(admin.person.id)
    for name in FULL.keys() - {"phones", "emails", "addresses", "external"}:
        assert read[name] == FULL[name]


async def test_a_phone_that_is_none_is_refused_with_its_pointer(admin: Any) -> None:
    answer = await admin(
        "POST", "/customers", {"name": "A", "phones": [{"number": "13800138000"}, {"number": "*"}]}
    )
    assert answer.status == 422
    assert answer.body["errors"][0] == {"pointer": "/phones/1/number", "kind": "phone_invalid", "params": {}}


async def test_a_website_is_kept_as_an_address_to_follow_or_refused_by_name(admin: Any, crm: Bench) -> None:
    path = f"/customers/{(await admin.customer(website='Acme.example/about'))['id']}"
    assert (await admin("GET", path)).body["website"] == "https://acme.example/about"
    announced = len(await crm.announced())
    for wrong in ("javascript:alert(1)", "not a website", f"acme.example/{'x' * 487}"):
        for answer in (
            await admin("POST", "/customers", {"name": "B", "website": wrong}),
            await admin("PATCH", path, {"website": wrong}, If_Match='"1"'),
        ):
            assert answer.status == 422
            assert answer.body["errors"] == [{"pointer": "/website", "kind": "link_invalid", "params": {}}]
    assert len(await crm.announced()) == announced
    assert (await admin("PATCH", path, {"website": None}, If_Match='"1"')).body["website"] is None


async def test_an_external_id_belongs_to_one_customer_only(admin: Any) -> None:
    await admin.customer(**FULL)
    answer = await admin("POST", "/customers", FULL | {"name": "B"})
    assert (answer.status, answer.problem) == (409, "external-id-taken")


async def test_edits_of_different_fields_merge(admin: Any) -> None:
    path = f"/customers/{(await admin.customer())['id']}"
    assert (await admin("PATCH", path, {"industry": "retail"}, If_Match='"1"')).status == 200
    answer = await admin("PATCH", path, {"website": "https://example.com"}, If_Match='"1"')
    assert (answer.status, answer.etag) == (200, '"3"')
    assert (answer.body["industry"], answer.body["website"]) == ("retail", "https://example.com")


async def test_edits_of_the_same_field_conflict_with_three_values(admin: Any) -> None:
    path = f"/customers/{(await admin.customer('Before'))['id']}"
    await admin("PATCH", path, {"name": "Theirs"}, If_Match='"1"')
    answer = await admin("PATCH", path, {"name": "Mine", "industry": "x"}, If_Match='"1"')
    assert (answer.status, answer.problem) == (412, "edit-conflict")
    expected = {"yours": "Mine", "theirs": "Theirs", "original": "Before"}
    assert answer.body["errors"] == [{"pointer": "/name", "kind": "conflict", "params": expected}]
    assert (await admin("GET", path)).body["industry"] is None


async def test_an_edit_without_its_version_is_refused(admin: Any) -> None:
    path = f"/customers/{(await admin.customer())['id']}"
    assert (await admin("PATCH", path, {"name": "B"})).status == 428


async def test_an_edit_that_changes_nothing_raises_no_version(admin: Any, crm: Bench) -> None:
    path = f"/customers/{(await admin.customer('Same'))['id']}"
    announced = len(await crm.announced())
    answer = await admin("PATCH", path, {"name": "Same"}, If_Match='"1"')
    assert (answer.status, answer.etag) == (200, '"1"')
    assert len(await crm.announced()) == announced


async def test_a_required_field_cannot_be_emptied(admin: Any) -> None:
    path = f"/customers/{(await admin.customer())['id']}"
    for body in ({"name": None}, {"name": ""}, {"phones": None}, {"owner_id": str(uuid4())}, {"nam": "x"}):
        assert (await admin("PATCH", path, body, If_Match='"1"')).status == 422, body


async def test_a_deleted_customer_is_gone_and_comes_back_when_restored(admin: Any, crm: Bench) -> None:
    customer = await admin.customer("Gone")
    path = f"/customers/{customer['id']}"
    assert (await admin("DELETE", path)).status == 204
    assert await admin.names("/customers") == []
    assert await admin.names("/customers?deleted=true") == ["Gone"]
    assert (await admin("PATCH", path, {"name": "x"}, If_Match='"2"')).status == 404
    answer = await admin("POST", f"{path}/restore")
    assert (answer.status, answer.body["deleted_at"], answer.etag) == (200, None, '"3"')
    assert await admin.names("/customers") == ["Gone"]
    subjects = [subject for subject, _ in await crm.announced()]
    assert subjects[-2:] == ["customer.customer.deleted", "customer.customer.restored"]


async def test_history_tells_who_changed_what_newest_first(admin: Any) -> None:
    path = f"/customers/{(await admin.customer('One'))['id']}"
    await admin("PATCH", path, {"name": "Two"}, If_Match='"1"')
    await admin("DELETE", path)
    first = (await admin("GET", f"{path}/history?limit=2")).body
    assert [one["kind"] for one in first["items"]] == ["deleted", "updated"]
    assert (first["items"][1]["before"], first["items"][1]["after"]) == ({"name": "One"}, {"name": "Two"})
    assert first["items"][1]["actor"] == f"user:{admin.person.id}"
    assert first["items"][1]["actor_name"] == "Robin Example"
    rest = (await admin("GET", f"{path}/history?limit=2&after={first['next']}")).body
    assert [one["kind"] for one in rest["items"]] == ["created"]


async def test_customers_made_at_once_have_different_numbers(admin: Any) -> None:
    def made(number: int) -> Any:
        key = {"Idempotency_Key": f"k{number}"} if number % 2 else {}
        return admin("POST", "/customers", {"name": f"Customer {number}"}, **key)

    numbers = [one.body["number"] for one in await asyncio.gather(*map(made, range(60)))]
    assert len(set(numbers)) == 60
