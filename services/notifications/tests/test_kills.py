"""The proof: workers are killed at random moments while carriers misbehave. With keys nobody gets a message
twice and nobody is left out; without keys too, as nothing is sent again before the carrier was asked.

PROOF=1 runs it at full size: 10,000 messages, 500 kills.
"""

import asyncio
import json
import os
import random
import signal
import sys
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import func, select

from chassis.identifiers import new_id
from chassis.tests.processes import environment
from deploy.local.folders import ROOT
from notifications.deliveries.models import Delivery, DeliveryStep
from notifications.settings import Settings
from services.notifications.tests.carriers import Fault
from services.notifications.tests.post import Post

PROOF = os.environ.get("PROOF") == "1"
MESSAGES, KILLS = (10_000, 500) if PROOF else (300, 15)
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(3600 if PROOF else 400)]
ENDED = ("accepted", "delivered", "bounced", "rejected", "suppressed", "expired")


@pytest.mark.parametrize("carrier", ["keyed", "plain"])
async def test_nobody_gets_a_message_twice_and_nobody_is_left_out(post: Post, carrier: str) -> None:
    chance = random.Random(2026)
    for first in range(0, MESSAGES, 10):
        numbers = range(first, min(first + 10, MESSAGES))
        await asyncio.gather(*(_ask(post, number) for number in numbers))
    wrong: list[Fault] = ["drop", "lose", 502]
    some = (chance.choice(wrong) if chance.random() < 0.02 else 0 for _ in range(MESSAGES * 2))
    post.carriers[carrier].faults = list(some)
    post.carriers[carrier].pause = 0.05
    deaths = await _killed(post, carrier, chance)
    taken = post.carriers[carrier].by_reference
    assert Counter(taken.values()) == {1: MESSAGES}
    states, causes = await _ledger(post)
    assert states == {"accepted": MESSAGES}
    assert deaths >= KILLS
    left = causes["handed_over_again"] if carrier == "keyed" else causes["worker_died"]
    assert left > 0, "no kill ever met a message that was handed over"
    if carrier == "plain":
        looked_up = causes["found_at_provider"] + causes["never_arrived"]
        assert looked_up == causes["worker_died"] + causes["no_clear_answer"]


async def _ask(post: Post, number: int) -> None:
    """Have one message sent; a service too busy to answer is asked again, under the same key."""
    recipient = {"thing": "contact", "id": str(new_id())}
    message = {"key": str(number), "recipient": recipient, "address": f"+86139{number:08}"}
    for _ in range(60):
        if (await post.ask(**message)).status == 202:
            return
        await asyncio.sleep(0.2)
    raise AssertionError("never taken")


async def _killed(post: Post, carrier: str, chance: random.Random) -> int:
    """Let it work, and kill it, until everything has ended; how many lives that took."""
    given = post.bench.runtime.settings
    assert isinstance(given, Settings)
    chosen = [_plain(one.model_dump()) for one in given.providers if one.name == carrier]
    variables = environment(
        post.bench,
        providers=json.dumps(chosen),
        private_providers="true",
        lease_seconds="3",
        call_seconds="1",
        grpc_peers=json.dumps(given.grpc_peers),
        log_level="error",
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.notifications.tests.worker",
        cwd=ROOT, env={**os.environ, **variables}, stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    lives = 0
    try:
        while await _unfinished(post):
            if lives >= KILLS:
                await asyncio.sleep(0.3)
                continue
            life = int(await process.stdout.readline())
            await _at_work(post, carrier)
            await asyncio.sleep(chance.random() * 0.15)
            os.kill(life, signal.SIGKILL)
            lives += 1
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    return lives


async def _at_work(post: Post, carrier: str) -> None:
    """When this life has called the carrier; or after a while, when it may have nothing to send yet."""
    called = post.carriers[carrier].called
    called.clear()
    with suppress(TimeoutError):
        async with asyncio.timeout(4):
            await called.wait()


def _plain(provider: dict[str, Any]) -> dict[str, Any]:
    return {
        name: getattr(value, "get_secret_value", lambda value=value: value)()
        for name, value in provider.items()
    }


async def _unfinished(post: Post) -> int:
    async with post.bench.runtime.database.reading() as session:
        left = select(func.count()).select_from(Delivery).where(Delivery.state.not_in(ENDED))
        return await session.scalar(left) or 0


async def _ledger(post: Post) -> tuple[dict[str, int], Counter[str]]:
    """How many ended in each state, and how often each cause stands in their lives."""
    async with post.bench.runtime.database.reading() as session:
        states = await session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
        kind = DeliveryStep.reason["kind"].astext
        causes = await session.execute(select(kind, func.count()).group_by(kind))
        counted = {row[0]: row[1] for row in causes}
        return {row[0]: row[1] for row in states}, Counter(counted)
