"""What must hold when NATS dies, a consumer vanishes or a service is new."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
import pytest_asyncio
from nats.aio.msg import Msg
from nats.errors import NoServersError
from sqlalchemy import text

from chassis import access_feed, consumer, events, streams
from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.outbox import message
from chassis.rpc import server as rpc
from chassis.rpc.client import Peers
from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.testing import Bench, bench, free_port
from chassis.tests.example.asked import ACCESS
from chassis.tests.example.main import service
from chassis.tests.flowing import HEARD, TWICE, announce, running, until
from chassis.tests.servers import Nats
from chassis.tokens import ServiceTokens
from crm.event import Event
from crm.identity.events import TeamChanged
from crm.identity.v1 import access_pb2_grpc
from crm.identity.v1.access_pb2 import AccessEntry, ListAccessRequest, ListAccessResponse


@pytest.fixture(scope="module")
def nats(tmp_path_factory: pytest.TempPathFactory) -> Any:
    one = Nats(tmp_path_factory.mktemp("nats"))
    yield one
    one.kill()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def fragile(
    infrastructure: Any, nats: Nats, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bench]:
    own = replace(infrastructure, nats_url=f"nats://127.0.0.1:{nats.port}")
    async with bench(service, own, tmp_path_factory.mktemp("files")) as one:
        yield one


async def test_nats_killed_again_and_again_loses_and_doubles_nothing(fragile: Bench, nats: Nats) -> None:
    await fragile.reset()
    async with running(fragile):
        announced = 0
        for _ in range(3):
            await announce(fragile, 40)
            nats.kill()
            await announce(fragile, 1)
            nats.start()
            await asyncio.sleep(0.6)
            await announce(fragile, 10)
            announced += 51
        await until(fragile, "SELECT count(*) FROM outbox", 0, seconds=10)
        await until(fragile, HEARD, announced, seconds=10)
        await until(fragile, TWICE, 0)


async def test_a_consumer_deleted_on_the_server_is_made_again_and_applies_nothing_twice(
    example: Bench,
) -> None:
    async with running(example):
        await announce(example, 5)
        await until(example, HEARD, 5)
        await example.runtime.nats.jetstream().delete_consumer("example", "chassis-count")
        await announce(example, 5)
        await until(example, HEARD, 10)
        await until(example, TWICE, 0)


async def test_what_a_stopped_process_had_fetched_or_was_being_sent_goes_to_the_next_one_at_once(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime, begun = example.runtime, asyncio.Event()

    async def stuck(*_: object) -> None:
        begun.set()
        await asyncio.sleep(60)

    def following() -> "asyncio.Task[None]":
        return asyncio.create_task(
            consumer.run("example", runtime.database, runtime.nats, events.subscriptions)
        )

    async with running(example, heard=[]):
        for moment in range(1, 13):
            begun.clear()
            with monkeypatch.context() as patched:
                patched.setattr(consumer, "apply", stuck)
                stopped = following()
                await announce(example, 5)
                await asyncio.wait_for(begun.wait(), 5)
                await announce(example, 5)
                await asyncio.sleep(moment / 1000)
                time.sleep(0.05)  # the rest arrives while nobody reads  # noqa: ASYNC251
                stopped.cancel()
                await asyncio.wait({stopped})
            next_one = following()
            try:
                await until(example, HEARD, moment * 10, seconds=5)
            finally:
                next_one.cancel()
                await asyncio.wait({next_one})


@dataclass
class Owner(access_pb2_grpc.AccessServiceServicer):
    """Stands for identity: teams by version, told page by page while they change."""

    runtime: Runtime
    teams: dict[UUID, int]
    refusals: int = 1

    async def say(self, team: UUID, version: int) -> None:
        """Change a team and announce it."""
        self.teams[team] = version
        event = self.event(team)
        info = {"service": "identity", "actor": service_actor("identity"), "cause_id": new_id()}
        said = message(
            info,
            event_id=new_id(),
            stream="identity",
            subject=event.subject,
            record_id=team,
            data=event.model_dump_json().encode(),
        )
        js = self.runtime.nats.jetstream()
        await js.publish(event.subject, said["data"], headers=said["headers"])

    def event(self, team: UUID) -> Event:
        return TeamChanged(team_id=team, version=self.teams[team], name="Team", parent_id=None)

    async def ListAccess(self, request: ListAccessRequest, _: Any) -> ListAccessResponse:  # noqa: N802
        if self.refusals:
            self.refusals -= 1
            raise ValueError("not yet")
        position = (await self.runtime.nats.jetstream().stream_info("identity")).state.last_seq
        known = sorted(self.teams)
        at = int(request.page_token or 0)
        entries = [
            AccessEntry(
                kind="team",
                id=str(team),
                version=self.teams[team],
                data_json=orjson.dumps(self.event(team).model_dump(mode="json")).decode(),
            )
            for team in known[at : at + 2]
        ]
        # After a page was read: one of its teams changes, and one comes that sorts before everything.
        await self.say(known[at], self.teams[known[at]] + 1)
        if at == 0:
            await self.say(UUID(int=1), 1)
        further = str(at + 2) if at + 2 < len(known) else ""
        return ListAccessResponse(entries=entries, next_page_token=further, position=position)


async def test_a_new_service_misses_nothing_that_changes_while_it_takes_its_snapshot(example: Bench) -> None:
    mine, port = example.runtime, free_port()
    with suppress(Exception):
        await mine.nats.jetstream().delete_stream("identity")
    await streams.ensure_stream(mine.nats, mine.settings, "identity", "identity.>")
    callers = {"example": mine.settings.peer_keys["example"]}
    identity = replace(
        mine,
        service="identity",
        settings=mine.settings.model_copy(update={"grpc_port": port}),
        tokens=ServiceTokens("identity", mine.settings.private_key.get_secret_value(), callers),
    )
    owner = Owner(mine, {})
    for _ in range(5):
        await owner.say(new_id(), 1)
    server = await rpc.start(
        identity, [Servicer(ACCESS, access_pb2_grpc.add_AccessServiceServicer_to_server, owner)]
    )
    follower = replace(mine, peers=Peers({"identity": f"127.0.0.1:{port}"}, mine.tokens))
    heard = [access_feed.subscription(follower)]
    following = asyncio.create_task(consumer.run("example", mine.database, mine.nats, heard))
    projected = "SELECT string_agg(id || ' ' || version, ',' ORDER BY id) FROM access"
    try:
        await until(example, "SELECT count(*) > 4 FROM access", True)
        await owner.say(new_id(), 1)
        wanted = ",".join(f"{team} {version}" for team, version in sorted(owner.teams.items()))
        await until(example, projected, wanted, seconds=5)
        assert len(owner.teams) == 7
    finally:
        following.cancel()
        await follower.peers.close()
        await server.stop(0)
        await mine.nats.jetstream().delete_stream("identity")
    async with mine.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM inbox")) < 12  # the snapshot was used


async def test_older_news_does_not_undo_newer(example: Bench) -> None:
    team = new_id()
    for version in (2, 3, 1):
        await example.announce(TeamChanged(team_id=team, version=version, name=f"v{version}", parent_id=None))
    async with example.runtime.database.reading() as session:
        assert await session.scalar(text("SELECT data ->> 'name' FROM access")) == "v3"


async def test_a_consumer_stops_when_told_even_if_its_connection_is_closed(example: Bench) -> None:
    runtime = example.runtime
    async with running(example):
        pass
    own = await streams.connect(runtime.settings, "own")
    following = asyncio.create_task(consumer.run("example", runtime.database, own, events.subscriptions))
    await asyncio.sleep(0.3)
    await own.close()
    following.cancel()
    done, _ = await asyncio.wait({following}, timeout=2)
    assert done


async def test_a_consumer_told_to_stop_at_the_moment_a_message_arrives_stops(example: Bench) -> None:
    runtime = example.runtime
    one = consumer.Consumer(
        "example", runtime.database, runtime.nats, "example", "stopped", events.subscriptions
    )
    waiting = asyncio.create_task(one._next_batch())
    await asyncio.sleep(0)
    one._queue.put_nowait(Msg(_client=runtime.nats, reply="x"))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert one._queue.qsize() == 1  # to be given back


async def test_a_closed_connection_no_longer_looks_for_a_server(tmp_path: Path, example: Bench) -> None:
    away = Nats(tmp_path)
    settings = example.runtime.settings.model_copy(update={"nats_url": f"nats://127.0.0.1:{away.port}"})
    while True:
        with suppress(OSError):
            one = await streams.connect(settings, "own")
            break
    away.kill()
    not_told = asyncio.create_task(one._select_next_server())  # as the one that lost the order to stop
    await asyncio.sleep(0.5)
    await one.close()
    done, _ = await asyncio.wait({not_told}, timeout=3)
    not_told.cancel()
    assert done
    assert isinstance(not_told.exception(), NoServersError)


async def test_whoever_asks_nats_stops_when_told_to_in_whatever_moment(example: Bench) -> None:
    js = example.runtime.nats.jetstream()

    async def ask() -> None:
        while True:
            await js.stream_info("example")

    for moment in range(200):
        asking = asyncio.create_task(ask())
        for _ in range(moment):
            await asyncio.sleep(0)
        asking.cancel()
        await asyncio.wait({asking}, timeout=2)
        assert asking.cancelled(), f"goes on, told to stop at {moment}"
