"""What a consumer hears that is new, or that the server has lost; and how long one stands still."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from chassis import consumer, stalls, streams
from chassis.events import subscriptions
from chassis.runtime import Runtime
from chassis.stalls import Stall
from chassis.testing import Bench
from chassis.tests.flowing import HEARD, TWICE, announce, running, until

SENT = "SELECT count(*) FROM outbox"


async def _publish(example: Bench, count: int) -> None:
    """Facts that are on the stream while nobody hears them."""
    await announce(example, count)
    await until(example, SENT, 0)


async def _heard(example: Bench, count: int, *also: str) -> None:
    """Run the reactions of the example, which may hear more subjects now, until so much has been applied."""
    runtime = example.runtime
    wanted = [replace(one, subjects=one.subjects | {*also}) for one in subscriptions]
    hearing = asyncio.create_task(consumer.run("example", runtime.database, runtime.nats, wanted))
    try:
        await until(example, HEARD, count)
        await asyncio.sleep(0.3)
        await until(example, HEARD, count)
        await until(example, TWICE, 0)
    finally:
        hearing.cancel()


async def test_a_reaction_that_comes_with_the_first_start_misses_nothing_published_before_it(
    example: Bench,
) -> None:
    async with running(example, heard=[]):
        await _publish(example, 3)
        await _heard(example, 3)


async def test_a_projection_begins_with_its_snapshot_and_again_when_the_server_has_lost_it(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: asyncio.Queue[int] = asyncio.Queue()

    async def snapshot(runtime: Runtime) -> int:
        position = await streams.position(runtime.nats, "example")
        taken.put_nowait(position)
        return position

    projecting = [replace(one, snapshot=snapshot).within(example.runtime) for one in subscriptions]
    monkeypatch.setattr("chassis.tests.test_reactions.subscriptions", projecting)
    async with running(example, heard=[]):
        await _publish(example, 3)
        hearing = asyncio.create_task(_heard(example, 2))
        await _taken(taken, 3)
        await announce(example, 2)
        await hearing
        await example.runtime.nats.jetstream().delete_consumer("example", projecting[0].durable)
        hearing = asyncio.create_task(_heard(example, 3))
        await _taken(taken, 5)
        await announce(example, 1)
        await hearing


async def _taken(positions: "asyncio.Queue[int]", last: int) -> None:
    while await positions.get() != last:
        pass


async def test_a_reaction_new_to_an_installation_leaves_its_past_alone(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "HINDSIGHT", timedelta(0))
    async with running(example, heard=[]):
        await _publish(example, 3)
        await asyncio.sleep(0.05)
        hearing = asyncio.create_task(_heard(example, 2))
        await asyncio.sleep(0.3)
        await announce(example, 2)
        await hearing


async def test_a_consumer_that_the_server_lost_goes_on_where_it_began(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(example, heard=[]):
        await _publish(example, 2)
        await _heard(example, 2)
        monkeypatch.setattr(consumer, "HINDSIGHT", timedelta(0))
        await _publish(example, 3)
        await example.runtime.nats.jetstream().delete_consumer("example", "chassis-count")
        await _heard(example, 5)


async def test_a_reaction_that_hears_of_more_goes_on_where_it_was(example: Bench) -> None:
    async with running(example, heard=[]):
        await _publish(example, 2)
        await _heard(example, 2)
        await _publish(example, 1)
        await _heard(example, 3, "example.note.other")
        state = await example.runtime.nats.jetstream().consumer_info("example", "chassis-count")
        assert sorted(state.config.filter_subjects or ()) == ["example.note.other", "example.note.written"]


async def test_a_consumer_that_stands_still_is_seen_and_one_that_moves_or_rests_is_not(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stalls, "LOOK_SECONDS", 0.1)
    nats = example.runtime.nats

    def told(name: str, label: str) -> float:
        return REGISTRY.get_sample_value(name, {label: "dead"}) or 0.0

    async with running(example, heard=[]):
        js = nats.jetstream()
        await js.add_consumer("example", durable_name="dead", ack_policy="explicit")
        watching = asyncio.create_task(stalls.watch(nats, "example", "dead"))
        await asyncio.sleep(0.3)
        assert told("crm_stalled_seconds", "worker") == 0
        await _publish(example, 3)
        await asyncio.sleep(0.6)
        assert 0.3 < told("crm_stalled_seconds", "worker") < 2
        assert told("crm_events_pending", "consumer") == 3
        taking = await js.pull_subscribe_bind(stream="example", consumer="dead")
        for message in await taking.fetch(3):
            await message.ack()
        await asyncio.sleep(0.3)
        assert told("crm_stalled_seconds", "worker") == 0
        watching.cancel()


def test_a_stall_ends_with_every_step_and_goes_on_while_nothing_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    stall = Stall("somebody")
    for at, position, waiting, seconds in (
        (100, 1, False, 0),
        (110, 1, True, 0),  # it came just now, as far as anybody knows
        (115, 1, True, 5),
        (120, 2, True, 0),
        (130, 2, True, 10),
        (140, 2, False, 0),
    ):
        now = float(at)
        stall.note(position, waiting=waiting)
        assert stall.seconds() == seconds
    stall.note(3, waiting=True)
    now = 150.0
    assert stall.seconds() == 10
