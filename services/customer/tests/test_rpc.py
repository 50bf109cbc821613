"""The gRPC door: under the caller's permissions."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import grpc
import grpc.aio
import orjson
import pytest

from chassis.testing import Bench
from crm.customer.v1 import customer_pb2 as pb
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from services.customer.tests.importing import IMPORTER, Importer
from services.customer.tests.people import Caller, caller

READ_ALL = {"customer.read": "all"}


@pytest.fixture
async def stub(crm: Bench) -> AsyncIterator[CustomerServiceStub]:
    address = f"{crm.runtime.settings.host}:{crm.runtime.settings.grpc_port}"
    async with grpc.aio.insecure_channel(address) as channel:
        yield CustomerServiceStub(channel)


def as_service(crm: Bench) -> Any:
    """Metadata of a call that a service makes for itself."""
    return (("authorization", f"Bearer {crm.runtime.tokens.sign('customer')}"),)


def as_person(one: Caller) -> Any:
    """Metadata of a call that a service makes for somebody."""
    return (*as_service(one.bench), ("x-user-token", one.person.token))


async def test_a_card_shows_to_those_who_may_read_it(crm: Bench, admin: Caller, stub: Any) -> None:
    customer = await admin.customer("示例贸易")
    request = pb.GetCustomerRequest(id=customer["id"])
    card = (await stub.GetCustomer(request, metadata=as_person(admin), timeout=5)).customer
    assert (card.name, card.number, card.version, card.deleted) == ("示例贸易", customer["number"], 1, False)
    stranger = await caller(crm, {"customer.read": "own"})
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.GetCustomer(request, metadata=as_person(stranger), timeout=5)
    assert refused.value.code() is grpc.StatusCode.NOT_FOUND
    await admin("DELETE", f"/customers/{customer['id']}")
    card = (await stub.GetCustomer(request, metadata=as_person(admin), timeout=5)).customer
    assert card.deleted


async def test_customers_are_found_by_what_files_call_them(crm: Bench, stub: Any) -> None:
    importer = Importer(crm, await crm.person(IMPORTER))
    await importer.whole("客户ID,客户名称\nC1,甲公司\nC2,乙公司\nC3,丙公司\nC4,丙公司\n")
    ids = {one["external_ids"][0]: one["id"] for one in await importer.listed("/customers")}
    number = (await importer.ask("GET", f"/customers/{ids['C2']}"))["number"]
    asked = [
        {"external_id": "C1", "name": "乙公司"}, {"number": number}, {"number": "C3"},
        {"external_id": "?", "name": "乙公司"}, {"name": "丙公司"}, {"name": "丁公司"}, {},
    ]  # fmt: skip
    names = [pb.CustomerNames(**one) for one in asked]

    async def found(person: Any, source: str, some: Any = names) -> list[list[str]]:
        mine = (*as_service(crm), ("x-user-token", person.token))
        request = pb.FindCustomersRequest(customers=some, source=source)
        answer = await stub.FindCustomers(request, metadata=mine, timeout=5)
        return [sorted(one.ids) for one in answer.found]

    both = sorted((ids["C3"], ids["C4"]))
    assert await found(importer.person, "import") == [
        [ids["C1"]], [ids["C2"]], [ids["C3"]], [ids["C2"]], both, [], [],
    ]  # fmt: skip
    assert (await found(importer.person, "other"))[0] == [ids["C2"]]
    assert await found(await crm.person({"customer.read": "own"}), "import") == [[]] * 7
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await found(importer.person, "import", [pb.CustomerNames(name="x")] * 201)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_card_tells_which_contacts_are_with_the_customer(
    crm: Bench, admin: Caller, stub: Any
) -> None:
    here, there = await admin.customer("Here"), await admin.customer("There")
    people = [
        (await admin("POST", "/contacts", {"name": "Kim", "customers": [{"customer_id": one["id"]}]})).body
        for one in (here, here, there)
    ]
    await admin("DELETE", f"/contacts/{people[1]['id']}")
    ids = [*(one["id"] for one in people), str(uuid4())]
    request = pb.GetCustomerRequest(id=here["id"], contact_ids=ids)
    answer = await stub.GetCustomer(request, metadata=as_person(admin), timeout=5)
    assert list(answer.contact_ids) == [people[0]["id"]]
    for wrong in (["x"], [str(uuid4())] * 201):
        request = pb.GetCustomerRequest(id=here["id"], contact_ids=wrong)
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await stub.GetCustomer(request, metadata=as_person(admin), timeout=5)
        assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_many_cards_come_without_the_unreadable_ones(crm: Bench, admin: Caller, stub: Any) -> None:
    me = await caller(crm, {"customer.read": "own", "customer.create": "own"})
    mine, theirs = await me.customer("Mine"), await admin.customer("Theirs")
    request = pb.BatchGetCustomersRequest(ids=[mine["id"], theirs["id"], str(uuid4())])
    answer = await stub.BatchGetCustomers(request, metadata=as_person(me), timeout=5)
    assert [one.name for one in answer.customers] == ["Mine"]
    for ids in ([str(uuid4())] * 201, ["x"]):
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await stub.BatchGetCustomers(
                pb.BatchGetCustomersRequest(ids=ids), metadata=as_person(me), timeout=5
            )
        assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_readable_records_are_told_apart(crm: Bench, admin: Caller, stub: Any) -> None:
    me = await caller(crm, {"customer.read": "own", "customer.create": "own"})
    mine, theirs = await me.customer("Mine"), await admin.customer("Theirs")
    kim = (await admin("POST", "/contacts", {"name": "Kim", "customers": [{"customer_id": mine["id"]}]})).body
    entry = (await me("GET", "/interactions")).body["items"][0]
    records = [
        pb.RecordName(thing="customer", id=mine["id"]),
        pb.RecordName(thing="customer", id=theirs["id"]),
        pb.RecordName(thing="contact", id=kim["id"]),
        pb.RecordName(thing="interaction", id=entry["id"]),
        pb.RecordName(thing="unheard-of", id=mine["id"]),
    ]
    answer = await stub.CheckReadable(
        pb.CheckReadableRequest(records=records), metadata=as_person(me), timeout=5
    )
    assert [(one.thing, one.id) for one in answer.readable] == [
        ("customer", mine["id"]),
        ("contact", kim["id"]),
        ("interaction", entry["id"]),
    ]


async def test_search_finds_customers_and_contacts_best_first(crm: Bench, admin: Caller, stub: Any) -> None:
    for name in ("Northern Example", "Example", "Example Trading"):
        customer = await admin.customer(name)
    body = {"name": "Example Kim", "customers": [{"customer_id": customer["id"]}]}
    await admin("POST", "/contacts", body)
    first = await stub.Search(
        pb.SearchRequest(q="example", page_size=2), metadata=as_person(admin), timeout=5
    )
    assert [one.title for one in first.hits] == ["Example", "Example Trading"]
    request = pb.SearchRequest(q="example", page_size=2, page_token=first.next_page_token)
    rest = await stub.Search(request, metadata=as_person(admin), timeout=5)
    assert [one.title for one in rest.hits] == ["Example Kim", "Northern Example"]
    assert (rest.hits[0].thing, rest.hits[0].subtitle) == ("contact", "Example Trading")
    assert rest.hits[0].customer_id == customer["id"]
    assert rest.next_page_token == ""
    stranger = await caller(crm, {"customer.read": "own"})
    answer = await stub.Search(pb.SearchRequest(q="example"), metadata=as_person(stranger), timeout=5)
    assert list(answer.hits) == []


async def test_a_name_in_any_script_comes_before_mail_addresses(admin: Caller, stub: Any) -> None:
    quiet = await admin.customer("Quiet Example", emails=[{"address": "langyue@example.com"}])
    for number in range(5):
        body = {
            "name": f"Kim {number}",
            "emails": [{"address": f"langyue{number}@example.com"}],
            "customers": [{"customer_id": quiet["id"]}],
        }
        await admin("POST", "/contacts", body)
    trading = await admin.customer("朗月贸易有限公司")
    await admin("POST", "/contacts", {"name": "李朗月", "customers": [{"customer_id": trading["id"]}]})
    await admin("POST", "/contacts", {"name": "朗月", "customers": [{"customer_id": trading["id"]}]})
    await admin.customer("北方朗月")

    async def titles(q: str, size: int) -> list[str]:
        request = pb.SearchRequest(q=q, page_size=size)
        return [one.title for one in (await stub.Search(request, metadata=as_person(admin), timeout=5)).hits]

    names = ["朗月", "朗月贸易有限公司", "北方朗月", "李朗月"]
    assert await titles("langyue", 4) == await titles("朗月", 4) == names
    assert await titles("langyue", 10) == [*names, "Quiet Example", *(f"Kim {number}" for number in range(5))]
    assert await titles("lymy", 1) == ["朗月贸易有限公司"]
    assert (await titles("langyue3@example.com", 2)) == ["Kim 3"]
    assert await titles(trading["number"], 1) == ["朗月贸易有限公司"]
    assert await titles(f"cu{int(trading['number'][3:])}", 1) == ["朗月贸易有限公司"]


async def test_the_overview_is_what_rest_shows(admin: Caller, stub: Any) -> None:
    tag = (await admin("POST", "/tags", {"name": "Key account", "colour": "#0055aa"})).body
    said: dict[str, Any] = {
        "registered_on": "2020-02-29",
        "tags": [tag["id"]],
        "addresses": [{"city": "上海"}],
    }
    customer = await admin.customer(emails=[{"address": "office@example.com"}], **said)
    link = {"customer_id": customer["id"], "primary": True, "title": "Buyer", "decision_role": "decider"}
    body = {"name": "Kim Example", "birthday": "1990-12-01", "phones": [{"number": "+8613800000001"}]}
    kim = (await admin("POST", "/contacts", body | {"customers": [link]})).body
    link |= {"primary": False, "reports_to_id": kim["id"]}
    await admin("POST", "/contacts", {"name": "Ann Example", "customers": [link]})
    call = {"customer_id": customer["id"], "contact_id": kim["id"], "channel": "call", "direction": "out"}
    call |= {"occurred_at": "2026-03-01T08:00:00+08:00", "follow_up_on": "2026-03-02", "duration_seconds": 60}
    call |= {"participants": [{"kind": "contact", "id": kim["id"]}, {"kind": "other", "name": "A guest"}]}
    assert (await admin("POST", "/interactions", call)).status == 201
    request = pb.GetOverviewRequest(customer_id=customer["id"])
    answer = await stub.GetOverview(request, metadata=as_person(admin), timeout=5)
    path = f"/customers/{customer['id']}"
    assert orjson.loads(answer.customer_json) == (await admin("GET", path)).body
    shown = {one["id"]: one for one in (await admin("GET", f"{path}/contacts")).body["items"]}
    people = orjson.loads(answer.contacts_json)
    assert {one["id"]: one for one in people} == shown
    assert [one["name"] for one in people] == ["Kim Example", "Ann Example"]
    assert orjson.loads(answer.interactions_json) == (await admin("GET", f"{path}/timeline")).body["items"]


async def test_all_cards_are_listed_to_services_only(crm: Bench, admin: Caller, stub: Any) -> None:
    names = [f"Customer {index}" for index in range(5)]
    for name in names:
        await admin.customer(name)
    seen, token = [], ""
    while True:
        request = pb.ListCustomersRequest(page_size=2, page_token=token)
        answer = await stub.ListCustomers(request, metadata=as_service(crm), timeout=5)
        seen += [one.name for one in answer.customers]
        token = answer.next_page_token
        if not token:
            break
    assert seen == names
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.ListCustomers(pb.ListCustomersRequest(), metadata=as_person(admin), timeout=5)
    assert refused.value.code() is grpc.StatusCode.PERMISSION_DENIED
