"""The use cases of operations: begin one, note one that happened, look, undo, cancel."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, delete, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach
from chassis.copying import write_waiting
from chassis.operations import running, undoing
from chassis.operations.declaration import Found, Outcome, declared
from chassis.operations.models import ENDED, Operation
from chassis.operations.problems import AlreadyEnded, AlreadyUndone, NotEnded, TooManyRecords
from chassis.problems import NotFound
from chassis.runtime import Runtime
from chassis.tables import change
from chassis.tasks import later
from chassis.wake import hint

AT_ONCE = 500
"""Up to so many records are dealt with while the caller waits."""
MOST_RECORDS = 250_000
EXAMINED = 2000
"""Records that the preview of an undo looks at."""


def new(operation_id: UUID, requested_by: UUID, kind: str, target: str, permission: str) -> Operation:
    """The row of an operation; its id is the cause of all that it changes."""
    operation = declared().operation()
    operation.id, operation.requested_by = operation_id, requested_by
    operation.kind, operation.target, operation.permission = kind, target, permission
    operation.request, operation.counts = {}, {}
    operation.depth = operation.total = operation.done = operation.issues = operation.attempts = 0
    operation.state, operation.version, operation.created_at = "running", 1, datetime.now(UTC)
    return operation


async def note(session: AsyncSession, operation: Operation, counts: Mapping[str, int]) -> None:
    """Keep an act that was done by other means, so that it is listed and can be undone."""
    operation.counts = {name: count for name, count in counts.items() if count}
    operation.total = operation.done = sum(counts.values())
    operation.end("done")
    session.add(operation)
    await session.flush()


async def begin(
    session: AsyncSession, runtime: Runtime, actor: Actor, operation: Operation, chosen: Select[Any]
) -> Operation:
    """Fix which records it is about: (step, thing, id). A few are dealt with at once, many by a worker."""
    part = declared().part
    session.add(operation)
    await session.flush()
    some = chosen.limit(MOST_RECORDS + 1).subquery()
    rows = select(literal(operation.id), *some.c)
    names = ["operation_id", "step", "thing", "record_id"]
    written: Any = await session.execute(insert(part).from_select(names, rows))
    operation.total = written.rowcount
    if operation.total > MOST_RECORDS:
        raise TooManyRecords(most=MOST_RECORDS)
    if operation.total > AT_ONCE:
        operation.wait()
        hint(session, later(runtime, running.TASK, str(operation.id)))
    else:
        while await running.step(session, runtime.access, actor, operation):
            pass
        await running.end(session, operation, "done")
    await write_waiting(session)  # the answer counts the change rows
    return operation


async def find(session: AsyncSession, actor: Actor, operation_id: UUID, *, lock: bool = False) -> Operation:
    """One's own operation, or anyone's with its permission for all. Raises NotFound."""
    table = declared().operation
    query = select(table).where(table.id == operation_id)
    found = await session.scalar(query.with_for_update() if lock else query)
    if found is None or not sees(actor, found):
        raise NotFound(thing="operation", id=str(operation_id))
    return found


def sees(actor: Actor, operation: Operation) -> bool:
    """Whether somebody may look at an operation."""
    return operation.requested_by == actor.id or actor.reach(operation.permission) is Reach.ALL


async def undo(session: AsyncSession, runtime: Runtime, actor: Actor, operation_id: UUID) -> Operation:
    """Take an operation back, as an operation of its own."""
    old = await undoable(session, actor, operation_id, lock=True)
    operation = new(session.info["cause_id"], actor.id, "undo", old.target, old.permission)
    operation.undoes_id, operation.depth = old.id, old.depth + 1
    operation.request = {"root": old.request.get("root", old.kind)}
    session.add(operation)
    await session.flush()
    await running.in_force(session, old.id, operation.id)
    return await begin(session, runtime, actor, operation, _touched(operation))


async def undoable(
    session: AsyncSession, actor: Actor, operation_id: UUID, *, lock: bool = False
) -> Operation:
    """An operation that can be undone by somebody who may do it. Raises NotEnded, AlreadyUndone."""
    old = await find(session, actor, operation_id, lock=lock)
    actor.require(old.permission)
    if old.state not in ENDED:
        raise NotEnded(state=old.state)
    if old.undone_by_id:
        raise AlreadyUndone(undone_by=str(old.undone_by_id))
    return old


def _touched(operation: Operation) -> Select[Any]:
    """The records that the undone act changed, each with its step."""
    order = undoing.steps(operation)
    step = case(order, value=change.c.thing)
    where = (change.c.cause_id == operation.undoes_id, change.c.thing.in_(order))
    return select(step.label("step"), change.c.thing, change.c.record_id).where(*where).distinct()


async def preview_undo(
    session: AsyncSession, actor: Actor, operation_id: UUID
) -> tuple[int, Outcome, list[Found]]:
    """What undo would do: records in all, what becomes of the first ones, and the values they would get."""
    old = await undoable(session, actor, operation_id)
    draft = Operation()
    draft.undoes_id, draft.depth = old.id, old.depth + 1
    draft.request = {"root": old.request.get("root", old.kind)}
    chosen = _touched(draft)
    total = await session.scalar(select(func.count()).select_from(chosen.subquery()))
    rows = (await session.execute(chosen.order_by("step", change.c.record_id).limit(EXAMINED))).all()
    outcome, shown, gone = Outcome(), list[Found](), set[UUID]()
    for thing in {row.thing: None for row in rows}:
        ids = [row.record_id for row in rows if row.thing == thing]
        for at in range(0, len(ids), running.CHUNK):
            part = await _planned(session, actor, draft, thing, ids[at : at + running.CHUNK], gone)
            told = part.outcome(ids[at : at + running.CHUNK])
            outcome.counts += told.counts
            outcome.issues += told.issues
            gone |= part.removed
            shown += _values(thing, part)
    return total or 0, outcome, shown


async def _planned(
    session: AsyncSession, actor: Actor, draft: Operation, thing: str, ids: Sequence[UUID], gone: set[UUID]
) -> undoing.Plan:
    assert draft.undoes_id is not None  # noqa: S101  # drafts are of undos
    return await undoing.plan(
        session,
        actor,
        declared().things[thing],
        draft.undoes_id,
        ids,
        creation=undoing.restoring(draft),
        lock=False,
        gone=gone,
    )


def _values(thing: str, plan: undoing.Plan) -> list[Found]:
    """What records would get, as before and after."""
    return [
        Found(
            thing,
            id_,
            "removed" if id_ in plan.removed else "changed",
            None,
            {"before": {name: plan.states[id_].get(name) for name in values}, "after": dict(values)},
        )
        for id_, values in plan.wanted.items()
    ]


async def cancel(session: AsyncSession, actor: Actor, operation_id: UUID) -> Operation:
    """Stop it before its next chunk; what is done stays, and can be undone."""
    found = await find(session, actor, operation_id, lock=True)
    actor.require(found.permission)
    if found.state in ENDED:
        raise AlreadyEnded(state=found.state)
    await running.end(session, found, "cancelled")
    await session.flush()
    return found


async def forget(session: AsyncSession, record_ids: Any) -> None:
    """Drop what issues tell of records that are purged; ids, or a query for them."""
    issue = declared().issue
    await session.execute(delete(issue).where(issue.record_id.in_(record_ids)))


async def changed(session: AsyncSession, operation: Operation) -> list[dict[str, Any]]:
    """What an operation did: change rows by thing and kind."""
    rows = await session.execute(
        select(change.c.thing, change.c.kind, func.count().label("changes"))
        .where(change.c.cause_id == operation.id)
        .group_by(change.c.thing, change.c.kind)
        .order_by(change.c.thing, change.c.kind)
    )
    return [dict(row) for row in rows.mappings()]
