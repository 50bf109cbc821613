"""Rows that a worker works off: claimed by lease, saved step by step, ended once, never stuck.

A Celery task is only a hint that such a row waits. A worker that dies leaves a lease that runs out; a
periodic job hints again, and the next worker goes on after the last saved step.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Uuid, func, or_, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis import tables
from chassis.actors import service_actor
from chassis.database import is_transient
from chassis.identifiers import new_id
from chassis.problems import NotAllowed, NotSignedIn
from chassis.runtime import Runtime
from chassis.tables import Moment
from chassis.tasks import later
from libs.references import PersonRef

LEASE = timedelta(seconds=30)
"""A worker that has not saved a step for so long counts as dead."""
MOST_ATTEMPTS = 8
"""Starts without one saved step after which the work is given up."""
SLICE_SECONDS = 60.0
"""After so long a worker lets other work have its turn and queues the rest."""
PAUSE_SHARE = 0.1
"""Rest after each step, as a share of the time it took: the database serves people first."""
Reason = dict[str, Any]


class Stopped(Exception):
    """The work cannot go on; `reason` says why, as kind and parameters."""

    def __init__(self, kind: str, **params: object) -> None:
        super().__init__(kind)
        self.reason: Reason = {"kind": kind, **params}


class Work:
    """A row that a worker works off: claimed by lease, ended once, never stuck."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16))
    requested_by: Mapped[PersonRef]
    lease: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[Reason | None] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    def wait(self) -> None:
        """Queue for a worker."""
        self.version = (self.version or 0) + 1
        self.state, self.attempts, self.lease, self.lease_until = "queued", 0, None, None

    def take(self, lease: str) -> None:
        """A worker begins, or goes on where another one stopped."""
        now = datetime.now(UTC)
        self.version += self.state != "running"
        self.state, self.lease, self.attempts = "running", lease, self.attempts + 1
        self.lease_until, self.started_at = now + LEASE, self.started_at or now

    def progressed(self) -> None:
        """A step was saved: the worker lives."""
        self.attempts, self.lease_until = 0, datetime.now(UTC) + LEASE

    def end(self, state: str, reason: Reason | None = None) -> None:
        """Done, failed or cancelled."""
        self.version += 1
        self.state, self.reason = state, reason
        self.finished_at, self.lease, self.lease_until = datetime.now(UTC), None, None


class WithFile:
    """Work on, or towards, a file."""

    @declared_attr
    def file_id(cls) -> Mapped[UUID | None]:  # noqa: N805  # declared_attr passes the class
        """The uploaded or produced file; gone when it expired."""
        return mapped_column(ForeignKey(tables.file.c.id, ondelete="SET NULL"))


T = TypeVar("T")
W = TypeVar("W", bound=Work)


async def claim(runtime: Runtime, table: type[W], work_id: UUID, lease: str) -> W | None:
    """Take a queued row, or one whose worker has died; None when there is nothing to do."""
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        query = select(table).where(table.id == work_id, abandoned(table))
        found = await session.scalar(query.with_for_update(skip_locked=True))
        if found is not None:
            found.take(lease)
        return found


def abandoned(table: type[Work]) -> ColumnElement[bool]:
    """Rows that wait for a worker."""
    dead = (table.state == "running") & or_(table.lease_until.is_(None), table.lease_until < func.now())
    return or_(table.state == "queued", dead)


async def held(session: AsyncSession, table: type[W], work: W) -> W | None:
    """The row, locked, while it is still this worker's: another one or a person may have stopped it."""
    mine = (table.id == work.id) & (table.lease == work.lease) & (table.state == "running")
    return await session.scalar(select(table).where(mine).with_for_update())


async def give_back(runtime: Runtime, table: type[W], work: W) -> None:
    """Let another worker try soon, after something unforeseen."""
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        mine = await held(session, table, work)
        if mine is not None:
            mine.lease_until = datetime.now(UTC)


async def work_off(
    runtime: Runtime,
    table: type[W],
    work_id: UUID,
    task: str,
    turn: Callable[[W], Awaitable[bool]],
    fail: Callable[[W, Reason], Awaitable[None]],
) -> None:
    """One worker's turn at a row: `turn` says whether the work has ended, `fail` ends it for a reason."""
    work = await claim(runtime, table, work_id, str(new_id()))
    if work is None:
        return
    if work.attempts > MOST_ATTEMPTS:
        await fail(work, {"kind": "interrupted_too_often"})
        return
    await runtime.access.load(runtime.database)
    try:
        ended = await turn(work)
    except Stopped as error:
        await fail(work, error.reason)
    except (NotAllowed, NotSignedIn) as error:
        await fail(work, {"kind": "permission_lost", **error.params})
    except Exception:
        await give_back(runtime, table, work)  # tried again soon, MOST_ATTEMPTS times without progress
        raise
    else:
        if not ended:
            await later(runtime, task, str(work_id))()


async def in_steps(step: Callable[[], Awaitable[bool]], *, seconds: float) -> bool:
    """Take step after step until none is left (True) or the turn is over (False)."""
    until = time.monotonic() + seconds
    while True:
        began = time.monotonic()
        if not await step():
            return True
        if time.monotonic() > until:
            return False
        await asyncio.sleep(PAUSE_SHARE * (time.monotonic() - began))


@asynccontextmanager
async def ahead(make: Callable[[], Awaitable[T]]) -> AsyncIterator[Callable[[], Awaitable[T]]]:
    """What takes one thing after another: each is made while the one before is worked off.

    One that cannot be made says so when its turn has come.
    """
    making = asyncio.ensure_future(make())

    async def take() -> T:
        nonlocal making
        made = await making
        making = asyncio.ensure_future(make())
        return made

    try:
        yield take
    finally:
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)


async def release(runtime: Runtime, table: type[W], work: W) -> bool:
    """Queue the rest behind other work; False when the row is no more this worker's."""
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        mine = await held(session, table, work)
        if mine is not None:
            mine.wait()
        return mine is not None


async def insist(transaction: Callable[[], Awaitable[T]]) -> T:
    """Repeat a transaction that met what passes: a conflict, a restart."""
    for attempt in range(3):
        try:
            return await transaction()
        except Exception as error:
            if not is_transient(error):
                raise
            await asyncio.sleep(0.2 * 2**attempt)
    return await transaction()


async def hint_again(runtime: Runtime, table: type[Work], task: str) -> None:
    """Enqueue what waits: hints get lost, workers die."""
    async with runtime.database.reading() as session:
        waiting = (await session.scalars(select(table.id).where(abandoned(table)).limit(100))).all()
    for work_id in waiting:
        await later(runtime, task, str(work_id))()


def work_indexes(table: str) -> tuple[SchemaItem, ...]:
    """One's own, newest first; everybody's; and what waits for a worker."""
    waiting = text("state IN ('queued', 'running')")
    return (
        Index(f"ix_{table}_requested_by", "requested_by", "created_at", "id"),
        Index(f"ix_{table}_created_at", "created_at", "id"),
        Index(f"ix_{table}_waiting", "lease_until", postgresql_where=waiting),
    )
