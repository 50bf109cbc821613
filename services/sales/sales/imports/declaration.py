"""What this service imports, and how an end is announced."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports.declaration import Importing, declare
from chassis.imports.models import Job
from chassis.operations import service as operations
from chassis.outbox import publish
from crm.sales.events.imports import ImportFinished
from sales.imports.leads import Leads
from sales.imports.models import Import, ImportMapping, RowFault
from sales.imports.opportunities import Opportunities
from sales.imports.sentences import ERRORS


async def finished(session: AsyncSession, job: Job) -> None:
    """Tell that an import ended, and keep it among the operations, which can be undone."""
    if job.created or job.updated:
        target = job.target or ""
        permission = importing.targets[target].permission
        operation = operations.new(job.id, job.requested_by, "import", target, permission)
        operation.created_at, operation.started_at = job.created_at, job.started_at
        await operations.note(session, operation, {"created": job.created, "updated": job.updated})
    told = ("version", "requested_by", "file_name", "created", "updated", "failed")
    known = {name: getattr(job, name) for name in told}
    publish(session, ImportFinished(import_id=job.id, target=job.target or "", outcome=job.state, **known))


importing = declare(
    Importing(
        job=Import,
        fault=RowFault,
        remembered=ImportMapping,
        targets={one.name: one for one in (Leads(), Opportunities())},
        finished=finished,
        errors=ERRORS,
    )
)
