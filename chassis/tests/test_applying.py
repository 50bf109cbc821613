"""Applying what cannot be applied at the moment, and what never can."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import applying, tables
from chassis.events import Heard, Subscription
from chassis.problems import Unavailable
from chassis.testing import Bench
from chassis.tests.example.notes import Heardof, NoteWritten
from chassis.tests.flowing import HEARD, announce, running, until


@dataclass
class Moody:
    """A handler that fails a few times before it does its work."""

    failures: list[BaseException] = field(default_factory=list)
    calls: int = 0

    async def __call__(self, session: AsyncSession, event: NoteWritten, _: Heard) -> None:
        self.calls += 1
        session.add(Heardof(note_id=event.note_id, times=1))
        await session.flush()
        if self.failures:
            raise self.failures.pop()

    def subscription(self) -> Subscription:
        decode = lambda _, data: NoteWritten.model_validate_json(data)  # noqa: E731
        return Subscription("moody", "example", frozenset({NoteWritten.subject}), self, decode)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "ATTEMPTS", 2)
    monkeypatch.setattr(applying, "LONGEST_DELAY", 0.05)


@pytest.mark.parametrize("error", [Unavailable(service="x"), PoolTimeout(), ConnectionRefusedError()])
async def test_what_passes_is_tried_until_it_has_passed(
    example: Bench, impatient: None, error: BaseException
) -> None:
    moody = Moody([error] * 6)
    async with running(example, heard=[moody.subscription()]):
        await announce(example, 1)
        await until(example, HEARD, 1)
        await until(example, "SELECT count(*) FROM dead_letter", 0)
    assert moody.calls == 7


async def test_a_lock_held_elsewhere_is_waited_for_and_a_lost_connection_replaced(
    example: Bench, impatient: None
) -> None:
    engine = example.runtime.database.engine

    async def touch(session: AsyncSession, event: NoteWritten, _: Heard) -> None:
        await session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        await session.execute(text("LOCK TABLE heard_of IN EXCLUSIVE MODE"))
        session.add(Heardof(note_id=event.note_id, times=1))

    one = Moody().subscription()
    patient = Subscription(one.durable, one.stream, one.subjects, touch, one.decode)
    async with running(example, heard=[patient]):
        async with engine.begin() as connection:
            await connection.execute(text("LOCK TABLE heard_of IN ROW EXCLUSIVE MODE"))
            await announce(example, 3)
            await asyncio.sleep(1)
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() \
                AND datname = current_database()"
            await connection.execute(text(others))
        await until(example, HEARD, 3)
        await until(example, "SELECT count(*) FROM dead_letter", 0)


async def test_a_handler_that_gathers_applies_many_causes_in_one_transaction(example: Bench) -> None:
    transactions: list[int] = []

    async def keep(session: AsyncSession, event: NoteWritten, _: Heard) -> None:
        session.add(Heardof(note_id=event.note_id, times=1))
        transactions.append(await session.scalar(text("SELECT txid_current()")) or 0)

    one = Moody().subscription()
    gathering = Subscription(one.durable, one.stream, one.subjects, keep, one.decode, gather=0.5)
    async with running(example, heard=[gathering]):
        for _ in range(5):
            await announce(example, 1)
        await until(example, HEARD, 5)
    assert len(transactions) == 5
    assert len(set(transactions)) < 5


async def test_a_message_that_is_not_one_of_ours_is_set_aside(example: Bench, impatient: None) -> None:
    async with running(example):
        js = example.runtime.nats.jetstream()
        await js.publish("example.note.written", b"hello")
        await js.publish("example.note.written", b"{}", headers={"ce-id": "1", "ce-time": "now"})
        await announce(example, 1)
        await until(example, HEARD, 1)
        await until(example, "SELECT count(*) FROM dead_letter", 2)


async def test_the_reason_of_a_dead_letter_is_kept_whatever_it_says(example: Bench, impatient: None) -> None:
    moody = Moody([ValueError("nul \0 here")] * 9)
    async with running(example, heard=[moody.subscription()]):
        await announce(example, 1)
        await until(example, "SELECT count(*) FROM dead_letter", 1)
    async with example.runtime.database.reading() as session:
        assert await session.scalar(select(tables.dead_letter.c.cause)) == "ValueError: nul � here"


async def test_the_thousandth_delivery_is_put_off_like_the_tenth() -> None:
    delays: list[float] = []

    class Delivered:
        class metadata:  # noqa: N801  # as nats-py names it
            num_delivered = 5000

        async def nak(self, delay: float) -> None:
            delays.append(delay)

    message: Any = Delivered()
    await applying._put_off(message)
    assert delays == [applying.LONGEST_DELAY]
