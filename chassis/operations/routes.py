"""REST of operations, the same for every service that declares some."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Path, Query
from pydantic_core import to_jsonable_python
from sqlalchemy import Row, false, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach
from chassis.http.app import Router
from chassis.http.cursors import decode, encode
from chassis.http.doors import Caller, Opened, Reading, User, Writing
from chassis.http.lists import Listed, Listing, Offer, page
from chassis.masks import without
from chassis.operations import service
from chassis.operations.declaration import Found, declared
from chassis.operations.models import Operation
from chassis.operations.schemas import (
    IssueShown,
    OperationDetailed,
    OperationShown,
    UndoneRecord,
    UndoPreview,
)
from chassis.schemas import Page
from libs.conditions import Context, Kind

router = Router(prefix="/operations", tags=["operations"])
OperationId = Annotated[UUID, Path(description="Id of the operation: the cause_id of its changes")]
FIRST_RECORDS = 50
FIRST_ISSUES = 100


@router.get("")
async def operations(query: Listed, actor: Caller, session: Reading) -> Page[OperationShown]:
    """One's own operations, newest first, and those of others whose permission the caller holds for all."""
    context = Context(datetime.now(UTC), ZoneInfo("UTC"), actor.id)
    found = await page(session, _listing(), query, context, _branches(actor))
    rows = [row._asdict() | {"request": _request(actor, row)} for row in found.rows]
    return Page[OperationShown].model_validate(found.as_page(rows))


def _listing() -> Listing:
    table = declared().operation.__table__  # type: ignore[attr-defined]  # a mapped class of the service
    offers = {
        "created_at": Offer(Kind.MOMENT, table.c.created_at, nullable=False, sorts=True),
        "kind": Offer(Kind.CHOICE, table.c.kind, nullable=False),
        "target": Offer(Kind.CHOICE, table.c.target, nullable=False),
        "state": Offer(Kind.CHOICE, table.c.state, nullable=False),
        "requested_by": Offer(Kind.REFERENCE, table.c.requested_by, nullable=False),
    }
    columns = [table.c[name] for name in OperationShown.model_fields]
    return Listing(table, columns, table.c.id, offers, "-created_at")


def _branches(actor: Actor) -> Sequence[Any]:
    table = declared().operation
    everywhere = [name for name, reach in actor.grants.reaches.items() if reach is Reach.ALL]
    others = table.permission.in_(everywhere) & (table.requested_by != actor.id)
    return [table.requested_by == actor.id, others if everywhere else false()]


@router.get("/{operation_id}")
async def read(operation_id: OperationId, actor: Caller, session: Reading) -> OperationDetailed:
    """State and progress of an operation, what was asked for, and what it changed, counted by kind."""
    return await detailed(session, actor, await service.find(session, actor, operation_id))


async def detailed(session: AsyncSession, actor: Actor, operation: Operation) -> OperationDetailed:
    """An operation as an answer, without what is hidden from the caller."""
    shown = OperationShown.model_validate(operation).model_dump() | {"request": _request(actor, operation)}
    return OperationDetailed(**shown, changes=await service.changed(session, operation))


def _request(actor: Actor, operation: Operation | Row[Any]) -> dict[str, Any]:
    """What was asked for, without what is hidden from the caller."""
    names = {one.name for one in declared().things.values() if one.target == operation.target}
    hidden = frozenset[str]().union(*(actor.masked(name) for name in names))
    request: dict[str, Any] = without(operation.request, hidden)
    if hidden and operation.requested_by != actor.id:  # others may choose by what the caller must not see
        return {name: value for name, value in request.items() if name != "selection"}
    return request


@router.get("/{operation_id}/issues")
async def issues(
    operation_id: OperationId,
    actor: Caller,
    session: Reading,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str | None, Query(max_length=200, description="`next` of the previous page")] = None,
) -> Page[IssueShown]:
    """What the operation left as it was, and why; the first 100,000 issues, for 90 days."""
    await service.find(session, actor, operation_id)
    table = declared().issue
    (start,) = decode(after, "issue")[:1] if after else (0,)
    where = (table.operation_id == operation_id, table.id > (start if isinstance(start, int) else 0))
    rows = (await session.scalars(select(table).where(*where).order_by(table.id).limit(limit + 1))).all()
    found = [Found(one.thing, one.record_id, one.kind, one.field, one.params) for one in rows[:limit]]
    following = encode("issue", (rows[limit - 1].id, 0)) if len(rows) > limit else None
    return Page[IssueShown](items=await _visible(session, actor, found), next=following)


async def _visible(session: AsyncSession, actor: Actor, found: Sequence[Found]) -> list[IssueShown]:
    """Issues, with values only of records and fields that the caller may read now."""
    ids: dict[str, set[UUID]] = {}
    for one in found:
        ids.setdefault(one.thing, set()).add(one.record_id)
    things = declared().things
    seen = {name: await things[name].readable(session, actor, some) for name, some in ids.items()}
    return [
        IssueShown(**one._asdict() | {"params": dict(one.params)})
        if one.record_id in seen[one.thing] and one.field not in actor.masked(one.thing)
        else IssueShown(**one._asdict() | {"params": {}})
        for one in found
    ]


@router.get("/{operation_id}/undo")
async def preview_undo(operation_id: OperationId, actor: Caller, session: Reading) -> UndoPreview:
    """What undo would do now: what is put back and deleted, what stays since others changed or use it.

    Needs the permission of the operation itself. Errors: 409 `not-ended`, `already-undone`.
    """
    total, outcome, shown = await service.preview_undo(session, actor, operation_id)
    return UndoPreview(
        total=total,
        examined=sum(outcome.counts.values()),
        counts=outcome.counts,
        records=[_undone(actor, one) for one in shown[:FIRST_RECORDS]],
        issues=await _visible(session, actor, outcome.issues[:FIRST_ISSUES]),
    )


def _undone(actor: Actor, one: Found) -> UndoneRecord:
    values = without(to_jsonable_python(one.params), actor.masked(one.thing))
    return UndoneRecord(thing=one.thing, record_id=one.record_id, outcome=one.kind, **values)


@router.post("/{operation_id}/undo", status_code=202)
async def undo(
    operation_id: OperationId, actor: User, runtime: Opened, session: Writing
) -> OperationDetailed:
    """Take back what an operation did, as far as nobody has changed or used it since: the answer is the
    undo, an operation itself, which can be undone too.

    Up to 500 records at once, more by a worker (`state` queued). Needs the permission of the operation and,
    record by record, what the act itself needs. Errors: 409 `not-ended`, `already-undone`.
    """
    return await detailed(session, actor, await service.undo(session, runtime, actor, operation_id))


@router.post("/{operation_id}/cancel")
async def cancel(operation_id: OperationId, actor: Caller, session: Writing) -> OperationDetailed:
    """Stop an operation at work before its next 500 records; what is done stays, and can be undone.

    Errors: 409 `already-ended`.
    """
    return await detailed(session, actor, await service.cancel(session, actor, operation_id))
