"""Rows that a worker works off: claimed by lease, saved step by step, ended once, never stuck.

A Celery task is only a hint that such a row waits. A worker that dies leaves a lease that runs out; a
periodic job hints again, and the next worker goes on after the last saved step.
"""

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
from chassis.identifiers import new_id
from chassis.runtime import Runtime
from chassis.tables import Moment
from chassis.tasks import later
from libs.references import PersonRef

LEASE = timedelta(seconds=30)
"""A worker that has not saved a chunk for so long counts as dead."""
MOST_ATTEMPTS = 8
"""Starts without one saved chunk after which an import is given up."""


class Work:
    """A row that a worker works off: claimed by lease, ended once, never stuck."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16))
    requested_by: Mapped[PersonRef]
    lease: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    @declared_attr
    def file_id(cls) -> Mapped[UUID | None]:  # noqa: N805  # declared_attr passes the class
        """The uploaded or produced file; gone when it expired."""
        return mapped_column(ForeignKey(tables.file.c.id, ondelete="SET NULL"))

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

    def end(self, state: str, reason: dict[str, Any] | None = None) -> None:
        """Done, failed or cancelled."""
        self.version += 1
        self.state, self.reason = state, reason
        self.finished_at, self.lease, self.lease_until = datetime.now(UTC), None, None


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
