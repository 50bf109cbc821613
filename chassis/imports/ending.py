"""The end of an import: it is announced, and kept among the operations, so that it can be undone."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.imports.declaration import Importing
from chassis.imports.models import Job
from chassis.operations import service as operations
from chassis.operations.models import Operation
from chassis.operations.problems import NotEnded
from chassis.outbox import publish
from chassis.runtime import Runtime

BEGUN = ("queued", "running", "paused")
TOLD = ("version", "requested_by", "file_name", "created", "updated", "failed")


async def announce(session: AsyncSession, importing: Importing, job: Job) -> None:
    """Tell that an import ended; what wrote something becomes an operation of the same id."""
    target = job.target or ""
    if job.created or job.updated:
        permission = importing.targets[target].permission
        operation = operations.new(job.id, job.requested_by, "import", target, permission)
        operation.created_at, operation.started_at = job.created_at, job.started_at
        await operations.note(session, operation, {"created": job.created, "updated": job.updated})
    known = {name: getattr(job, name) for name in TOLD}
    publish(session, importing.finished(import_id=job.id, target=target, outcome=job.state, **known))


async def undo(
    session: AsyncSession, runtime: Runtime, actor: Actor, importing: Importing, import_id: UUID
) -> Operation:
    """Take back what an import wrote. Raises NotEnded of one at work that the actor may see, NotFound of one
    that wrote nothing.
    """
    job = importing.job
    state = await session.scalar(select(job.state).where(job.id == import_id, importing.seen_by(actor)))
    if state in BEGUN:
        raise NotEnded(state=state)
    return await operations.undo(session, runtime, actor, import_id)
