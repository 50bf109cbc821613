"""Parties of other services in the master: found when they are there, admitted once for ever."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import grpc
import grpc.aio
import orjson
import pytest

from chassis.testing import Bench
from crm.customer.v1 import admission_pb2 as pb
from crm.customer.v1.admission_pb2_grpc import AdmissionServiceStub
from services.customer.tests.people import Caller, caller
from services.customer.tests.test_rpc import as_person, as_service

CUSTOMER = {"name": "朗月仪器有限公司", "phones": [{"number": "+8613800138000"}]}
CONTACT = {"name": "李明", "emails": [{"address": "li@example.com"}]}


@pytest.fixture
async def stub(crm: Bench) -> AsyncIterator[AdmissionServiceStub]:
    address = f"{crm.runtime.settings.host}:{crm.runtime.settings.grpc_port}"
    async with grpc.aio.insecure_channel(address) as channel:
        yield AdmissionServiceStub(channel)


def party(external_id: str = "lead-1", **given: str) -> pb.AdmitRequest:
    new = {"customer_json": orjson.dumps(CUSTOMER).decode(), "contact_json": orjson.dumps(CONTACT).decode()}
    return pb.AdmitRequest(source="sales.lead", external_id=external_id, **(new | given))


async def refused(call: Any) -> grpc.StatusCode:
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await call
    return error.value.code()


async def test_twenty_calls_for_one_party_make_one_customer_with_one_contact(
    admin: Caller, stub: Any
) -> None:
    asked = [
        stub.Admit(party(contact_title="采购经理"), metadata=as_person(admin), timeout=30) for _ in range(20)
    ]
    answers = await asyncio.gather(*asked)
    assert len({(one.customer_id, one.contact_id) for one in answers}) == 1
    assert await admin.names("/customers") == ["朗月仪器有限公司"]
    (contact,) = (await admin("GET", "/contacts")).body["items"]
    (link,) = contact["customers"]
    assert (link["customer_id"], link["title"], link["primary"]) == (answers[0].customer_id, "采购经理", True)


async def test_what_was_admitted_is_what_later_calls_get_whatever_they_ask(
    crm: Bench, admin: Caller, stub: Any
) -> None:
    first = await stub.Admit(party(contact_json=""), metadata=as_person(admin), timeout=5)
    assert first.contact_id == ""
    said = len(await crm.announced())
    other = orjson.dumps({"name": "Somebody else"}).decode()
    again = await stub.Admit(
        party(contact_json="", customer_json=other), metadata=as_person(admin), timeout=5
    )
    assert again.customer_id == first.customer_id
    await admin("DELETE", f"/customers/{first.customer_id}")
    again = await stub.Admit(party(contact_json=""), metadata=as_person(admin), timeout=5)
    assert again.customer_id == first.customer_id
    assert len(await crm.announced()) == said + 1


async def test_a_contact_is_admitted_to_a_customer_that_is_there(admin: Caller, stub: Any) -> None:
    there = await admin.customer("Example Trading")
    request = party(customer_id=there["id"], customer_json="")
    answers = [await stub.Admit(request, metadata=as_person(admin), timeout=5) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].customer_id == there["id"]
    kim = (await admin("GET", f"/contacts/{answers[0].contact_id}")).body
    assert [one["customer_id"] for one in kim["customers"]] == [there["id"]]


async def test_a_contact_that_is_there_is_at_the_customer_then(crm: Bench, admin: Caller, stub: Any) -> None:
    there, elsewhere = await admin.customer("Example Trading"), await admin.customer("Another Example")
    body = {"name": "Kim", "customers": [{"customer_id": there["id"]}]}
    kim = (await admin("POST", "/contacts", body)).body
    joins = party(customer_id=there["id"], contact_id=kim["id"])
    assert (await stub.Admit(joins, metadata=as_person(admin), timeout=5)).contact_id == kim["id"]
    strange = party(customer_id=elsewhere["id"], contact_id=kim["id"])
    call = stub.Admit(strange, metadata=as_person(admin), timeout=5)
    assert await refused(call) is grpc.StatusCode.INVALID_ARGUMENT
    for _ in range(2):
        made = await stub.Admit(party(contact_id=kim["id"]), metadata=as_person(admin), timeout=5)
    works_for = (await admin("GET", f"/contacts/{kim['id']}")).body["customers"]
    assert {one["customer_id"] for one in works_for} == {there["id"], made.customer_id}


async def test_nothing_is_made_without_permission_or_of_bad_data(
    crm: Bench, admin: Caller, stub: Any
) -> None:
    there = await admin.customer("Hidden Example")
    before = await crm.announced()
    nobody = await caller(crm, {"customer.read": "own"})
    maker = await caller(crm, {"customer.read": "own", "customer.create": "own"})
    wrong = party(contact_json=orjson.dumps({"name": "Kim", "emails": [{"address": "none"}]}).decode())
    for who, request, code in (
        (nobody, party(), grpc.StatusCode.PERMISSION_DENIED),
        (maker, party(), grpc.StatusCode.PERMISSION_DENIED),  # a contact needs customer.update
        (maker, party(customer_id=there["id"]), grpc.StatusCode.NOT_FOUND),
        (admin, party(customer_id="none"), grpc.StatusCode.INVALID_ARGUMENT),
        (admin, party(contact_id=str(uuid4())), grpc.StatusCode.NOT_FOUND),
        (admin, party(customer_json="{"), grpc.StatusCode.INVALID_ARGUMENT),
        (admin, party(customer_json=""), grpc.StatusCode.INVALID_ARGUMENT),
        (admin, wrong, grpc.StatusCode.INVALID_ARGUMENT),
    ):
        assert await refused(stub.Admit(request, metadata=as_person(who), timeout=5)) is code
    assert await crm.announced() == before
    assert await admin.names("/customers") == ["Hidden Example"]


async def test_a_service_goes_on_with_the_permissions_of_who_asked(
    crm: Bench, admin: Caller, stub: Any
) -> None:
    def behalf(whom: str) -> Any:
        return (*as_service(crm), ("x-on-behalf-of", whom))

    nobody = await caller(crm, {"customer.read": "own"})
    for whom in (f"user:{nobody.person.id}", f"user:{uuid4()}"):
        call = stub.Admit(party(), metadata=behalf(whom), timeout=5)
        assert await refused(call) is grpc.StatusCode.PERMISSION_DENIED
    answer = await stub.Admit(party(), metadata=behalf(f"user:{admin.person.id}"), timeout=5)
    made = (await admin("GET", f"/customers/{answer.customer_id}")).body
    assert made["owner_id"] == str(admin.person.id)


async def test_who_is_alike_is_found_by_phone_mail_and_name(crm: Bench, admin: Caller, stub: Any) -> None:
    one = await admin.customer("朗月仪器有限公司", phones=[{"number": "+8613800138000"}])
    body = {
        "name": "Kim",
        "emails": [{"address": "kim@example.com"}],
        "customers": [{"customer_id": one["id"]}],
    }
    kim = (await admin("POST", "/contacts", body)).body
    await admin.customer("Other Example")
    request = pb.FindAlikeRequest(
        phones=["+8613800138000"], emails=["kim@example.com"], names=["朗月儀器有限公司"]
    )
    found = (await stub.FindAlike(request, metadata=as_person(admin), timeout=5)).found
    assert [(hit.thing, hit.id, list(hit.by)) for hit in found] == [
        ("customer", one["id"], ["phone", "name"]),
        ("contact", kim["id"], ["email"]),
    ]
    assert (found[0].number, found[1].customer_id) == (one["number"], one["id"])
    stranger = await caller(crm, {"customer.read": "own"})
    masked = await caller(crm, {"customer.read": "all"}, masks=["customer.phones", "contact.emails"])
    assert not (await stub.FindAlike(request, metadata=as_person(stranger), timeout=5)).found
    (hit,) = (await stub.FindAlike(request, metadata=as_person(masked), timeout=5)).found
    assert list(hit.by) == ["name"]
