"""Applying events: inbox row and state change in one transaction, ack after the commit.

A batch is applied in one transaction; when any handler fails it is applied again one by one, so that
poison harms nobody else. An event that keeps failing becomes a `dead_letter` row with its cause.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from nats.aio.msg import Msg
from opentelemetry import propagate, trace
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import metrics, tables
from chassis.actors import Actor, service_actor
from chassis.database import Database, go_on_as, is_transient
from chassis.events import Heard, Subscription
from chassis.identifiers import new_id
from chassis.origins import of_event
from chassis.problems import Unavailable
from chassis.telling import span, told

log = structlog.get_logger(__name__)
tracer = trace.get_tracer(__name__)
ATTEMPTS = 5
LONGEST_DELAY = 30.0


async def apply(
    service: str, database: Database, durable: str, handlers: Sequence[Subscription], messages: list[Msg]
) -> None:
    """Apply what was fetched; each message ends acknowledged, delayed or in the dead letters."""
    wanted = []
    for one in messages:
        if _is_wanted(handlers, one):
            wanted.append(one)
        else:
            await one.ack()
    if not wanted:
        return
    try:
        await apply_together(service, database, durable, handlers, wanted)
    except Exception as error:  # noqa: BLE001  # which one failed, and why, shows when applied singly
        if _passes(error):
            log.warning("events put off", durable=durable, events=len(wanted), error=told(error))
            for one in wanted:
                await _put_off(one)
            return
        for one in wanted:
            await _apply_alone(service, database, durable, handlers, one)
    else:
        for one in wanted:
            await one.ack()


async def apply_together(
    service: str, database: Database, durable: str, handlers: Sequence[Subscription], messages: Sequence[Msg]
) -> None:
    """One transaction for all; messages already in the inbox are skipped.

    What a handler writes has the actor, the cause and the origin of the event that it hears.
    """
    heard = [(message, envelope(message)) for message in messages]
    of_one_cause = Counter(one.cause_id for _, one in heard)
    async with database.writing(_actor(service, heard[0][1]), heard[0][1].cause_id) as session:
        fresh = await _enter(session, durable, [one.id for _, one in heard])
        for message, one in heard:
            if one.id in fresh:
                fresh.remove(one.id)
                actor, bulk = _actor(service, one), of_one_cause[one.cause_id] > 1
                await go_on_as(session, actor, one.cause_id, bulk=bulk, origin=of_event(one.id))
                await _handle(session, handlers, message, one)
    lag = (datetime.now(UTC) - heard[0][1].at).total_seconds()
    metrics.event_lag.labels(durable).observe(max(lag, 0))
    metrics.events_applied.labels(durable).inc(len(messages))


def _actor(service: str, heard: Heard) -> Actor:
    return service_actor(service, on_behalf_of=heard.on_behalf_of or heard.actor)


async def _enter(session: AsyncSession, durable: str, ids: Sequence[UUID]) -> set[UUID]:
    rows = [{"consumer": durable, "event_id": one} for one in dict.fromkeys(ids)]
    entered = await session.scalars(
        upsert(tables.inbox).values(rows).on_conflict_do_nothing().returning(tables.inbox.c.event_id)
    )
    return set(entered)


async def _handle(
    session: AsyncSession, handlers: Sequence[Subscription], message: Msg, heard: Heard
) -> None:
    context = propagate.extract(message.headers or {})
    with span(tracer, f"hear {message.subject}", context, trace.SpanKind.CONSUMER):
        for one, event in _listeners(handlers, message, heard):
            await one.handler(session, event, heard)


def _listeners(
    handlers: Sequence[Subscription], message: Msg, heard: Heard
) -> Iterator[tuple[Subscription, Any]]:
    for one in handlers:
        if message.subject in one.subjects or _matches_wildcard(one, message.subject):
            event = one.decode(message.subject, message.data)
            if one.when is None or one.when(event, heard):
                yield one, event


def _is_wanted(handlers: Sequence[Subscription], message: Msg) -> bool:
    if all(one.when is None for one in handlers):
        return True
    try:
        return any(_listeners(handlers, message, envelope(message)))
    except Exception:  # noqa: BLE001  # poison is dealt with where it is applied
        return True


def _matches_wildcard(subscription: Subscription, subject: str) -> bool:
    return any(one.endswith(">") and subject.startswith(one[:-1]) for one in subscription.subjects)


async def _apply_alone(
    service: str, database: Database, durable: str, handlers: Sequence[Subscription], message: Msg
) -> None:
    deliveries = message.metadata.num_delivered or 1
    try:
        await apply_together(service, database, durable, handlers, [message])
    except Exception as error:  # whatever a handler raises must not stop the others
        log.warning(
            "handler failed", durable=durable, subject=message.subject, delivery=deliveries, exc_info=True
        )
        if _passes(error) or deliveries < ATTEMPTS:
            await _put_off(message)
        else:
            await _bury(service, database, durable, message, error)
            await message.term()
    else:
        await message.ack()


async def _put_off(message: Msg) -> None:
    deliveries = min(message.metadata.num_delivered or 1, 10)  # the delay has long reached its limit
    await message.nak(delay=min(0.2 * 2**deliveries, LONGEST_DELAY))


def _passes(error: Exception) -> bool:
    return isinstance(error, Unavailable) or is_transient(error)


async def _bury(service: str, database: Database, durable: str, message: Msg, error: Exception) -> None:
    row = {
        "id": new_id(),
        "consumer": durable,
        "event_id": _event_id(message),
        "subject": message.subject,
        "headers": dict(message.headers or {}),
        "data": message.data,
        "cause": f"{type(error).__name__}: {error}"[:4000].replace("\0", "�"),
    }
    async with database.writing(service_actor(service)) as session:
        await session.execute(upsert(tables.dead_letter).values(row).on_conflict_do_nothing())
    metrics.dead_letters.labels(durable).inc()


def _event_id(message: Msg) -> UUID:
    try:
        return UUID((message.headers or {})["ce-id"])
    except (KeyError, ValueError):  # not one of ours; kept all the same, for a person to look at
        return new_id()


def envelope(message: Msg) -> Heard:
    """The CloudEvents headers of a message."""
    headers = message.headers or {}
    return Heard(
        id=UUID(headers["ce-id"]),
        subject=message.subject,
        at=datetime.fromisoformat(headers["ce-time"]),
        actor=headers["ce-actor"],
        on_behalf_of=headers.get("ce-onbehalfof"),
        cause_id=UUID(headers["ce-causeid"]),
        sequence=message.metadata.sequence.stream if message.reply.startswith("$JS.ACK") else 0,
    )


async def replay(
    service: str, database: Database, handlers: Sequence[Subscription], durable: str | None
) -> tuple[int, int]:
    """Apply dead letters again, oldest first; those that succeed are removed. Returns (applied, left)."""
    dead = tables.dead_letter
    async with database.reading() as session:
        query = select(dead).order_by(dead.c.at)
        rows = (await session.execute(query.where(dead.c.consumer == durable) if durable else query)).all()
    applied = 0
    for row in rows:
        message = Msg(_client=None, subject=row.subject, headers=row.headers, data=row.data)  # type: ignore[arg-type]
        mine = [one for one in handlers if one.durable == row.consumer]
        try:
            await apply_together(service, database, row.consumer, mine, [message])
        except Exception:  # it stays a dead letter, the next one gets its turn
            log.warning("still failing", consumer=row.consumer, event_id=str(row.event_id), exc_info=True)
            continue
        async with database.writing(service_actor(service)) as session:
            await session.execute(delete(dead).where(dead.c.id == row.id))
        applied += 1
    return applied, len(rows) - applied
