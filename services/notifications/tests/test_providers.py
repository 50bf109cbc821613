"""What carriers do wrong, and that nobody gets a message twice for it, and everybody gets theirs."""

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.testing import Bench
from notifications.callbacks import tasks as callbacks
from notifications.providers.contract import Deferred, Message, Refused, Unclear
from notifications.providers.http import Line, PublicOnly, opened_client
from notifications.providers.smtp import Smtp
from notifications.settings import ProviderSettings, Settings
from services.notifications.tests.carriers import report, signed
from services.notifications.tests.post import PHONE, Post
from services.notifications.tests.servers import rude_server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def status(post: Post, name: str) -> Any:
    return next(one for one in (await post("GET", "/providers")).body if one["name"] == name)


@pytest.mark.parametrize("fault", ["drop", "lose", "hang", 500, 502])
async def test_a_carrier_with_keys_is_called_again_after_a_call_without_answer(
    post: Post, fault: Any
) -> None:
    post.using("keyed", "plain", call_seconds=0.3)
    post.carriers["keyed"].faults = [fault]
    delivery = await post.sms()
    await post.work()
    assert (await post.read(delivery))["state"] == "handed_over"
    await post.later()
    await post.work()
    assert await post.states(delivery) == ["queued", "claimed", "handed_over", "handed_over", "accepted"]
    assert post.carriers["keyed"].by_reference == {delivery: 1}
    assert post.carriers["plain"].calls == 0


@pytest.mark.parametrize(
    ("fault", "arrived"), [("drop", True), ("hang", True), ("lose", False), (500, False)]
)
async def test_without_keys_nothing_is_sent_again_before_it_was_looked_up(
    post: Post, fault: Any, arrived: bool
) -> None:
    plain = post.carriers["plain"]
    post.using("plain", "keyed", call_seconds=0.3)
    plain.faults, plain.blind = [fault], True
    delivery = await post.sms()
    await post.work()
    assert await post.state(delivery) == ("unknown", "no_clear_answer")
    for _ in range(2):  # the look-up is out of order too: nothing is sent, and no other carrier is asked
        await post.later()
        await post.work()
        assert await post.state(delivery) == ("unknown", "no_clear_answer")
    assert (plain.calls, post.carriers["keyed"].calls) == (1, 0)
    plain.blind = False
    await post.later()
    await post.work()
    assert await post.state(delivery) == ("accepted", "found_at_provider" if arrived else "accepted")
    assert ("queued" in (await post.states(delivery))[1:]) is not arrived
    assert plain.by_reference == {delivery: 1}


@pytest.mark.parametrize("fault", [503, "slow_down"])
async def test_what_a_carrier_surely_did_not_take_goes_to_the_next_one_at_once(
    post: Post, fault: Any
) -> None:
    post.using("plain", "keyed")
    post.carriers["plain"].faults = [fault]
    delivery, began = await post.sms(), time.monotonic()
    await post.work()
    assert time.monotonic() - began < 30
    found = await post.read(delivery)
    assert (found["state"], found["provider"]) == ("accepted", "keyed")
    assert [step["reason"]["kind"] for step in found["steps"]][3] == "provider_declined"


async def test_a_carrier_that_cannot_be_reached_is_left_alone_for_a_while(post: Post) -> None:
    closed = ProviderSettings(name="keyed", kind="sms_keyed", channel="sms", url="http://127.0.0.1:9")
    plain = next(one for one in post.runtime.settings.providers if one.name == "plain")  # type: ignore[attr-defined]
    post.using(providers=[closed, plain])
    sent = [await post.sms(address=f"+861380013800{one}") for one in range(5)]
    await post.work()
    assert {(await post.read(one))["provider"] for one in sent} == {"plain"}
    seen = await status(post, "keyed")
    assert (seen["circuit"], seen["failures"] >= 3) == ("open", True)
    assert "secret" not in str((await post("GET", "/providers")).body)
    calls = [one["reason"]["kind"] for one in (await post.read(await after(post)))["steps"]]
    assert "provider_declined" not in calls  # the next message does not even try the one that rests


async def after(post: Post) -> str:
    delivery = await post.sms(address="+8613800138009")
    await post.work()
    return delivery


