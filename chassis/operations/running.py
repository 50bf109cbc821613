"""Working an operation off: chunks of its records, each in one transaction with what is then left to do.

A record leaves `operation_record` in the transaction that deals with it, so whatever is killed whenever,
none is forgotten and none is dealt with twice.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor, service_actor
from chassis.copying import savepoint, write_rows
from chassis.database import is_transient
from chassis.operations import undoing
from chassis.operations.declaration import Found, Outcome, declared
from chassis.operations.models import Operation
from chassis.operations.problems import kind_of
from chassis.origins import of_job
from chassis.outbox import publish
from chassis.periodic import every
from chassis.problems import DomainError, InvalidInput, NotAllowed, NotSignedIn
from chassis.runtime import Runtime
from chassis.tasks import task
from chassis.work import SLICE_SECONDS, Reason, Stopped, held, hint_again, in_steps, insist, release, work_off

log = structlog.get_logger(__name__)
TASK = "operations.run"
CHUNK = 500
TOLD = ("version", "requested_by", "kind", "target", "done", "issues")
"""What the event of an end says as the row does."""
KEPT = timedelta(days=90)
"""How long issues can be read."""
MOST_ISSUES = 100_000
"""Issues kept per operation; beyond them they are only counted."""


@task(TASK)
async def run(runtime: Runtime, operation_id: str) -> None:
    """Work off an operation for a while."""
    table = declared().operation

    async def turn(operation: Operation) -> bool:
        if await in_steps(lambda: _chunk(runtime, operation), seconds=SLICE_SECONDS):
            await _stop(runtime, operation, "done")
            return True
        return not await release(runtime, table, operation)

    async def fail(operation: Operation, reason: Reason) -> None:
        log.warning("operation failed", id=str(operation.id), reason=reason)
        await _stop(runtime, operation, "failed", reason)

    await work_off(runtime, table, UUID(operation_id), TASK, turn, fail)


async def _chunk(runtime: Runtime, operation: Operation) -> bool:
    """One chunk in the name of whoever asked, with what they may do now; False when none is left."""
    await runtime.access.load(runtime.database)
    actor = runtime.access.acting(operation.requested_by)
    actor.require(operation.permission)
    try:
        return await insist(lambda: _transaction(runtime, actor, operation))
    except InvalidInput as error:  # what was asked for holds no more: a tag, a person, a parent is gone
        raise Stopped("invalid_input", errors=[one.model_dump() for one in error.errors]) from error


async def _transaction(runtime: Runtime, actor: Actor, operation: Operation) -> bool:
    async with runtime.database.writing(actor, operation.id, bulk=True) as session:
        mine = await held(session, declared().operation, operation)
        if mine is None or not await step(session, runtime.access, actor, mine):
            return False
        mine.progressed()
    return True


async def _stop(runtime: Runtime, operation: Operation, state: str, reason: Reason | None = None) -> None:
    actor = service_actor(runtime.service, on_behalf_of=f"user:{operation.requested_by}")
    async with runtime.database.writing(actor, operation.id, origin=of_job(operation.id)) as session:
        mine = await held(session, declared().operation, operation)
        if mine is not None:
            await end(session, mine, state, reason)


async def step(session: AsyncSession, access: Access, actor: Actor, operation: Operation) -> bool:
    """Deal with the next records; False when there are none."""
    part = declared().part
    query = select(part.step, part.thing, part.record_id).where(part.operation_id == operation.id)
    rows = (await session.execute(query.order_by(part.step, part.record_id).limit(CHUNK))).all()
    for thing, some in groupby(rows, attrgetter("thing")):
        ids = [one.record_id for one in some]
        outcome = await _together(session, access, actor, operation, thing, ids)
        await _count(session, operation, outcome)
    if rows:
        last = rows[-1]
        upto = (part.step < last.step) | ((part.step == last.step) & (part.record_id <= last.record_id))
        await session.execute(delete(part).where(part.operation_id == operation.id, upto))
        operation.done += len(rows)
    return bool(rows)


async def _together(
    session: AsyncSession, access: Access, actor: Actor, operation: Operation, thing: str, ids: Sequence[UUID]
) -> Outcome:
    """Records of one thing; when one of them is refused, which one is found by taking them one by one."""
    try:
        async with savepoint(session):
            return await _act(session, access, actor, operation, thing, ids)
    except (DBAPIError, DomainError) as error:
        if is_transient(error) or isinstance(error, NotAllowed | NotSignedIn | InvalidInput):
            raise
        if len(ids) == 1:
            return _refused(thing, ids[0], error)
        log.info("refused, trying one by one", id=str(operation.id), error=repr(error)[:500])
    found = Outcome()
    for id_ in ids:
        one = await _together(session, access, actor, operation, thing, [id_])
        found.counts += one.counts
        found.issues += one.issues
    return found


def _refused(thing: str, id_: UUID, error: DBAPIError | DomainError) -> Outcome:
    kind = kind_of(error) if isinstance(error, DomainError) else "refused"
    outcome = Outcome(issues=[Found(thing, id_, kind)])
    outcome.counts["refused"] += 1
    return outcome


async def _act(
    session: AsyncSession, access: Access, actor: Actor, operation: Operation, thing: str, ids: Sequence[UUID]
) -> Outcome:
    if operation.undoes_id:
        return await undoing.undo(session, actor, access, operation, declared().things[thing], ids)
    return await declared().acts[operation.kind, thing](session, access, actor, operation, ids)


async def _count(session: AsyncSession, operation: Operation, outcome: Outcome) -> None:
    operation.counts = dict(Counter(operation.counts) + outcome.counts)  # which leaves out what is 0
    kept = outcome.issues[: max(MOST_ISSUES - operation.issues, 0)]
    operation.issues += len(outcome.issues)
    if kept:
        table: Any = declared().issue.__table__  # type: ignore[attr-defined]  # a mapped class of the service
        rows = [{"operation_id": operation.id, **one._asdict(), "params": dict(one.params)} for one in kept]
        await write_rows(session, table, rows)


async def end(session: AsyncSession, operation: Operation, state: str, reason: Reason | None = None) -> None:
    """Done, failed or cancelled. An undo that did not come to its end can be asked for again."""
    operation.end(state, reason)
    if state != "done":
        part = declared().part
        await session.execute(delete(part).where(part.operation_id == operation.id))
        await in_force(session, operation.undoes_id, None)
    await session.flush()
    known: dict[str, Any] = {name: getattr(operation, name) for name in TOLD}
    known["at_once"] = operation.started_at is None
    publish(session, declared().finished(operation_id=operation.id, outcome=operation.state, **known))


async def in_force(session: AsyncSession, operation_id: UUID | None, undo_id: UUID | None) -> None:
    """Say by which undo an operation is undone now; when by none, that it undoes what it undid again."""
    if operation_id is None:
        return
    operation = await session.get_one(declared().operation, operation_id, with_for_update=True)
    operation.undone_by_id = undo_id
    operation.version += 1
    if operation.undoes_id:
        undone = await session.get_one(declared().operation, operation.undoes_id, with_for_update=True)
        undone.undone_by_id = None if undo_id else operation.id
        undone.version += 1


@every(3600)
async def forget_issues(runtime: Runtime) -> None:
    """Issues hold values of records: they are kept as long as somebody may look into them."""
    operation, issue = declared().operation, declared().issue
    ended = select(operation.id).where(operation.finished_at < datetime.now(UTC) - KEPT)
    async with runtime.database.engine.begin() as connection:
        await connection.execute(delete(issue).where(issue.operation_id.in_(ended)))


@every(15)
async def resume_operations(runtime: Runtime) -> None:
    """Hint again at operations that wait, or whose worker has died."""
    await hint_again(runtime, declared().operation, TASK)
