"""The live stream: who hears what, from where, and until when."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import aiohttp
import jwt
from opentelemetry.trace import INVALID_SPAN

from chassis.identifiers import new_id
from chassis.testing import sign
from crm.customer.events import (
    ConsentChanged,
    ContactPreferenceChanged,
    CustomerAssigned,
    CustomerCreated,
    InteractionRecorded,
)
from crm.identity.events import RoleChanged, SessionRevoked, UserChanged
from crm.notifications.events import InboxItemChanged
from gateway.callers import Caller
from gateway.exchange import Exchange
from gateway.stream.connection import WAITING, Connection
from gateway.stream.feed import History
from gateway.stream.notices import Notice
from gateway.stream.readable import Readable


@dataclass
class Heard:
    event: str
    id: str
    data: Any


class Listener:
    """A client that reads one event after the other."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer
        self.last_id = ""

    async def next(self, seconds: float = 3) -> Heard:
        """The next event; raises EOFError when the stream has ended."""
        async with asyncio.timeout(seconds):
            while True:
                fields: dict[str, str] = {}
                while line := (await self._answer.content.readline()).decode():
                    if line == "\n":
                        break
                    name, _, value = line.rstrip("\n").partition(": ")
                    fields[name] = value
                self.last_id = fields.get("id", self.last_id)
                if "event" in fields:
                    return Heard(fields["event"], self.last_id, json.loads(fields["data"]))
                if not line:
                    raise EOFError

    async def silent(self, seconds: float = 0.4) -> bool:
        try:
            await self.next(seconds)
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def listening(edge: Any, token: str, *watch: str, since: str = "") -> AsyncIterator[Listener]:
    headers = {"Authorization": f"Bearer {token}"} | ({"Last-Event-ID": since} if since else {})
    answer = await edge.client.get("/api/stream", params=[("watch", one) for one in watch], headers=headers)
    assert answer.status == 200, await answer.text()
    assert answer.content_type == "text/event-stream"
    yield Listener(answer)
    answer.close()


def created(customer_id: UUID, version: int = 1) -> CustomerCreated:
    return CustomerCreated(
        customer_id=customer_id, version=version, number="CU-1", name="x", owner_id=None, team_id=None
    )


def inbox(user_id: UUID) -> InboxItemChanged:
    return InboxItemChanged(
        item_id=new_id(), version=1, user_id=user_id, kind="k", params={}, read=False, unread=3
    )


async def test_a_watched_record_is_announced_with_id_and_version_only(edge: Any, customer_id: UUID) -> None:
    key = edge.customer.let_read(customer_id)
    async with listening(edge, sign(new_id()), key) as stream:
        ready = await stream.next()
        assert (ready.event, ready.data["unreadable"]) == ("ready", [])
        await edge.announce(created(new_id()))
        await edge.announce(created(customer_id, 7))
        heard = await stream.next()
        assert heard.event == "record"
        expected = {
            "thing": "customer",
            "id": str(customer_id),
            "version": 7,
            "kind": "created",
            "watch": key,
        }
        assert heard.data == expected


async def test_what_belongs_to_a_watched_customer_is_announced_too(edge: Any, customer_id: UUID) -> None:
    key = edge.customer.let_read(customer_id)
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        event = InteractionRecorded(
            interaction_id=new_id(), version=1, customer_id=customer_id, contact_id=None, channel="call",
            direction="in", kind="call", at=datetime.now(UTC),
        )  # fmt: skip
        await edge.announce(event)
        heard = (await stream.next()).data
        assert (heard["thing"], heard["id"], heard["watch"]) == (
            "interaction",
            str(event.interaction_id),
            key,
        )


async def test_what_a_watched_contact_said_about_being_contacted_is_announced(edge: Any) -> None:
    contact_id = new_id()
    key = edge.customer.let_read(contact_id, "contact")
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        said = {
            "version": 2, "channel": "email", "purpose": "marketing", "state": "granted", "basis": "consent",
            "given_at": datetime.now(UTC), "valid_until": None,
        }  # fmt: skip
        await edge.announce(
            ConsentChanged(consent_id=new_id(), contact_id=new_id(), customer_id=None, **said)
        )
        event = ConsentChanged(consent_id=new_id(), contact_id=contact_id, customer_id=None, **said)
        await edge.announce(event)
        heard = (await stream.next()).data
        assert (heard["thing"], heard["id"], heard["watch"]) == ("consent", str(event.consent_id), key)


async def test_who_watches_a_customer_hears_what_its_contacts_said_about_being_contacted(
    edge: Any, customer_id: UUID
) -> None:
    key = edge.customer.let_read(customer_id)
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        event = ContactPreferenceChanged(
            preference_id=new_id(), version=2, contact_id=new_id(), customer_id=None,
            customer_ids=[new_id(), customer_id], fields=["do_not_contact"], do_not_contact=["sms"],
            paused_from=None, paused_until=None, preferred_channel=None, frequency_caps=[], hours=None,
        )  # fmt: skip
        await edge.announce(event)
        heard = (await stream.next()).data
        assert (heard["thing"], heard["watch"]) == ("contact-preference", key)


