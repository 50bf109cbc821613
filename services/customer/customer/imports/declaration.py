"""What this service imports, and how an end is announced."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports.declaration import Importing, declare
from chassis.imports.models import Job
from chassis.operations import service as operations
from chassis.outbox import publish
from crm.customer.events import ImportFinished
from customer.exports.catalogue import ERRORS
from customer.imports.contacts import Contacts
from customer.imports.customers import Customers
from customer.imports.interactions import Interactions
from customer.imports.models import Import, ImportMapping, RowFault
from customer.imports.opportunities import Opportunities


async def finished(session: AsyncSession, job: Job) -> None:
    """Tell that an import ended, and keep it among the operations, which can be undone."""
    if job.created or job.updated:
        operation = operations.new(job.id, job.requested_by, "import", job.target or "", "customer.import")
        operation.created_at, operation.started_at = job.created_at, job.started_at
        await operations.note(session, operation, {"created": job.created, "updated": job.updated})
    publish(
        session,
        ImportFinished(
            import_id=job.id,
            version=job.version,
            requested_by=job.requested_by,
            file_name=job.file_name,
            target=job.target or "",
            outcome=job.state,
            created=job.created,
            updated=job.updated,
            failed=job.failed,
        ),
    )


importing = declare(
    Importing(
        job=Import,
        fault=RowFault,
        remembered=ImportMapping,
        targets={one.name: one for one in (Customers(), Contacts(), Interactions(), Opportunities())},
        finished=finished,
        errors=ERRORS,
    )
)
