"""The gate over gRPC: one, many, evidence from other services, and everybody's standing to project."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import grpc
import grpc.aio
import orjson
import pytest
from sqlalchemy import text

from chassis.testing import Bench
from crm.customer.v1 import consent_pb2 as pb
from crm.customer.v1 import customer_pb2
from crm.customer.v1.consent_pb2_grpc import ConsentServiceStub
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from customer.customers.tasks import purge_deleted
from services.customer.tests.people import Caller, caller
from services.customer.tests.test_consent_preferences import prefer
from services.customer.tests.test_consents import GRANT, WITHDRAWAL, kim, say, written
from services.customer.tests.test_purging import count, long_ago
from services.customer.tests.test_rpc import as_person, as_service

MARKETING: Any = {"channel": "email", "purpose": "marketing"}


@pytest.fixture
async def channel(crm: Bench) -> AsyncIterator[grpc.aio.Channel]:
    address = f"{crm.runtime.settings.host}:{crm.runtime.settings.grpc_port}"
    async with grpc.aio.insecure_channel(address) as opened:
        yield opened


@pytest.fixture
def stub(channel: grpc.aio.Channel) -> Any:
    return ConsentServiceStub(channel)


def subject(path: str) -> pb.ConsentSubject:
    _, things, id_ = path.split("/")
    return pb.ConsentSubject(thing=things.removesuffix("s"), id=id_)


async def refused(call: Any) -> grpc.StatusCode:
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await call
    return error.value.code()


async def test_many_are_answered_in_the_order_asked(crm: Bench, admin: Caller, stub: Any) -> None:
    yes, no, gone = [await kim(admin, name=name) for name in ("Yes", "No", "Gone")]
    entry = (await say(admin, yes, GRANT)).body
    await say(admin, no, WITHDRAWAL)
    await say(admin, gone, GRANT)
    await admin("DELETE", gone)
    customer = f"/customers/{(await admin.customer('Person', kind='person'))['id']}"
    await say(admin, customer, GRANT)
    asked = [subject(one) for one in (no, yes, customer, gone, f"/contacts/{uuid4()}", yes)]
    request = pb.BatchMayContactRequest(subjects=asked, **MARKETING)
    answer = await stub.BatchMayContact(request, metadata=as_service(crm), timeout=5)
    assert [one.rule for one in answer.decisions] == [
        "opted_out", "granted", "granted", "unknown", "unknown", "granted",
    ]  # fmt: skip
    assert (answer.decisions[1].allowed, answer.decisions[1].consent_id) == (True, entry["id"])
    one = await stub.MayContact(
        pb.MayContactRequest(subject=subject(yes), **MARKETING), metadata=as_service(crm), timeout=5
    )
    assert one.decision == answer.decisions[1]


async def test_somebody_who_may_not_read_them_learns_nothing(crm: Bench, admin: Caller, stub: Any) -> None:
    path = await kim(admin)
    await say(admin, path, GRANT)
    stranger = await caller(crm, {"customer.read": "own"})
    request = pb.MayContactRequest(subject=subject(path), **MARKETING)
    answer = await stub.MayContact(request, metadata=as_person(stranger), timeout=5)
    assert (answer.decision.rule, answer.decision.consent_id) == ("unknown", "")


async def test_a_question_that_is_none_is_an_invalid_argument(crm: Bench, admin: Caller, stub: Any) -> None:
    one = subject(await kim(admin))
    meta: Any = {"metadata": as_service(crm), "timeout": 5}
    asked = [
        stub.MayContact(pb.MayContactRequest(**MARKETING), **meta),
        stub.MayContact(pb.MayContactRequest(subject=one, channel="fax", purpose="marketing"), **meta),
        stub.MayContact(pb.MayContactRequest(subject=one, at="now", **MARKETING), **meta),
        stub.BatchMayContact(pb.BatchMayContactRequest(subjects=[one] * 1001, **MARKETING), **meta),
        stub.RecordConsent(pb.RecordConsentRequest(subject=one, consent_json="{"), **meta),
        stub.RecordConsent(pb.RecordConsentRequest(subject=one, consent_json="{}"), **meta),
        stub.ListContactStandings(pb.ListContactStandingsRequest(page_token="x"), **meta),
        stub.ListContactStandings(pb.ListContactStandingsRequest(page_size=1001), **meta),
    ]
    before = await written(crm)
    assert {await refused(call) for call in asked} == {grpc.StatusCode.INVALID_ARGUMENT}
    assert await written(crm) == before


async def test_another_service_writes_down_an_unsubscription_once(
    crm: Bench, admin: Caller, stub: Any
) -> None:
    path = await kim(admin)
    said = WITHDRAWAL | {
        "given_at": "2026-03-01T00:00:00Z",
        "evidence": {"reference": "<mail-1@example.com>"},
    }
    request = pb.RecordConsentRequest(subject=subject(path), consent_json=orjson.dumps(said).decode())
    answers = [await stub.RecordConsent(request, metadata=as_service(crm), timeout=5) for _ in range(2)]
    assert [one.created for one in answers] == [True, False]
    assert answers[0].consent_id == answers[1].consent_id
    missing = pb.RecordConsentRequest(
        subject=subject(f"/contacts/{uuid4()}"), consent_json=request.consent_json
    )
    assert await refused(stub.RecordConsent(missing, metadata=as_service(crm), timeout=5)) is (
        grpc.StatusCode.NOT_FOUND
    )
    reader = await caller(crm, {"customer.read": "all"})
    assert await refused(stub.RecordConsent(request, metadata=as_person(reader), timeout=5)) is (
        grpc.StatusCode.PERMISSION_DENIED
    )


async def test_a_projection_reads_everybody_page_by_page(crm: Bench, admin: Caller, stub: Any) -> None:
    paths = [await kim(admin, name=f"Kim {number}") for number in range(5)]
    for path in paths:
        await say(admin, path, GRANT)
    await prefer(admin, paths[0], 2, do_not_contact=["sms"])
    seen, token = [], ""
    while True:
        request = pb.ListContactStandingsRequest(page_size=2, page_token=token)
        answer = await stub.ListContactStandings(request, metadata=as_service(crm), timeout=5)
        seen += answer.standings
        token = answer.next_page_token
        if not token:
            break
    assert sorted(one.subject.id for one in seen) == sorted(path.rpartition("/")[2] for path in paths)
    first = next(one for one in seen if one.subject == subject(paths[0]))
    assert (first.version, orjson.loads(first.preference_json)["do_not_contact"]) == (3, ["sms"])
    assert [(one.channel, one.purpose, one.state) for one in first.consents] == [
        ("email", "marketing", "granted")
    ]
    told = [data["version"] for one, data in await crm.announced() if "consent" in one or "preference" in one]
    assert max(told) == 3
    request = pb.ListContactStandingsRequest()
    assert await refused(stub.ListContactStandings(request, metadata=as_person(admin), timeout=5)) is (
        grpc.StatusCode.PERMISSION_DENIED
    )


async def test_the_overview_says_where_the_customer_and_its_contacts_stand(
    admin: Caller, channel: grpc.aio.Channel
) -> None:
    customer = (await admin.customer())["id"]
    path = await kim(admin, customer=customer)
    await kim(admin, customer=customer, name="Silent")
    await say(admin, path, GRANT)
    await prefer(admin, path, 2, do_not_contact=["sms"])
    request = customer_pb2.GetOverviewRequest(customer_id=customer)
    answer = await CustomerServiceStub(channel).GetOverview(request, metadata=as_person(admin), timeout=5)
    (stands,) = orjson.loads(answer.consents_json)
    assert stands["items"] == (await admin("GET", f"{path}/consents/current")).body["items"]
    assert (stands["contact_id"], stands["do_not_contact"]) == (path.rpartition("/")[2], ["sms"])


async def test_what_is_purged_leaves_nothing_behind(crm: Bench, admin: Caller) -> None:
    customer = (await admin.customer())["id"]
    for path in (await kim(admin, customer=customer), f"/customers/{customer}"):
        entry = (await say(admin, path, GRANT)).body
        await admin("POST", f"/consents/{entry['id']}/review")
        await prefer(admin, path, 2, do_not_contact=["sms"])
    await admin("DELETE", f"/customers/{customer}")
    await long_ago(crm, "customer", 31)
    await purge_deleted(crm.runtime)
    assert [await count(crm, one) for one in ("consent", "contact_preference")] == [0, 0]
    async with crm.runtime.database.reading() as session:
        left = await session.scalars(text("SELECT DISTINCT thing FROM change WHERE kind <> 'purged'"))
        assert not {"consent", "contact_preference"} & set(left)