async def test_what_may_not_be_read_is_not_announced(edge: Any, customer_id: UUID) -> None:
    async with listening(edge, sign(new_id()), f"customer:{customer_id}") as stream:
        assert (await stream.next()).data["unreadable"] == [f"customer:{customer_id}"]
        await edge.announce(created(customer_id))
        assert await stream.silent()


async def test_each_person_hears_of_their_own_inbox(edge: Any) -> None:
    person = new_id()
    async with listening(edge, sign(person)) as stream:
        await stream.next()
        await edge.announce(inbox(new_id()))
        mine = inbox(person)
        await edge.announce(mine)
        heard = await stream.next()
        assert (heard.event, heard.data) == (
            "inbox",
            {"item_id": str(mine.item_id), "version": 1, "unread": 3},
        )


async def test_a_client_that_comes_back_misses_nothing_and_hears_nothing_twice(
    edge: Any, customer_id: UUID
) -> None:
    key, person = edge.customer.let_read(customer_id), new_id()
    async with listening(edge, sign(person), key) as stream:
        await stream.next()
        await edge.announce(created(customer_id, 1))
        await edge.announce(inbox(person))
        heard = [await stream.next(), await stream.next()]
        assert {one.event for one in heard} == {"record", "inbox"}
        left_at = stream.last_id
    for version in (2, 3):
        await edge.announce(created(customer_id, version))
    await edge.announce(inbox(person))
    async with listening(edge, sign(person), key, since=left_at) as stream:
        assert (await stream.next()).data["resumed"]
        await edge.announce(created(customer_id, 4))
        heard = [await stream.next() for _ in range(4)]
        assert [one.data["version"] for one in heard if one.event == "record"] == [2, 3, 4]
        assert sum(one.event == "inbox" for one in heard) == 1


async def test_another_process_resumes_where_the_first_left_off(gateway_of: Any, customer_id: UUID) -> None:
    async with gateway_of() as first:
        key = first.customer.let_read(customer_id)
        async with listening(first, sign(new_id()), key) as stream:
            left_at = (await stream.next()).id
        await first.announce(created(customer_id, 5))
    async with gateway_of() as second:
        key = second.customer.let_read(customer_id)
        async with listening(second, sign(new_id()), key, since=left_at) as stream:
            assert (await stream.next()).data["resumed"]
            assert (await stream.next()).data["version"] == 5


async def test_who_was_away_too_long_is_told_to_load_anew(edge: Any) -> None:
    for since in ("customer=999999999;sales=0;notifications=0", "nonsense", "customer=1"):
        async with listening(edge, sign(new_id()), since=since) as stream:
            assert not (await stream.next()).data["resumed"]
            assert (await stream.next()).event == "reset"


async def test_a_role_taken_away_silences_the_stream(edge: Any, customer_id: UUID) -> None:
    key = edge.customer.let_read(customer_id)
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        edge.customer.readable.clear()
        await edge.announce(RoleChanged(role_id=new_id(), version=2, name="x", permissions={}))
        await asyncio.sleep(1)
        await edge.announce(created(customer_id, 2))
        assert await stream.silent()
        edge.customer.let_read(customer_id)
        await edge.announce(RoleChanged(role_id=new_id(), version=3, name="x", permissions={}))
        assert (await stream.next(6)).data == {"reason": "readable", "watch": [key]}


async def test_a_customer_given_away_is_checked_again(edge: Any, customer_id: UUID) -> None:
    key = edge.customer.let_read(customer_id)
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        edge.customer.readable.clear()
        given = CustomerAssigned(
            **created(customer_id, 2).model_dump(), previous_owner_id=None, previous_team_id=None
        )
        await edge.announce(given)
        assert (await stream.next()).data["kind"] == "assigned"
        await asyncio.sleep(1)
        await edge.announce(created(customer_id, 3))
        assert await stream.silent()


async def test_while_nobody_can_say_who_may_read_nothing_is_sent(edge: Any, customer_id: UUID) -> None:
    key = edge.customer.let_read(customer_id)
    edge.customer.down = True
    async with listening(edge, sign(new_id()), key) as stream:
        assert (await stream.next()).data["unreadable"] == [key]
        await edge.announce(created(customer_id))
        assert await stream.silent()
        edge.customer.down = False
        assert (await stream.next(6)).data == {"reason": "readable", "watch": [key]}
        await edge.announce(created(customer_id, 2))
        assert (await stream.next()).data["version"] == 2


