"""Computing records anew after a formula changed: some hundred at a time, by the worker.

`due_at` of a definition says that this is to be done; the worker moves it on while it works, so that another
one takes over when it dies, and clears it at the end.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import inspect, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.custom_fields.declaration import CustomFields, declared
from chassis.identifiers import new_id
from chassis.origins import of_job
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tasks import later, task

TASK: Final = "custom_fields.recompute"
BATCH: Final = 200
LEASE: Final = timedelta(seconds=60)


@every(5)
async def recompute_due(runtime: Runtime) -> None:
    """Hint at the fields whose records are to be computed anew."""
    table = declared().definition.__table__
    async with runtime.database.reading() as session:
        due = (await session.scalars(select(table.c.id).where(table.c.due_at <= datetime.now(UTC)))).all()
    for field_id in due:
        await later(runtime, TASK, str(field_id))()


@task(TASK)
async def recompute(runtime: Runtime, field_id: str) -> None:
    """Compute all records of the field's object anew."""
    custom, cause_id = declared(), new_id()
    claimed = await _claim(runtime, custom, UUID(field_id))
    if claimed is None:
        return
    await runtime.access.load(runtime.database)
    last: UUID | None = None
    while True:
        actor = service_actor(runtime.service)
        async with runtime.database.writing(actor, cause_id, bulk=True, origin=of_job(cause_id)) as session:
            records = await _batch(session, custom, claimed.object, last)
            await _due(session, custom, claimed, datetime.now(UTC) + LEASE if records else None)
        if not records:
            return
        last = records[-1].id


async def _claim(runtime: Runtime, custom: CustomFields, field_id: UUID) -> Any:
    """The field, when its time has come and no other worker has it."""
    table = custom.definition.__table__
    now = datetime.now(UTC)
    statement = (
        update(table)
        .where(table.c.id == field_id, table.c.due_at <= now)
        .values(due_at=now + LEASE)
        .returning(table.c.id, table.c.object, table.c.version)
    )
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        return (await session.execute(statement)).one_or_none()


async def _due(session: AsyncSession, custom: CustomFields, claimed: Any, at: datetime | None) -> None:
    """Move the time on, unless the field was changed meanwhile: then its records are due once more."""
    table = custom.definition.__table__
    same = (table.c.id == claimed.id, table.c.version == claimed.version)
    await session.execute(update(table).where(*same).values(due_at=at))


async def _batch(session: AsyncSession, custom: CustomFields, thing: str, last: UUID | None) -> Sequence[Any]:
    """The next records, computed anew; deleted ones too, since they can come back."""
    customised, fields = custom.objects[thing], custom.of(thing)
    model = customised.model
    statement = select(model).order_by(model.id).limit(BATCH).with_for_update()
    records = (await session.scalars(statement.where(model.id > last) if last else statement)).all()
    changed = []
    for record in records:
        found = fields.computed(inspect(record).dict, record.custom)
        if found != record.custom:
            record.custom = found
            changed.append(record)
    if changed:
        await session.flush()
        await customised.recomputed(session, changed)
    return records
