"""The relay: one at a time, nothing twice, nothing stuck, people before bulk."""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest
from nats.aio.client import Client
from sqlalchemy import text

from chassis import relay
from chassis.actors import service_actor
from chassis.changes import Change, announce_changes
from chassis.identifiers import new_id
from chassis.outbox import MessageTooLarge, publish
from chassis.testing import Bench
from chassis.tests.example.notes import NoteWritten
from chassis.tests.flowing import HEARD, TWICE, announce, running, until

HOLDERS = """SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND granted AND datname = current_database()"""


async def test_one_relay_is_active_and_another_takes_over_when_it_dies(example: Bench) -> None:
    async with running(example, relays=3) as relays:
        await announce(example, 1)
        await until(example, HEARD, 1)
        await until(example, HOLDERS, 1)
        async with example.runtime.database.reading() as session:
            killed = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            await session.execute(text(killed))
        await announce(example, 1)
        await until(example, HEARD, 2, seconds=8)
        relays[0].cancel()
        relays[1].cancel()
        await announce(example, 1)
        await until(example, HEARD, 3, seconds=8)
        await until(example, HOLDERS, 1)


async def test_a_batch_that_was_stored_while_its_answer_got_lost_is_applied_once(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, lost = relay._publish_atomically, 0

    async def answer_lost(nc: Client, messages: Sequence[Any]) -> None:
        nonlocal lost
        await really(nc, messages)
        lost += 1
        raise TimeoutError

    monkeypatch.setattr(relay, "_publish_atomically", answer_lost)
    async with running(example):
        await announce(example, 50)
        await until(example, HEARD, 50)
        await until(example, "SELECT count(*) FROM outbox", 0)
        await until(example, TWICE, 0)
    assert lost


async def test_a_relay_that_dies_between_ack_and_delete_costs_nothing(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, died = relay._publish, 0

    async def die_afterwards(nc: Client, messages: Sequence[Any]) -> None:
        nonlocal died
        await really(nc, messages)
        if not died:
            died += 1
            raise relay.NotAcknowledged

    monkeypatch.setattr(relay, "_publish", die_afterwards)
    async with running(example):
        await announce(example, 30)
        await until(example, "SELECT count(*) FROM outbox", 0)
        await until(example, HEARD, 30)
        await until(example, TWICE, 0)
    assert died


async def test_change_rows_gather_while_events_go_at_once(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "GATHER_SECONDS", 2.0)
    async with running(example):
        await _change(example)
        await until(example, "SELECT count(*) FROM outbox", 0, seconds=1.5)  # after a pause there is no wait
        await _change(example)
        await announce(example, 1)
        await until(example, HEARD, 1, seconds=1.5)
        await until(example, "SELECT stream FROM outbox", "changes", seconds=1.5)
        await until(example, "SELECT count(*) FROM outbox", 0)


async def _change(example: Bench) -> None:
    async with example.runtime.database.writing(service_actor("example")) as session:
        announce_changes(session, [Change("note", new_id(), 1, "created", {}, {})])


async def test_a_fact_too_large_for_nats_is_refused_where_it_is_announced(example: Bench) -> None:
    with pytest.raises(MessageTooLarge) as refused:
        await announce(example, 1, "x" * 950_000)
    assert refused.value.problem().status == 413
    async with running(example):
        await announce(example, 3, "x" * 890_000)
        await announce(example, 1)
        await until(example, HEARD, 4)
        await until(example, "SELECT count(*) FROM outbox", 0)


async def test_what_a_person_does_overtakes_bulk_that_waits_for_its_consumers(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "BATCH", 5)
    monkeypatch.setattr(relay, "BULK_BACKLOG", 1)
    runtime = example.runtime
    async with running(example, heard=[]) as (carrier,):
        js = runtime.nats.jetstream()
        await js.add_consumer("example", durable_name="dead", ack_policy="explicit")  # nobody takes from it
        await announce(example, 100, bulk=True)
        await until(example, "SELECT count(*) FROM outbox", 95)
        await announce(example, 1, "now")
        await until(example, "SELECT count(*) FROM outbox WHERE NOT bulk", 0)
        async with runtime.database.reading() as session:
            assert await session.scalar(text("SELECT count(*) FROM outbox WHERE bulk")) >= 20
        assert not carrier.done()


async def test_rows_committed_out_of_order_are_all_sent(example: Bench) -> None:
    runtime, database = example.runtime, example.runtime.database
    async with running(example):
        async with database.writing(service_actor("example")) as slow:
            publish(slow, NoteWritten(note_id=new_id(), version=1, title="began first"))
            await announce(example, 3)
            await until(example, HEARD, 3)
        await until(example, HEARD, 4)
    connection = await asyncpg.connect(runtime.settings.database_dsn)
    assert await connection.fetchval("SELECT count(*) FROM outbox") == 0
    await connection.close()
    await asyncio.sleep(0)
