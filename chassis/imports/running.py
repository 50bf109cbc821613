"""The worker's part: chunks of rows, each in one transaction with the checkpoint.

An import interrupted anywhere goes on after the last committed chunk, so it ends as if it had not been.
The lease tells that a worker lives (chassis/work.py); the targets know what the rows mean.
While the database is at work with one chunk, the next is read and checked by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Grants, service_actor
from chassis.copying import savepoint
from chassis.database import is_transient
from chassis.imports import checking, ending, layouts, service
from chassis.imports.declaration import Act, Importing, Plan, ReadRow, Target, declared
from chassis.imports.models import Job
from chassis.imports.problems import FileRefused, RowError
from chassis.imports.reading import shown, waves
from chassis.imports.schemas import Layout
from chassis.imports.tables import MOST_ROWS, Row
from chassis.origins import of_job
from chassis.problems import DomainError, NotSignedIn, Unavailable
from chassis.runtime import Runtime
from chassis.tasks import task
from chassis.telling import told
from chassis.work import SLICE_SECONDS, Reason, Stopped, ahead, held, in_steps, insist, release, work_off

log = structlog.get_logger(__name__)
TASK = "imports.run"
CHUNK_ROWS = 500
CHECKED_AT_ONCE = 8
"""Rows checked before a look whether the database has answered."""
MOST_FAULTS = 100_000
"""Errors kept per import; beyond them they are only counted."""


@task(TASK)
async def run(runtime: Runtime, import_id: str) -> None:
    """Work off an import for a while."""
    importing = declared()

    async def turn(job: Job) -> bool:
        try:
            return await _Run(runtime, importing, job).work()
        except FileRefused as error:
            raise Stopped(error.params.pop("reason"), **error.params) from error
        except Unavailable as error:
            log.warning("import waits for another service", id=import_id, **error.params)
            await release(runtime, importing.job, job)
            return True  # for now: it is hinted at again by itself

    async def fail(job: Job, reason: Reason) -> None:
        await _fail(runtime, importing, job, reason)

    await work_off(runtime, importing.job, UUID(import_id), TASK, turn, fail)


async def _fail(runtime: Runtime, importing: Importing, job: Job, reason: Reason) -> None:
    async with runtime.database.writing(service_actor(runtime.service), job.id) as session:
        mine = await held(session, importing.job, job)
        if mine is not None:
            log.warning("import failed", id=str(job.id), reason=reason)
            mine.end("failed", reason)
            await session.flush()
            await ending.announce(session, importing, mine)


class Checked(NamedTuple):
    """Rows after all that can be said of each by itself, by rights that may have changed since."""

    rows: Sequence[ReadRow]
    keys: Mapping[int, Sequence[Hashable]]
    grants: Grants


@dataclass
class Chunk:
    """Rows as they stand in the file, perhaps checked."""

    rows: Sequence[Row]
    checked: Checked | None = None


class _Run:
    """One worker's turn at one import."""

    def __init__(self, runtime: Runtime, importing: Importing, job: Job) -> None:
        self.runtime, self.importing, self.job = runtime, importing, job
        self.target: Target = checking.target_of(importing, job)
        self.layout, self.sheet = Layout.model_validate(job.layout), checking.chosen_sheet(job)
        self.reader = service.reader_of(runtime, job, self.target)

    async def work(self) -> bool:
        """Chunk by chunk until the end (True) or until others shall have their turn (False)."""
        with open(service.kept_file(self.runtime.files, self.job), "rb") as file:  # noqa: ASYNC230  # local disk
            rows = layouts.rows(file, self.layout, self.sheet, self.job.next_row)
            async with ahead(lambda: self._chunk(rows)) as take:
                if await in_steps(lambda: self._step(take), seconds=SLICE_SECONDS):
                    await self._finish()
                    return True
        return not await release(self.runtime, self.importing.job, self.job)

    async def _chunk(self, rows: Iterator[Row]) -> Chunk:
        chunk = list(islice(rows, CHUNK_ROWS))
        return Chunk(chunk, await self._check(chunk, self.runtime.access.acting(self.job.requested_by)))

    async def _check(self, chunk: Sequence[Row], actor: Actor) -> Checked:
        act, rows, keys = service.act_of(self.runtime, self.importing, self.job, actor), list[ReadRow](), {}
        for raw in chunk:
            rows.append(row := self.reader.read(raw))
            keys[row.number] = self.target.check(row, act)
            if len(rows) % CHECKED_AT_ONCE == 0:
                await asyncio.sleep(0)
        await self.target.ask(self.runtime, act, rows)
        return Checked(rows, keys, actor.grants)

    async def _step(self, take: Callable[[], Awaitable[Chunk]]) -> bool:
        """One chunk; False when there is none, or the import is no more this worker's."""
        chunk = await take()
        if not chunk.rows:
            return False
        if chunk.rows[-1].number - self.sheet.header_row > MOST_ROWS:
            raise FileRefused(reason="too_many_rows", max=MOST_ROWS)
        actor = await self._actor()
        try:
            return await insist(lambda: self._transaction(actor, chunk, singly=False))
        except (DBAPIError, DomainError) as error:
            if is_transient(error):
                raise
            log.info("chunk refused, trying row by row", id=str(self.job.id), error=told(error))
            return await self._transaction(actor, chunk, singly=True)

    async def _actor(self) -> Actor:
        """The person who started it, with the permissions they hold now."""
        await self.runtime.access.load(self.runtime.database)
        actor = self.runtime.access.acting(self.job.requested_by)
        actor.require(self.target.permission)
        checking.require_visible(self.importing, self.job, actor)
        return actor

    async def _transaction(self, actor: Actor, chunk: Chunk, *, singly: bool) -> bool:
        checked, chunk.checked = chunk.checked, None  # for one attempt: plans leave traces in the rows
        if checked is None or checked.grants != actor.grants:
            checked = await self._check(chunk.rows, actor)
        rows, keys = checked.rows, checked.keys
        act = service.act_of(self.runtime, self.importing, self.job, actor)
        origin = of_job(self.job.id)
        async with self.runtime.database.writing(actor, self.job.id, bulk=True, origin=origin) as session:
            job = await held(session, self.importing.job, self.job)
            if job is None:
                return False
            plans: list[Plan] = []
            for wave in [[row] for row in rows] if singly else waves(rows, keys):
                plans += await (self._singly if singly else self._write)(session, act, wave)
            await self._note(session, job, plans)
            job.next_row = chunk.rows[-1].number
            job.rows_read += len(chunk.rows)
            job.progressed()
        return True

    async def _write(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        plans = await self.target.plan(session, act, rows)
        await self.target.apply(session, act, [plan for plan in plans if plan.action in ("create", "update")])
        return plans

    async def _singly(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        (row,) = rows
        try:
            async with savepoint(session):
                return await self._write(session, act, rows)
        except (DBAPIError, DomainError) as error:
            if is_transient(error) or isinstance(error, NotSignedIn):
                raise
            kind = error.problem().type.rpartition(":")[2] if isinstance(error, DomainError) else "refused"
            row.refuse(None, kind, **(error.params if isinstance(error, DomainError) else {}))
            return [Plan(row, "fail")]

    async def _note(self, session: AsyncSession, job: Job, plans: Sequence[Plan]) -> None:
        names = {"create": "created", "update": "updated", "skip": "skipped", "fail": "failed"}
        for plan in plans:
            setattr(job, names[plan.action], getattr(job, names[plan.action]) + 1)
        rows = list(islice(self._faults(plans), max(MOST_FAULTS - job.errors, 0)))
        job.errors += sum(len(plan.row.errors) for plan in plans)
        if rows:
            await session.execute(self.importing.fault.__table__.insert(), rows)  # type: ignore[attr-defined]

    def _faults(self, plans: Sequence[Plan]) -> Iterator[dict[str, object]]:
        for plan in sorted(plans, key=lambda plan: plan.row.number):
            for error in self.reader.located(plan.row.errors):
                yield {
                    **fault_values(error),
                    "import_id": self.job.id,
                    "row_number": plan.row.number,
                }

    async def _finish(self) -> None:
        actor = await self._actor()
        async with self.runtime.database.writing(actor, self.job.id, origin=of_job(self.job.id)) as session:
            job = await held(session, self.importing.job, self.job)
            if job is not None:
                job.end("done")
                await session.flush()
                await ending.announce(session, self.importing, job)


def fault_values(error: RowError) -> dict[str, object]:
    """An error as a row and as an answer."""
    return {**error._asdict(), "params": dict(error.params), "value": shown(error.value)}