async def test_a_revoked_session_ends_its_stream_and_starts_no_other(edge: Any) -> None:
    token = sign(new_id())
    claims = jwt.decode(token, options={"verify_signature": False})
    async with listening(edge, token) as stream:
        await stream.next()
        until = datetime.now(UTC) + timedelta(minutes=5)
        revoked = SessionRevoked(session_id=claims["sid"], user_id=claims["sub"], expires_at=until)
        await edge.announce(revoked)
        heard = await stream.next()
        assert (heard.event, heard.data) == ("end", {"reason": "session-ended"})
    answer = await edge.client.get("/api/stream", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 401


async def test_a_deactivated_person_hears_nothing_more(edge: Any) -> None:
    person = new_id()
    async with listening(edge, sign(person)) as stream:
        await stream.next()
        gone = UserChanged(
            user_id=person, version=2, name="x", email="x@example.com", active=False, language="en",
            time_zone="UTC", role_ids=[], team_ids=[],
        )  # fmt: skip
        await edge.announce(gone)
        assert (await stream.next()).event == "end"


async def test_a_bearer_token_listens_until_it_expires(edge: Any) -> None:
    async with listening(edge, sign(new_id(), seconds=2)) as stream:
        await stream.next()
        heard = await stream.next(4)
        assert (heard.event, heard.data) == ("end", {"reason": "expired"})


async def test_a_page_changes_what_it_watches_from_any_process(gateway_of: Any, customer_id: UUID) -> None:
    async with gateway_of() as one, gateway_of() as two:
        key, person = one.customer.let_read(customer_id), new_id()
        headers = {"Authorization": f"Bearer {sign(person)}"}
        async with listening(one, sign(person)) as stream:
            path = f"/api/stream/{(await stream.next()).data['connection']}/watch"
            for edge in (one, two):
                hidden = f"customer:{new_id()}"
                body = {"watch": [key, hidden]}
                answer = await edge.client.post(path, json=body, headers=headers)
                assert await answer.json() == {"unreadable": [hidden]}
            await one.announce(created(customer_id, 9))
            assert (await stream.next()).data["version"] == 9
            foreign = {"Authorization": f"Bearer {sign(new_id())}"}
            for edge in (one, two):
                assert (await edge.client.post(path, json={"watch": []}, headers=foreign)).status == 404
                assert (await edge.client.post(path, json={"watch": ["x"]}, headers=headers)).status == 422
            assert (
                await two.client.post("/api/stream/a.b/watch", json={"watch": []}, headers=headers)
            ).status == 404


def test_a_history_knows_how_far_back_it_reaches() -> None:
    history = History(size=3)
    for sequence in (2, 4, 6, 8):
        history.add(Notice("customer", sequence, "record", (), "updated", {}))
    found = {since: history.after(since) for since in (1, 2, 5, 8)}
    assert found[1] is None
    assert [[one.sequence for one in found[since] or ()] for since in (2, 5, 8)] == [[4, 6, 8], [6, 8], []]


async def test_a_client_too_slow_for_the_news_is_told_to_load_anew() -> None:
    slow = Connection("id", Caller("127.0.0.1", new_id()), ())
    slow.positions = {"customer": 0, "sales": 0, "notifications": 0}
    slow.greet(resumed=False, reset=False)
    for sequence in range(1, WAITING + 5):
        slow.hear(Notice("notifications", sequence, "inbox", slow.keys, "changed", {}))
    written: list[Any] = []

    async def send(message: Any) -> None:
        written.append(message)

    scope = {"method": "GET", "raw_path": b"/", "query_string": b"", "headers": []}
    exchange = Exchange(scope, send, send, INVALID_SPAN)  # type: ignore[arg-type]
    await slow.write_to(exchange, dict, nothing_asked)
    start = b"event: reset\nid: customer=0;sales=0;notifications=0\n"
    assert start + b'data: {"reason":"too-slow"}' in written[2]["body"]
    assert len(written) == 4
    assert not written[-1]["more_body"]


async def nothing_asked(_: Sequence[str]) -> Readable:
    raise AssertionError("the inbox is one's own")


async def test_a_stream_needs_sign_in_and_records_that_exist(edge: Any) -> None:
    assert (await edge.client.get("/api/stream")).status == 401
    token = {"Authorization": f"Bearer {sign(new_id())}"}
    for watch in ("customer", "customer:1", "user:" + str(new_id()), ""):
        answer = await edge.client.get("/api/stream", params={"watch": watch}, headers=token)
        assert (answer.status, (await answer.json())["errors"][0]["pointer"]) == (422, "?watch")
    many = [("watch", f"customer:{new_id()}") for _ in range(101)]
    assert (await edge.client.get("/api/stream", params=many, headers=token)).status == 422


async def test_one_person_may_not_hold_endless_streams(gateway_of: Any) -> None:
    async with gateway_of(streams_per_principal=2) as edge:
        token = sign(new_id())
        async with listening(edge, token), listening(edge, token):
            answer = await edge.client.get("/api/stream", headers={"Authorization": f"Bearer {token}"})
            assert answer.status == 429
        await asyncio.sleep(0.2)
        async with listening(edge, token) as stream:
            assert (await stream.next()).event == "ready"