async def test_a_rested_carrier_gets_one_message_to_prove_itself(post: Post) -> None:
    post.using("keyed", call_seconds=0.3)
    keyed = post.carriers["keyed"]
    keyed.faults = [503, 503, 503]
    first = await post.sms()
    for _ in range(3):
        await post.work()
        await post.later()
    assert (await status(post, "keyed"))["circuit"] == "open"
    more = [await post.sms(address=f"+861380013800{one}") for one in range(4)]
    keyed.faults = ["hang"]
    calls = keyed.calls
    await post.work()
    assert keyed.calls == calls + 1
    assert (await status(post, "keyed"))["circuit"] == "open"
    for _ in range(3):
        await post.later()
        await post.work()
    assert (await status(post, "keyed"))["circuit"] == "closed"
    assert {await post.state(one) for one in [first, *more]} == {("accepted", "accepted")}
    assert set(keyed.by_reference.values()) == {1}


async def test_retry_after_is_obeyed(post: Post) -> None:
    post.using("keyed")
    post.carriers["keyed"].faults = ["slow_down"]
    delivery = await post.sms()
    await post.work()
    found, seen = await post.read(delivery), await status(post, "keyed")
    rest = datetime.fromisoformat(seen["rests_until"]) - datetime.now(UTC)
    assert timedelta(seconds=5) < rest <= timedelta(seconds=7)
    assert datetime.fromisoformat(found["due_at"]) - datetime.now(UTC) > timedelta(seconds=5)
    assert (found["state"], post.carriers["keyed"].calls) == ("queued", 1)


async def test_a_carrier_gets_so_many_messages_a_minute(post: Post) -> None:
    post.using("keyed")
    limited = [one.model_copy(update={"per_minute": 4}) for one in post.runtime.settings.providers]  # type: ignore[attr-defined]
    post.using("keyed", providers=limited)
    for number in range(9):
        await post.sms(address=f"+861380013800{number}")
    await post.work()
    assert post.carriers["keyed"].calls == 4
    assert (await status(post, "keyed"))["given_in_minute"] == 4


async def test_a_dead_number_is_not_tried_again(post: Post) -> None:
    post.using("plain")
    first = await post.sms(address="+8613800000000")
    await post.work()
    assert await post.state(first) == ("bounced", "refused")
    second = await post.sms(address="+8613800000000")
    await post.work()
    assert (await post.read(second))["reason"] == {"kind": "address_suppressed", "because": "bounced"}


async def test_what_carriers_say_is_kept_without_the_address(post: Post) -> None:
    """Who reads the ledger reads no addresses by it, nor does the list of those that nothing is sent to."""
    dead, called_back = "+8613800000000", PHONE
    post.using("plain")
    refused = await post.sms(address=dead)
    await post.work()
    post.using("keyed")
    bounced = await post.sms(address=called_back)
    await post.work()
    body = json.dumps(
        {
            "event_id": "e-1",
            "message_id": bounced,
            "status": "undeliverable",
            "error": f"{called_back} is off",
        }
        | {"at": "2026-11-22T10:00:00Z"}
    ).encode()
    assert await told(post, body, signed(body)) == 204
    for delivery, address, detail in (
        (refused, dead, "code 2 no such number: …"),
        (bounced, called_back, "… is off"),
    ):
        found = await post.read(delivery)
        assert (found["state"], found["reason"]["detail"]) == ("bounced", detail)
        assert address[1:] not in str(found["steps"])
        standing = await post("POST", "/suppressions/check", {"channel": "sms", "address": address})
        assert (standing.body["suppressed"], standing.body["detail"]) == (True, detail)


@pytest.mark.parametrize(("provider", "again"), [("keyed", 1), ("plain", 0)])
async def test_a_worker_that_died_with_a_message_handed_over(post: Post, provider: str, again: int) -> None:
    delivery = await post.sms()
    await post.crashed(delivery, "handed_over", provider)
    post.carriers["plain"].blind = True
    await post.work()
    assert post.carriers[provider].calls == again
    assert (await post.read(delivery))["state"] == ("accepted" if again else "unknown")


async def test_what_a_provider_that_is_gone_may_have_sent_is_left_to_a_person(post: Post) -> None:
    delivery = await post.sms()
    await post.crashed(delivery, "unknown", "gone")
    await post.work()
    found = await post.read(delivery)
    assert (found["state"], found["due_at"]) == ("unknown", None)


async def test_a_worker_that_died_before_the_call_has_sent_nothing(post: Post) -> None:
    post.using("plain")
    delivery = await post.sms()
    await post.crashed(delivery, "claimed", "plain")
    await post.work()
    assert await post.state(delivery) == ("accepted", "accepted")
    assert post.carriers["plain"].by_reference == {delivery: 1}


