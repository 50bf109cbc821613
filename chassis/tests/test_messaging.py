"""From commit to applied: relay, consumers, inbox, dead letters, replay; the access projection."""

import asyncio

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import func, select, text

from chassis import applying, events, relay, wake
from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.outbox import publish
from chassis.testing import Bench
from chassis.tests.example import notes
from chassis.tests.example.notes import Heardof, NoteWritten
from chassis.tests.flowing import announce, running, until


async def test_every_announced_event_is_applied_once(example: Bench) -> None:
    async with running(example):
        await announce(example, 1)
        await announce(example, 1200)
        await announce(example, 300, bulk=True)
        await until(example, "SELECT count(*) FROM heard_of", 1501)
        await until(example, "SELECT count(*) FROM outbox", 0)
        async with example.runtime.database.reading() as session:
            assert await session.scalar(select(func.max(Heardof.times))) == 1


async def test_the_same_message_twice_on_the_stream_is_applied_once(example: Bench) -> None:
    async with running(example):
        (note,) = await announce(example, 1)
        await until(example, "SELECT count(*) FROM heard_of", 1)
        js = example.runtime.nats.jetstream()
        stored = await js.get_msg("example", 1)
        headers = {key: value for key, value in (stored.headers or {}).items() if key != "Nats-Msg-Id"}
        await js.publish("example.note.written", stored.data or b"", headers=headers)
        await announce(example, 1)
        await until(example, "SELECT count(*) FROM heard_of", 2)
        async with example.runtime.database.reading() as session:
            assert await session.scalar(select(Heardof.times).where(Heardof.note_id == note)) == 1


async def test_poison_becomes_a_dead_letter_while_others_flow_and_replay_brings_it_back(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "ATTEMPTS", 2)
    notes.failing.add("poison")
    before = REGISTRY.get_sample_value("crm_dead_letters_total", {"consumer": "chassis-count"}) or 0
    async with running(example):
        await announce(example, 1, "poison")
        await announce(example, 5)
        await until(example, "SELECT count(*) FROM heard_of", 5)
        await until(example, "SELECT count(*) FROM dead_letter", 1)
        await until(example, "SELECT cause FROM dead_letter", "ValueError: poison")
        counted = REGISTRY.get_sample_value("crm_dead_letters_total", {"consumer": "chassis-count"})
        assert (counted or 0) - before == 1
    assert await applying.replay("example", example.runtime.database, events.subscriptions, None) == (0, 1)
    notes.failing.clear()
    assert await applying.replay("example", example.runtime.database, events.subscriptions, None) == (1, 0)
    await until(example, "SELECT count(*) FROM heard_of", 6)
    await until(example, "SELECT count(*) FROM dead_letter", 0)


async def test_a_commit_wakes_the_relay_of_another_process(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "POLL_SECONDS", 60)
    async with running(example):
        await asyncio.sleep(0.3)
        writing = example.runtime.database.writing(service_actor("example"))
        with monkeypatch.context() as patch:
            async with writing as session:
                publish(session, NoteWritten(note_id=new_id(), version=1, title="t"))
                patch.setattr(wake, "relaying", False)  # as if this process had no relay to wake
        await until(example, "SELECT count(*) FROM heard_of", 1)


async def test_a_role_taken_away_bites_within_seconds_in_every_process(example: Bench) -> None:
    me = await example.person({"note.read": "all"})
    runtime = example.runtime
    follower = asyncio.create_task(runtime.access.follow(runtime.database, runtime.settings.database_dsn))
    await asyncio.sleep(0.3)
    async with example.client.get("/notes", headers=me.headers) as answer:
        assert answer.status == 200
    async with runtime.database.writing(service_actor("example")) as session:
        taken = """UPDATE access SET data = jsonb_set(data, '{permissions}', '{}') WHERE kind = 'role'"""
        await session.execute(text(taken))
        await session.execute(text("SELECT pg_notify('access', '')"))
    for _ in range(20):
        async with example.client.get("/notes", headers=me.headers) as answer:
            if answer.status == 403:
                break
        await asyncio.sleep(0.1)
    else:
        pytest.fail("still allowed after 2 s")
    follower.cancel()
