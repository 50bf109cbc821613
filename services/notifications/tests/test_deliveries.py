"""One message to one recipient: accepted once, looked at from all sides when it is claimed, and told of."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from sqlalchemy import text

from chassis.identifiers import new_id
from chassis.rpc.client import Peers
from chassis.rpc.statuses import PeerRefused
from crm.notifications.v1 import notifications_pb2 as pb
from crm.notifications.v1.notifications_pb2_grpc import NotificationsServiceStub
from notifications.deliveries import tasks
from notifications.settings import ProviderSettings
from services.notifications.tests.master import Master
from services.notifications.tests.post import QUOTE, Post

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def caught(infrastructure: object, reference: str) -> list[dict[str, object]]:
    """The mails with our reference that reached the mail catcher."""
    async with aiohttp.ClientSession() as client, client.get(infrastructure.mail_url + "/messages") as answer:  # type: ignore[attr-defined]
        return [one for one in await answer.json() if reference in one["headers"]["Message-ID"]]


async def test_a_mail_reaches_the_server_with_both_parts_and_our_reference(
    post: Post, infrastructure: object
) -> None:
    delivery = await post.mail(language="zh-CN", params={**QUOTE, "note": "<b>5 > 3</b>", "customer": "示例"})
    assert await post.state(delivery) == ("queued", "requested")
    await post.work()
    assert await post.states(delivery) == ["queued", "claimed", "handed_over", "accepted"]
    (mail,) = await caught(infrastructure, delivery)
    assert mail["to"] == ["kim@example.com"]
    assert mail["subject"] == "报价单 QU-2026-000123（示例）"
    assert "<b>5 > 3</b>" in str(mail["text"])
    assert "&lt;b&gt;5 &gt; 3&lt;/b&gt;" in str(mail["html"])
    found = await post.read(delivery)
    assert (found["provider"], found["template_number"], found["address"]) == ("mail", 0, "kim@example.com")
    told = [
        data for subject, data in await post.bench.announced() if subject == "notifications.delivery.changed"
    ]
    assert [(one["delivery_id"], one["state"]) for one in told] == [(delivery, "accepted")]


async def test_the_same_key_with_the_same_content_is_the_same_message(post: Post) -> None:
    recipient = {"thing": "contact", "id": str(new_id())}
    first = await post.ask(key="order-7", recipient=recipient)
    second = await post.ask(key="order-7", recipient=recipient)
    assert first.body["id"] == second.body["id"]
    other = await post.ask(key="order-7", recipient=recipient, params={**QUOTE, "note": "!"})
    assert (other.status, other.problem) == (409, "key-conflict")
    at_once = await asyncio.gather(*(post.ask(key="order-8", recipient=recipient) for _ in range(8)))
    assert len({one.body["id"] for one in at_once}) == 1
    await post.work()
    assert len(post.carriers["keyed"].taken) == 2


@pytest.mark.parametrize(
    ("change", "pointer", "kind"),
    [
        ({"topic": "no-such"}, "/topic", "topic_unknown"),
        ({"params": {"number": "1"}}, "/params/link", "missing"),
        ({"params": {**QUOTE, "evil": "1"}}, "/params/evil", "field_unknown"),
        ({"params": {**QUOTE, "total": "12.50"}}, "/params/total", "shape"),
        ({"params": {**QUOTE, "note": {"a": 1}}}, "/params/note", "shape"),
        ({"recipient": {"thing": "user", "id": str(new_id())}}, "/recipient/thing", "not_for_them"),
        ({"address": "13800138000"}, "/address", "phone_invalid"),
        (
            {"address": None, "recipient": {"thing": "user", "id": str(new_id())}, "topic": "deal-won"},
            "",
            "address_missing",
        ),
        ({"channel": "email", "address": "kim@example.com\nBcc: x@example.com"}, "/address", "email_invalid"),
        ({"params": {**QUOTE, "note": "a\x00"}}, "/params", "nul_character"),
        ({"not_before": "0001-01-01T00:00:00+14:00"}, "/not_before", "moment_out_of_range"),
        ({"key": ""}, "/key", "too_short"),
        ({"key": "a\x00"}, "/key", "nul_character"),
    ],
)
async def test_what_cannot_be_sent_is_refused_by_its_field(
    post: Post, change: dict[str, object], pointer: str, kind: str
) -> None:
    answer = await post.ask(**change)
    assert answer.status == 422, answer.body
    assert answer.wrong == [(pointer, kind)]
    assert (await post("GET", "/deliveries")).body["items"] == []


async def test_only_who_may_send_does_and_only_to_whom_they_can_read(post: Post, master: Master) -> None:
    contact = new_id()
    master.unreadable.add(str(contact))
    hidden = await post.ask(recipient={"thing": "contact", "id": str(contact)})
    assert (hidden.status, hidden.problem) == (404, "not-found")
    nobody = Post(post.bench, await post.bench.person({}), post.carriers)
    assert (await nobody.ask()).status == 403
    delivery = await post.sms()
    for path in (
        f"/deliveries/{delivery}",
        "/deliveries",
        f"/deliveries/why?thing=contact&recipient={contact}",
    ):
        assert (await nobody("GET", path)).status == 403


async def test_content_is_shown_to_who_may_read_the_contact_and_the_address_unless_masked(
    post: Post, master: Master
) -> None:
    contact = str(new_id())
    delivery = await post.sms(recipient={"thing": "contact", "id": contact})
    masked = await post.bench.person(
        {"delivery.read": "all", "customer.read": "all"}, masks=["contact.phones"]
    )
    half = Post(post.bench, masked, post.carriers)
    assert (await half.read(delivery))["address"] is None
    master.unreadable.add(contact)
    assert (await post("GET", f"/deliveries/{delivery}")).status == 404
    assert [one["id"] for one in (await post("GET", "/deliveries")).body["items"]] == [delivery]


async def test_the_link_by_which_a_customer_accepts_is_for_the_customer_alone(
    post: Post, infrastructure: object
) -> None:
    link = "https://crm.example.com/q/a-b_c?d=1&e=2"
    delivery = await post.mail(params={**QUOTE, "link": link})
    await post.work()
    (mail,) = await caught(infrastructure, delivery)
    assert link in str(mail["text"])
    found = await post.read(delivery)
    assert found["params"] == {**QUOTE, "link": "…"}
    assert "accept it or decline it here:" in found["text"]
    assert "a-b_c" not in str(found)


@pytest.mark.parametrize("rule", ["opted_out", "do_not_contact", "unknown"])
async def test_who_does_not_want_to_be_contacted_is_not(post: Post, master: Master, rule: str) -> None:
    contact = new_id()
    master.says(contact, rule)
    delivery = await post.sms(recipient={"thing": "contact", "id": str(contact)})
    await post.work()
    found = await post.read(delivery)
    assert (found["state"], found["reason"]) == ("suppressed", {"kind": "consent", "rule": rule})
    assert post.carriers["keyed"].calls == 0
    why = await post("GET", f"/deliveries/why?thing=contact&recipient={contact}&topic=quote-sent")
    assert (why.body["answer"], why.body["reason"]["rule"]) == ("did_not_get_it", rule)
    assert [step["state"] for step in why.body["deliveries"][0]["steps"]] == ["queued", "suppressed"]
    never = await post("GET", f"/deliveries/why?thing=contact&recipient={new_id()}")
    assert never.body["answer"] == "never_asked"


async def test_a_pause_or_a_silent_master_makes_a_message_wait(post: Post, master: Master) -> None:
    contact, moment = new_id(), datetime.now(UTC) + timedelta(hours=5)
    master.says(contact, "paused", moment.isoformat())
    delivery = await post.sms(recipient={"thing": "contact", "id": str(contact)})
    await post.work()
    found = await post.read(delivery)
    assert (found["state"], found["reason"]["kind"], found["reason"]["rule"]) == (
        "queued",
        "consent",
        "paused",
    )
    assert datetime.fromisoformat(found["due_at"]) == moment
    master.away = True
    other = await post.sms()
    await post.work()
    assert await post.state(other) == ("queued", "consent_not_known")
    master.away = False
    await post.later()
    await post.work()
    assert await post.state(other) == ("accepted", "accepted")
    assert post.carriers["keyed"].calls == 1


async def test_nothing_is_sent_to_a_suppressed_address_and_nobody_can_list_them(post: Post) -> None:
    address = {"channel": "email", "address": "Kim@Example.com"}
    assert (await post("POST", "/suppressions", address)).status == 204
    delivery = await post.mail("kim@example.com")
    await post.work()
    assert (await post.read(delivery))["reason"] == {"kind": "address_suppressed", "because": "manual"}
    assert (await post("POST", "/suppressions/check", address)).body["reason"] == "manual"
    async with post.bench.runtime.database.reading() as session:
        kept = (await session.execute(text("SELECT suppression::text FROM suppression"))).scalar_one()
    assert "kim" not in kept
    assert (await post("POST", "/suppressions/lift", address)).status == 204
    again = await post.mail("kim@example.com")
    await post.work()
    assert await post.state(again) == ("accepted", "accepted")


async def test_an_address_gets_so_much_in_an_hour(post: Post) -> None:
    post.using("keyed", recipient_hourly=3)
    sent = [await post.sms() for _ in range(5)]
    other = await post.sms(address="+8613900139000")
    await post.work()
    states = [(await post.state(one)) for one in sent]
    assert states.count(("accepted", "accepted")) == 3
    assert states.count(("queued", "recipient_has_enough")) == 2
    assert await post.state(other) == ("accepted", "accepted")


async def test_what_could_not_be_sent_in_time_is_given_up(post: Post) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=0.2)).isoformat()
    delivery = await post.sms(expires_at=soon, not_before=(datetime.now(UTC) + timedelta(days=1)).isoformat())
    await asyncio.sleep(0.25)
    await tasks.give_up(post.bench.runtime)
    assert await post.state(delivery) == ("expired", "too_late")


async def test_the_ledger_is_filtered_and_paged(post: Post) -> None:
    contact = str(new_id())
    mine = [await post.sms(recipient={"thing": "contact", "id": contact}) for _ in range(3)]
    await post.mail()
    wanted = f'{{"field": "contact_id", "op": "in", "value": ["{contact}"]}}'
    first = (await post("GET", f"/deliveries?limit=2&total=true&filter={wanted}")).body
    second = (await post("GET", f"/deliveries?limit=2&filter={wanted}&after={first['next']}")).body
    assert first["total"] == 3
    assert [one["id"] for one in [*first["items"], *second["items"]]] == mine[::-1]
    assert "address" not in first["items"][0]


async def test_who_looks_while_the_carrier_is_called_sees_it_handed_over(post: Post) -> None:
    post.using("plain")
    post.carriers["plain"].pause = 0.3
    delivery = await post.sms()
    working = asyncio.create_task(post.work())
    await post.carriers["plain"].called.wait()
    assert (await post.read(delivery))["state"] == "handed_over"
    await working


async def test_other_services_send_over_grpc(post: Post) -> None:
    bench = post.bench
    request = pb.SendRequest(
        key="order-9",
        topic="order-confirmed",
        channel="sms",
        recipient_thing="contact",
        recipient_id=str(new_id()),
        address="+86 138 0013 8000",
        language="en",
        params_json='{"number": "SO-2026-000009"}',
    )
    address = f"{bench.runtime.settings.host}:{bench.runtime.settings.grpc_port}"
    peers = Peers({"notifications": address}, bench.runtime.tokens)
    stub = peers.stub("notifications", NotificationsServiceStub)

    async def ask(**changes: str) -> pb.SendResponse:
        asked = pb.SendRequest()
        asked.CopyFrom(request)
        for name, value in changes.items():
            setattr(asked, name, value)
        return await peers.ask("notifications", stub.Send, asked, within=5)

    first, second = await ask(), await ask()
    assert (first.created, second.created, first.delivery_id == second.delivery_id) == (True, False, True)
    for changes, kind in (
        ({"params_json": "{"}, "json_invalid"),
        ({"recipient_id": "x"}, "uuid_parsing"),
        ({"key": "order-9", "address": "+8613900139000"}, ""),
    ):
        with pytest.raises(PeerRefused) as refused:
            await ask(**changes)
        assert [one.kind for one in refused.value.errors] == ([kind] if kind else [])
    await post.work()
    assert (await post.read(first.delivery_id))[
        "text"
    ] == "Your order SO-2026-000009 is confirmed. Thank you."
    await peers.close()


async def test_a_sandbox_keeps_what_nobody_gets(post: Post) -> None:
    sandbox = ProviderSettings(name="sandbox", kind="sandbox", channel="sms")
    post.using(providers=[sandbox])
    delivery = await post.sms()
    await post.work()
    kept = (await post("GET", "/sandbox-messages")).body["items"]
    assert [(one["reference"], one["address"]) for one in kept] == [(delivery, "+8613800138000")]
    assert kept[0]["text"].startswith("Quote QU-2026-000123 is ready")


@pytest.mark.parametrize("name", ["state", "channel", "topic", "user_id", "contact_id", "customer_id"])
async def test_each_filter_of_the_ledger_has_an_index(post: Post, name: str) -> None:
    value = f"'{new_id()}'" if name.endswith("_id") else "'x'"
    order = "ORDER BY created_at DESC, id DESC LIMIT 51"
    async with post.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        await connection.execute(text("SET LOCAL enable_sort = off"))
        asked = text(f"EXPLAIN SELECT id FROM delivery WHERE {name} = {value} {order}")
        plan = "\n".join(row[0] for row in await connection.execute(asked))
    assert f"ix_delivery_{name.removesuffix('_id')}" in plan
    assert "Filter" not in plan