async def test_a_person_settles_what_nobody_knows(post: Post) -> None:
    post.using("mail")
    mail = await post.mail()
    settled = await post("POST", f"/deliveries/{mail}/settle", {"arrived": True})
    assert (settled.status, settled.problem) == (409, "not-unknown")
    await post.crashed(mail, "handed_over", "mail")
    await post.work()
    found = await post.read(mail)
    assert (found["state"], found["due_at"]) == ("unknown", None)  # SMTP cannot be asked
    await post("POST", f"/deliveries/{mail}/settle", {"arrived": False})
    await post.work()
    assert await post.states(mail) == ["queued", "unknown", "queued", "claimed", "handed_over", "accepted"]


async def test_reports_are_believed_once_whenever_they_come(post: Post) -> None:
    post.using("keyed")
    delivery = await post.sms()
    early, signature = report(f"m-{delivery}", "delivered")
    assert await told(post, early, signature) == 204  # before our row knows the carrier's reference
    await callbacks.apply_early_reports(post.bench.runtime)
    assert (await post.read(delivery))["state"] == "queued"
    await post.work()
    await callbacks.apply_early_reports(post.bench.runtime)
    assert await post.state(delivery) == ("delivered", "reported_delivered")
    for _ in range(2):
        assert await told(post, early, signature) == 204
    bounced, signature = report(f"m-{delivery}", "undeliverable", "e-2")
    assert await asyncio.gather(*(told(post, bounced, signature) for _ in range(5))) == [204] * 5
    assert (await post.states(delivery))[-3:] == ["accepted", "delivered", "bounced"]
    again = await post.sms()
    await post.work()
    assert await post.state(again) == ("suppressed", "address_suppressed")
    address = {"channel": "sms", "address": PHONE}
    await post("POST", "/suppressions/lift", address)
    assert await told(post, bounced, signature) == 204  # the same one once more is no news
    assert (await post("POST", "/suppressions/check", address)).body["suppressed"] is False


async def test_a_report_without_the_right_signature_is_refused(post: Post) -> None:
    body, signature = report("m-1", "delivered")
    assert await told(post, body, "sha256=" + "0" * 64) == 401
    assert await told(post, body + b" ", signature) == 401
    assert await told(post, body, "") == 401
    assert await told(post, body, signature, "plain") == 404
    assert await told(post, body, signature, "nobody") == 404
    wrong = b'{"event_id": 1}'
    assert await told(post, wrong, signed(wrong)) == 422


async def told(post: Post, body: bytes, signature: str, provider: str = "keyed") -> int:
    headers = {"X-Signature": signature, "Content-Type": "application/json"}
    async with post.bench.client.post(f"/callbacks/{provider}", data=body, headers=headers) as answer:
        return answer.status


MAIL = Message(
    reference=UUID(int=1), sender="CRM <crm@example.com>", address="kim@example.com", subject="S", text="T"
)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("connect", Deferred),
        ("greeting 554", Deferred),
        ("MAIL 550", Deferred),
        ("RCPT 451", Deferred),
        ("RCPT 550", Refused),
        ("RCPT drop", Deferred),
        ("DATA 451", Deferred),
        ("DATA 554", Refused),
        ("DATA drop", Unclear),
        ("end 451", Deferred),
        ("end 554", Refused),
        ("end drop", Unclear),
        ("end hang", Unclear),
    ],
)
async def test_what_is_known_after_which_reply_of_a_mail_server(at: str, expected: type) -> None:
    async with rude_server(at) as url:
        provider = Smtp(
            ProviderSettings(name="mail", kind="smtp", channel="email", url=url),
            Settings(call_seconds=0.5, lease_seconds=5),
        )
        outcome = await provider.send(MAIL)
    assert isinstance(outcome, expected), outcome
    assert getattr(outcome, "dead_address", False) is (at == "RCPT 550")


async def test_carriers_are_not_looked_for_in_private_networks(notifications: Bench) -> None:
    client = opened_client(notifications.runtime, private=False)
    for url in ("http://sms.example.com", "https://127.0.0.1", "https://10.0.0.7:8443", "https://[::1]/"):
        with pytest.raises(ValueError, match="public"):
            Line(client, url, private=False, seconds=1)
    with pytest.raises(OSError, match="private"):
        await PublicOnly().resolve("localhost", 443)
