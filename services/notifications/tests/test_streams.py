"""The inbox as it runs: events from a real stream, all loops of the service turning."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

from nats.js.errors import NotFoundError
from sqlalchemy import func, select

from chassis import consumer, events, periodic, relay, streams
from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.outbox import message
from chassis.testing import Bench
from crm.customer.events import CustomerCreated
from notifications.inbox.models import InboxItem


def messages(owners: Sequence[UUID], cause: UUID, count: int) -> list[dict[str, Any]]:
    """What customer announces when it imports so many customers for these owners in turn."""
    info = {"service": "customer", "actor": service_actor("customer"), "cause_id": cause}
    imported = [
        CustomerCreated(
            customer_id=new_id(),
            version=1,
            number=f"CU-{number:06}",
            name=f"Example {number}",
            owner_id=owners[number % len(owners)],
            team_id=None,
        )
        for number in range(count)
    ]
    return [
        message(
            info,
            event_id=new_id(),
            stream="customer",
            subject=one.subject,
            record_id=one.record_id,
            data=one.model_dump_json().encode(),
        )
        for one in imported
    ]


async def send(bench: Bench, rows: Sequence[dict[str, Any]]) -> None:
    """Put messages on customer's stream as its relay would; NATS does not look for repetitions here."""
    js = bench.runtime.nats.jetstream()
    await asyncio.gather(*(js.publish(one["subject"], one["data"], headers=one["headers"]) for one in rows))


@asynccontextmanager
async def running(bench: Bench) -> AsyncIterator[list[dict[str, Any]]]:
    """Relay, consumers and periodic work; gives what the service has announced so far."""
    runtime = bench.runtime
    told: list[dict[str, Any]] = []
    for name in ("customer", "notifications", "changes"):
        with suppress(NotFoundError):
            await runtime.nats.jetstream().delete_stream(name)
    for name in ("customer", "notifications"):
        await streams.ensure_streams(runtime.nats, runtime.settings, name)

    async def listen(received: Any) -> None:
        told.append(json.loads(received.data))

    subscription = await runtime.nats.subscribe("notifications.inbox-item.changed", cb=listen)
    bench.service.periodic()
    loops = [
        asyncio.create_task(relay.run(runtime.settings, runtime.nats)),
        asyncio.create_task(
            consumer.run("notifications", runtime.database, runtime.nats, events.subscriptions)
        ),
        asyncio.create_task(periodic.run(runtime)),
    ]
    try:
        yield told
    finally:
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await subscription.unsubscribe()


async def heard(bench: Bench) -> int:
    async with bench.runtime.database.reading() as session:
        return await session.scalar(select(func.sum(InboxItem.count))) or 0


async def until(bench: Bench, count: int, told: list[dict[str, Any]]) -> None:
    """Wait until so many events are in the inboxes and the last state of each item was announced."""
    items: list[InboxItem] = []
    for _ in range(400):
        if await heard(bench) == count:
            async with bench.runtime.database.reading() as session:
                items = list(await session.scalars(select(InboxItem)))
            if {(str(one.id), one.version) for one in items} <= {(x["item_id"], x["version"]) for x in told}:
                return
        await asyncio.sleep(0.05)
    raise AssertionError((await heard(bench), [(one.id, one.version) for one in items], told))


async def test_a_thousand_customers_of_one_import_are_one_item_per_owner_and_few_announcements(
    notifications: Bench,
) -> None:
    owners, cause = [(await notifications.person()).id for _ in range(3)], new_id()
    async with running(notifications) as told:
        started = time.monotonic()
        await send(notifications, messages(owners, cause, 1000))
        await until(notifications, 1000, told)
        seconds = time.monotonic() - started
    async with notifications.runtime.database.reading() as session:
        items = list(await session.scalars(select(InboxItem)))
    assert {one.user_id for one in items} == set(owners)
    assert sorted(one.count for one in items) == [333, 333, 334]
    per_owner = Counter(one["user_id"] for one in told)
    assert max(per_owner.values()) <= seconds + 2, (per_owner, seconds)
    for item in items:
        last = [one for one in told if one["item_id"] == str(item.id)][-1]
        assert (last["params"]["count"], last["unread"]) == (item.count, 1)


async def test_the_same_event_twice_and_out_of_order_counts_once(notifications: Bench) -> None:
    owner, cause = (await notifications.person()).id, new_id()
    async with running(notifications) as told:
        first, second = messages([owner], cause, 2)
        await send(notifications, [second, first])
        await until(notifications, 2, told)
        await send(notifications, [first, second, first])
        (third,) = messages([owner], cause, 1)
        await send(notifications, [third])
        await until(notifications, 3, told)
    async with notifications.runtime.database.reading() as session:
        (item,) = await session.scalars(select(InboxItem))
    assert (item.count, item.version) == (3, 3)
