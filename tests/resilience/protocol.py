"""The road of a fact, step by step: door, outbox, relay, stream, consumer, inbox. All real, each a process.

A step opens the chassis as a process does, works, and is ended or dies (see wires.py). What survives is what
PostgreSQL and NATS have. In the end everything is let run without trouble, and the verdict compares.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI
from nats.js.errors import APIError, NotFoundError
from pydantic import SecretStr
from sqlalchemy import text

from chassis import consumer, events, relay, streams
from chassis.access import ACCESS_EVENTS, project
from chassis.actors import service_actor
from chassis.copying import write_waiting
from chassis.events import Subscription
from chassis.identifiers import new_id
from chassis.outbox import publish
from chassis.problems import Unavailable
from chassis.runtime import Runtime, opened
from chassis.testing import Bench, jwks, sign
from chassis.tests.example.notes import NoteRecord, NoteWritten
from crm.identity.events import RoleChanged, TeamChanged
from tests.resilience.wires import Crash, Wires

STREAMS = ("example", "changes", "identity")
STEP_SECONDS = 5.0
CUT_SECONDS = 0.7
"""The same for a step whose wires are cut: what waits for a lost answer has waited long enough."""
PATIENCE = 3
"""Rounds in which the same stays wrong."""
Work = Callable[[Runtime], Awaitable[None]]


class Wrong(AssertionError):
    """Something was lost, doubled or is not what its source says."""


@dataclass
class World:
    """The example service's database and streams, and what its clients were promised."""

    bench: Bench
    app: FastAPI
    admin: "asyncpg.Connection[Any]"
    teams: list[UUID] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    """Notes that somebody wants written once; the title is the Idempotency-Key."""
    unanswered: list[str] = field(default_factory=list)
    stumbles: int = 0
    """How many of the next events cannot be applied at first, since something they need is away."""
    held: list[tuple[asyncio.Event, "asyncio.Task[None]"]] = field(default_factory=list)

    async def begin(self) -> None:
        """Empty tables and streams, two teams."""
        js = self.bench.runtime.nats.jetstream()
        self.wanted, self.unanswered, self.held = [], [], []
        await self.bench.reset()
        for name in STREAMS:
            with suppress(NotFoundError):
                await js.delete_stream(name)
            await streams.ensure_stream(
                self.bench.runtime.nats, self.bench.runtime.settings, name, f"{name}.>"
            )
        self.teams = [new_id(), new_id()]
        for team in self.teams:
            async with self.bench.runtime.database.writing(service_actor("example")) as session:
                session.add(NoteRecord(id=team, title="Team", colour="team"))
                await session.flush()
                publish(session, TeamChanged(team_id=team, version=1, name="Team", parent_id=None))

    async def write(self, titles: list[str], crash: Crash | None = None) -> None:
        """Ask the door for notes; who gets no answer will ask again."""
        self.wanted += titles
        self.unanswered += titles

        async def ask(runtime: Runtime) -> None:
            self.app.state.runtime = runtime
            for title in list(self.unanswered):
                if await _post(self.app, title) == 201:
                    self.unanswered.remove(title)

        await self._live(ask, crash)

    async def rename(self, team: UUID, crash: Crash | None = None) -> None:
        """Change a record and announce its new version."""

        async def work(runtime: Runtime) -> None:
            await _rename(runtime, team)

        await self._live(work, crash)

    async def hold(self) -> None:
        """A transaction that has announced something and takes its time to commit."""
        begun, go = asyncio.Event(), asyncio.Event()
        title = str(uuid4())

        async def work() -> None:
            async with self.bench.runtime.database.writing(service_actor("example")) as session:
                note = NoteRecord(title=title)
                session.add(note)
                await session.flush()
                publish(session, NoteWritten(note_id=note.id, version=1, title=title))
                await write_waiting(session)  # its messages have their positions before those of others
                begun.set()
                await go.wait()

        task = asyncio.create_task(work())
        await begun.wait()
        self.held.append((go, task))
        self.wanted.append(title)

    async def release(self) -> None:
        """Let it commit."""
        go, task = self.held.pop()
        go.set()
        await task

    async def relay(self, crash: Crash | None = None) -> None:
        """Carry what is in the outbox."""

        async def work(runtime: Runtime) -> None:
            carrying = asyncio.create_task(relay.run(runtime.settings, runtime.nats))
            async with _ended(carrying):
                while await self.admin.fetchval("SELECT EXISTS (SELECT FROM outbox)"):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)

        await self._live(work, crash)

    async def consume(self, crash: Crash | None = None, *, stumbles: int = 0) -> None:
        """Apply what is on the streams."""
        self.stumbles = stumbles

        async def work(runtime: Runtime) -> None:
            heard = [_stumbling(self, one) for one in (*events.subscriptions, projection())]
            hearing = asyncio.create_task(consumer.run("example", runtime.database, runtime.nats, heard))
            async with _ended(hearing):
                while not await self._drained():  # noqa: ASYNC110  # another process
                    await asyncio.sleep(0.01)

        await self._live(work, crash)
        self.stumbles = 0

    async def repeat(self, number: int) -> None:
        """Store a message once more, as a publisher does whose first answer got lost for minutes."""
        js = self.bench.runtime.nats.jetstream()
        for stream in ("example", "identity"):
            last = (await js.stream_info(stream)).state.last_seq
            if last:
                stored = await js.get_msg(stream, number % last + 1)
                headers = {key: value for key, value in (stored.headers or {}).items() if key[:4] != "Nats"}
                await js.publish(stored.subject or "", stored.data or b"", headers=headers)

    async def end(self) -> None:
        """Let everything run to its end, then compare."""
        while self.held:
            await self.release()
        found: list[dict[str, Any]] = []
        while len(found) < PATIENCE or found[-PATIENCE] != found[-1]:  # until nothing happens any more
            await self.write([])
            await self.relay()
            await self.consume()
            found.append(await self._wrong())
            if not found[-1]:
                return
        raise Wrong(found[-1])

    async def _live(self, work: Work, crash: Crash | None) -> None:
        wires, settings = Wires(), self.bench.runtime.settings
        changed = {
            "database_url": SecretStr(await wires.through(settings.database_dsn)),
            "nats_url": await wires.through(settings.nats_url),
        }

        async def process() -> None:
            async with opened("example", settings.model_copy(update=changed)) as runtime:
                role = RoleChanged(role_id=ROLE, version=1, name="r", permissions={"note.create": "all"})
                runtime.access.replace([("role", ROLE, role.model_dump(mode="json"))])
                runtime.verifier.trust(jwks())
                async with runtime.database.reading() as session:
                    await session.execute(
                        text("SELECT 1")
                    )  # a driver says much when it gets to know a server
                wires.arm(crash)
                with suppress(Exception):  # the process would log it and be started anew
                    await work(runtime)

        others = asyncio.all_tasks()
        living, dead = asyncio.create_task(process()), asyncio.create_task(wires.cut.wait())
        seconds = CUT_SECONDS if crash else STEP_SECONDS
        await asyncio.wait({living, dead}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        living.cancel()
        await asyncio.wait({living}, timeout=STEP_SECONDS)
        await wires.remove()
        while left := asyncio.all_tasks() - others:
            for task in left:  # again and again: a client that is connecting may lose the order to stop
                task.cancel()
            await asyncio.wait(left, timeout=0.1)

    async def _drained(self) -> bool:
        js = self.bench.runtime.nats.jetstream()
        for stream, durable in (("example", events.subscriptions[0].durable), ("identity", PROJECTION)):
            try:
                state = await js.consumer_info(stream, durable)
            except (NotFoundError, APIError):
                return False
            if state.num_pending or state.num_ack_pending:
                return False
        return True

    async def _wrong(self) -> dict[str, Any]:
        row = await self.admin.fetchrow(VERDICT)
        notes = [
            one["title"] for one in await self.admin.fetch("SELECT title FROM note WHERE colour <> 'team'")
        ]
        found = dict(row) | {
            "not written": len({*self.wanted} - {*notes}),
            "written twice": len(notes) - len({*notes}),
            "unanswered": len(self.unanswered),
        }
        return {name: count for name, count in found.items() if count}


ROLE = UUID(int=1)
PROJECTION = "example-access"
VERDICT = """
    SELECT (SELECT count(*) FROM outbox) AS "not sent",
        (SELECT count(*) FROM dead_letter) AS "given up",
        (SELECT count(*) FROM note LEFT JOIN heard_of ON note_id = id
            WHERE colour <> 'team' AND note_id IS NULL) AS "not heard",
        (SELECT count(*) FROM heard_of WHERE times > 1) AS "heard twice",
        (SELECT count(*) FROM note LEFT JOIN access USING (id) WHERE colour = 'team'
            AND (note.version, note.title) IS DISTINCT FROM (access.version, access.data ->> 'name')
        ) AS "not projected"
"""


def projection() -> Subscription:
    """The chassis's own projection, fed without a snapshot."""
    by_subject = {event.subject: event for event in ACCESS_EVENTS}

    async def take(session: Any, event: Any, _: Any) -> None:
        await project(session, event)

    return Subscription(
        durable=PROJECTION,
        stream="identity",
        subjects=frozenset(by_subject),
        handler=take,
        decode=lambda subject, data: by_subject[subject].model_validate_json(data),
    )


def _stumbling(world: World, one: Subscription) -> Subscription:
    async def handler(session: Any, event: Any, heard: Any) -> None:
        if world.stumbles:
            world.stumbles -= 1
            raise Unavailable(service="somebody")
        await one.handler(session, event, heard)

    return replace(one, handler=handler)


async def _rename(runtime: Runtime, team: UUID) -> None:
    async with runtime.database.writing(service_actor("example")) as session:
        note = await session.get_one(NoteRecord, team, with_for_update=True)
        note.title = str(uuid4())
        await session.flush()
        told = TeamChanged(team_id=team, version=note.version, name=note.title, parent_id=None)
        publish(session, told)


async def _post(app: FastAPI, title: str) -> int:
    """One request to the door; the server's part of the connection is left out."""
    sent = asyncio.Event()
    status = 0
    token = sign(UUID(int=2), roles=[ROLE])
    headers = {
        "authorization": f"Bearer {token}",
        "idempotency-key": title,
        "content-type": "application/json",
    }

    async def receive() -> dict[str, Any]:
        if sent.is_set():
            await asyncio.Event().wait()  # the client stays
        sent.set()
        return {"type": "http.request", "body": json.dumps({"title": title}).encode(), "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/notes",
        "raw_path": b"/notes",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    await app(scope, receive, send)
    return status


@asynccontextmanager
async def _ended(task: "asyncio.Task[None]") -> AsyncIterator[None]:
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
