"""Any order of steps, each dying anywhere: nothing is lost or doubled; seeded mistakes are found."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chassis import applying, consumer, relay, wake
from chassis.http.app import create_app
from chassis.testing import bench
from chassis.tests.example.main import service
from tests.resilience.faults import PROTOCOL
from tests.resilience.protocol import World, Wrong
from tests.resilience.scale import FULL
from tests.resilience.wires import Crash

CHANCE = st.randoms(use_true_random=True)
"""Where steps die: values that hypothesis draws come in clusters and leave most places out."""
LONGEST = 30
"""What a step says to its servers, about."""
EXAMPLES = 200 if FULL else 10
DYING_WRITERS = ("publish_without_outbox", "key_kept_afterwards")
DYING_CONSUMERS = ("ack_before_commit", "no_version_check")
Run = Callable[[Coroutine[Any, Any, None]], None]


@asynccontextmanager
async def _world(infrastructure: Any, folder: Path) -> AsyncIterator[World]:
    async with bench(service, infrastructure, folder) as opened:
        app = create_app(service.name, opened.runtime, list(service.http(opened.runtime)))
        admin = await asyncpg.connect(opened.runtime.settings.database_dsn)
        yield World(opened, app, admin)
        await admin.close()


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Runs a step on a loop that stands still in between."""
    kept, wake.outbox_filled = wake.outbox_filled, asyncio.Event()  # an event belongs to the loop that waited
    with asyncio.Runner() as runner:
        yield runner.run
    wake.outbox_filled = kept


@pytest.fixture(scope="module")
def world(infrastructure: Any, run: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Opened once; every example begins it anew."""
    context = _world(infrastructure, tmp_path_factory.mktemp("files"))
    yield run(context.__aenter__())
    run(context.__aexit__(None, None, None))


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "ACK_WAIT", 0.3)
    monkeypatch.setattr(consumer, "HEARTBEAT", 0.15)
    monkeypatch.setattr(consumer, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(relay, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(applying, "LONGEST_DELAY", 0.05)


def machine(world: World, run: Run, *, dying: float) -> type[RuleBasedStateMachine]:
    """The rules, over one world that each example begins anew; a share of the steps dies."""

    class Protocol(RuleBasedStateMachine):
        @initialize(chance=CHANCE)
        def begin(self, chance: Random) -> None:
            self.chance = chance
            run(world.begin())

        def crash(self) -> Crash | None:
            at, heard, dies = (self.chance.random() for _ in range(3))
            crash = Crash(at=1 + int(at * LONGEST), heard=heard < 0.5, dies=dies < 0.5)
            return crash if self.chance.random() < dying else None

        @rule(count=st.integers(1, 3))
        def write(self, count: int) -> None:
            run(world.write([str(uuid4()) for _ in range(count)], self.crash()))

        @rule(team=st.integers(0, 1))
        def rename(self, team: int) -> None:
            run(world.rename(world.teams[team], self.crash()))

        @precondition(lambda _: not world.held)
        @rule()
        def overtake(self) -> None:
            run(world.hold())
            self.write(1)

        @precondition(lambda _: bool(world.held))
        @rule()
        def release(self) -> None:
            run(world.release())

        @rule()
        def relay(self) -> None:
            run(world.relay(self.crash()))

        @rule(stumbles=st.integers(0, 2))
        def consume(self, stumbles: int) -> None:
            run(world.consume(self.crash(), stumbles=stumbles))

        @rule(team=st.integers(0, 1))
        def tell(self, team: int) -> None:
            run(world.rename(world.teams[team]))
            run(world.relay())
            run(world.consume(self.crash()))

        @rule(number=st.integers(0, 9))
        def repeat(self, number: int) -> None:
            run(world.repeat(number))

        def teardown(self) -> None:
            run(world.end())

    return Protocol


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=10,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.timeout(1800 if FULL else 180)
def test_no_order_of_steps_and_deaths_loses_or_doubles_anything(world: World, run: Run) -> None:
    run_state_machine_as_test(machine(world, run, dying=0.5), settings=_settings(EXAMPLES))


@pytest.mark.parametrize("fault", PROTOCOL)
def test_a_seeded_fault_shows_when_the_right_step_dies(
    world: World, run: Run, fault: str, infrastructure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_NATS_URL", infrastructure.nats_url)
    monkeypatch.setattr(consumer, "ACK_WAIT", 0.6)
    PROTOCOL[fault](monkeypatch.setattr)
    with pytest.raises(Wrong):
        run(_scenarios(world, fault))


@pytest.mark.skipif(not FULL, reason="minutes of searching: make proof")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("fault", PROTOCOL)
def test_a_seeded_fault_is_found_by_chance(
    world: World, run: Run, fault: str, infrastructure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_NATS_URL", infrastructure.nats_url)
    monkeypatch.setattr(consumer, "ACK_WAIT", 0.6)
    PROTOCOL[fault](monkeypatch.setattr)
    with pytest.raises((Wrong, Flaky)):
        run_state_machine_as_test(machine(world, run, dying=1), settings=_settings(500))


async def _scenarios(world: World, fault: str) -> None:
    for at in range(1, 33):
        await _scenario(world, fault, Crash(at, heard=True, dies=True))


async def _scenario(world: World, fault: str, crash: Crash) -> None:
    """The steps that the fault is dangerous in, one of them dying."""
    await world.begin()
    if fault == "relay_by_cursor":
        await world.hold()
    await world.write([str(uuid4())], crash if fault in DYING_WRITERS else None)
    await world.relay(crash if fault == "delete_before_publish" else None)
    if fault == "relay_by_cursor":
        await world.release()
    await world.consume(
        crash if fault in DYING_CONSUMERS else None, stumbles=1 if fault == "given_up_at_once" else 0
    )
    if fault == "no_version_check":  # newer news overtake those that the dead process still holds
        await world.rename(world.teams[0])
        await world.relay()
        await world.consume()
    if fault == "no_inbox":
        await world.repeat(0)
    await world.end()
