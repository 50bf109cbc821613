"""A worker's turn: take what is due, write down that it is handed over, hand it over, write down the answer.

The order is the point. `handed_over` is committed before the provider is called, so whoever finds the row
after a crash knows that the call may have been made. An answer only counts for the lease under which it was
called, or for a row of which nobody knew the end.
"""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.runtime import Runtime
from chassis.tasks import later
from chassis.telling import told
from chassis.work import insist
from notifications.addresses import unsaid
from notifications.deliveries import claiming
from notifications.deliveries.claiming import LOOKED_UP_AGAIN, Job
from notifications.deliveries.models import ANSWERABLE, Delivery, State
from notifications.deliveries.service import TASK, keep
from notifications.providers import service as providers
from notifications.providers.contract import (
    Accepted,
    Deferred,
    Lookup,
    Message,
    NeverSeen,
    Outcome,
    Provider,
    Refused,
    Unclear,
)
from notifications.settings import Settings
from notifications.suppressions import service as suppressions

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer", Outcome, Lookup)
AT_ONCE: Final = 20
"""Messages one worker has under way."""
TURN_SECONDS: Final = 60.0
"""After so long other work has its turn."""
LOOK_SECONDS: Final = 0.5
"""How often a worker that waits for slow providers looks for more."""


async def send_due(runtime: Runtime) -> None:
    """Send what is due until nothing is, or the turn is over."""
    await runtime.access.load(runtime.database)
    until, under_way = time.monotonic() + TURN_SECONDS, set[asyncio.Task[None]]()
    while True:
        free = AT_ONCE - len(under_way) if time.monotonic() < until else 0
        jobs = await claiming.take(runtime, free) if free else None
        began = time.monotonic()
        under_way |= {asyncio.create_task(_work_off(runtime, job, began)) for job in jobs or ()}
        if jobs == []:
            continue
        if not under_way:
            break
        _, under_way = await asyncio.wait(
            under_way, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
    if time.monotonic() >= until:
        await later(runtime, TASK)()


async def _work_off(runtime: Runtime, job: Job, began: float) -> None:
    """One job to its end; what fails is found again when its lease has run out."""
    try:
        provider = providers.configured(runtime)[job.delivery.provider or ""]
        if job.work == "look_up":
            await _look_up(runtime, job.delivery, provider)
        elif job.work == "repeat" or await _hand_over(runtime, job.delivery):
            await _call(runtime, job.delivery, provider, began)
    except Exception as error:  # noqa: BLE001  # the others go on
        log.error("delivery interrupted", delivery=str(job.delivery.id), error=told(error))


async def _hand_over(runtime: Runtime, delivery: Delivery) -> bool:
    """Write down, for good, that the provider is about to be called."""
    async with runtime.database.writing(service_actor(runtime.service), delivery.cause_id) as session:
        mine = await _held(session, delivery)
        if mine is None or mine.state != "claimed":
            return False
        mine.given_at = datetime.now(UTC)
        keep(session, mine, mine.enter("handed_over", "handed_over"))
    return True


async def _call(runtime: Runtime, delivery: Delivery, provider: Provider, began: float) -> None:
    settings = Settings.of(runtime.settings)
    if time.monotonic() - began + settings.call_seconds > settings.lease_seconds:
        return  # the process stood still: somebody else may have the row by now
    sender = providers.sender_of(settings, provider.name)
    content = {name: getattr(delivery, name) or "" for name in ("address", "subject", "text")}
    message = Message(reference=delivery.id, sender=sender, html=delivery.html, **content)
    outcome = await _answer(provider, message, settings.call_seconds)
    await insist(lambda: _settle(runtime, delivery, provider, outcome))


async def _answer(provider: Provider, message: Message, seconds: float) -> Outcome:
    try:
        async with asyncio.timeout(seconds + 1):  # the adapter has its own limit, and knows more
            return _storable(await provider.send(message), message.address)
    except Exception as error:  # noqa: BLE001  # whatever happened, it may have been taken
        log.warning("provider failed", provider=provider.name, error=told(error))
        return Unclear(type(error).__name__)


def _storable(answer: Answer, address: str | None) -> Answer:
    """What a provider says may be of any length and hold anything, the address too."""
    told = {name: getattr(answer, name, None) for name in ("reference", "detail")}
    kept: dict[str, Any] = {
        name: text.replace("\0", "") for name, text in told.items() if isinstance(text, str)
    }
    if "detail" in kept:
        kept["detail"] = unsaid(kept["detail"], address)
    return replace(answer, **{name: text[:200] for name, text in kept.items()})


async def _settle(runtime: Runtime, called: Delivery, provider: Provider, outcome: Outcome) -> None:
    """Write down what the provider answered."""
    async with runtime.database.writing(service_actor(runtime.service), called.cause_id) as session:
        delivery = await _held(session, called, answered=True)
        if delivery is not None:
            if isinstance(outcome, Accepted):
                _accepted(session, delivery, outcome)
            elif isinstance(outcome, Refused):
                await _refused(session, delivery, outcome)
            elif isinstance(outcome, Deferred):
                _deferred(session, runtime, delivery, outcome)
            else:
                _unclear(session, runtime, delivery, provider, outcome)
        await session.flush()
        await providers.note(session, provider.name, outcome)


def _accepted(session: AsyncSession, delivery: Delivery, outcome: Accepted) -> None:
    delivery.provider_reference = outcome.reference
    keep(session, delivery, delivery.end("accepted", "accepted"))


async def _refused(session: AsyncSession, delivery: Delivery, outcome: Refused) -> None:
    if outcome.dead_address and delivery.address_hash is not None:
        await suppressions.suppress(
            session, delivery.channel, delivery.address_hash, "bounced", outcome.detail
        )
    state: State = "bounced" if outcome.dead_address else "rejected"
    keep(session, delivery, delivery.end(state, "refused", detail=outcome.detail))


def _deferred(session: AsyncSession, runtime: Runtime, delivery: Delivery, outcome: Deferred) -> None:
    """It was surely not taken: the next provider is asked at once, the same one after a while."""
    delivery.tried, delivery.given_at = [*delivery.tried, delivery.provider or ""], None
    others = [one for one in providers.configured(runtime).values() if one.channel == delivery.channel]
    until = datetime.now(UTC)
    if all(one.name in delivery.tried for one in others):
        delivery.tried = []
        until += max(delivery.pause(), timedelta(seconds=outcome.retry_after or 0))
    keep(session, delivery, delivery.wait(until, "provider_declined", detail=outcome.detail))


def _unclear(
    session: AsyncSession, runtime: Runtime, delivery: Delivery, provider: Provider, outcome: Unclear
) -> None:
    """Called again under the same key where that is safe; else nobody knows, and it is looked up."""
    now, contract = datetime.now(UTC), provider.contract
    if contract.keyed_hours:
        delivery.lease, delivery.due_at = None, now + delivery.pause()
        return
    grace = timedelta(seconds=Settings.of(runtime.settings).call_seconds)
    delivery.lease, delivery.due_at = None, now + grace if contract.looks_up else None
    keep(session, delivery, delivery.enter("unknown", "no_clear_answer", detail=outcome.detail))


async def _look_up(runtime: Runtime, asked: Delivery, provider: Provider) -> None:
    """Ask what became of it; only a clear no lets it be sent again."""
    try:
        found: Lookup = _storable(await provider.look_up(asked.id), asked.address)
    except Exception as error:  # noqa: BLE001  # nothing is learnt
        found = Unclear(told(error))
    async with runtime.database.writing(service_actor(runtime.service), asked.cause_id) as session:
        delivery = await _held(session, asked)
        if delivery is None or delivery.state != "unknown":
            return
        if isinstance(found, Accepted):
            delivery.provider_reference = found.reference
            keep(session, delivery, delivery.end("accepted", "found_at_provider"))
        elif isinstance(found, Refused):
            keep(session, delivery, delivery.end("rejected", "refused", detail=found.detail))
        elif isinstance(found, NeverSeen):
            delivery.given_at = None
            keep(session, delivery, delivery.wait(datetime.now(UTC), "never_arrived"))
        else:
            delivery.lease, delivery.due_at = None, datetime.now(UTC) + LOOKED_UP_AGAIN


async def _held(session: AsyncSession, known: Delivery, *, answered: bool = False) -> Delivery | None:
    """The row, locked, while it is still this worker's; or nobody's, when it is an answer that settles it."""
    row = select(Delivery).where(Delivery.id == known.id).with_for_update()
    found: Delivery | None = await session.scalar(row)
    if found is None:
        return None
    mine = found.lease == known.lease
    if answered:
        return found if found.state in ANSWERABLE and (mine or found.state == "unknown") else None
    return found if mine else None
