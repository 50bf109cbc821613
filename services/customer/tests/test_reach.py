"""How contacts and customers are reached, for services that send."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import grpc
import grpc.aio
import pytest

from chassis.testing import Bench
from crm.customer.v1 import consent_pb2 as pb
from crm.customer.v1.consent_pb2_grpc import ConsentServiceStub
from services.customer.tests.people import Caller
from services.customer.tests.test_rpc import as_person, as_service

PHONES = [
    {"number": "+862155501000", "kind": "work", "primary": True},
    {"number": "+8613900000001", "kind": "mobile"},
    {"number": "+8613900000002", "kind": "mobile"},
]
EMAILS = [
    {"address": "second@example.com"},
    {"address": "first@example.com", "primary": True},
]


@pytest.fixture
async def stub(crm: Bench) -> AsyncIterator[Any]:
    address = f"{crm.runtime.settings.host}:{crm.runtime.settings.grpc_port}"
    async with grpc.aio.insecure_channel(address) as opened:
        yield ConsentServiceStub(opened)


async def test_services_are_told_where_somebody_is_and_what_they_read(
    crm: Bench, admin: Caller, stub: Any
) -> None:
    customer = await admin.customer("Example", language="zh-TW", emails=EMAILS, phones=PHONES)
    works = {"customers": [{"customer_id": customer["id"]}]}
    mute = (await admin("POST", "/contacts", {"name": "Mute", **works})).body
    reads = (await admin("POST", "/contacts", {"name": "Reads", "language": "en", **works})).body
    gone = (await admin("POST", "/contacts", {"name": "Gone", **works, "emails": EMAILS})).body
    await admin("DELETE", f"/contacts/{gone['id']}")
    asked = [("contact", mute["id"]), ("customer", customer["id"]), ("contact", gone["id"])]
    asked += [("contact", reads["id"]), ("customer", str(uuid4())), ("contact", mute["id"])]
    request = pb.BatchGetReachRequest(
        subjects=[pb.ConsentSubject(thing=thing, id=id_) for thing, id_ in asked]
    )
    answer = await stub.BatchGetReach(request, metadata=as_service(crm))
    found = [(one.name, one.language, one.email, one.mobile) for one in answer.reaches]
    silent = ("Mute", "zh-TW", "", "")
    nobody = ("", "", "", "")
    told = ("Example", "zh-TW", "first@example.com", "+8613900000001")
    assert found == [silent, told, nobody, ("Reads", "en", "", ""), nobody, silent]


async def test_nobody_else_is_told(crm: Bench, admin: Caller, stub: Any) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await stub.BatchGetReach(pb.BatchGetReachRequest(), metadata=as_person(admin))
    assert error.value.code() == grpc.StatusCode.PERMISSION_DENIED
    many = pb.BatchGetReachRequest(subjects=[pb.ConsentSubject(thing="contact", id=str(uuid4()))] * 1001)
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await stub.BatchGetReach(many, metadata=as_service(crm))
    assert error.value.code() == grpc.StatusCode.INVALID_ARGUMENT
