"""What this service exports, and how an end is announced."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.exports.declaration import Exporting, declare
from chassis.exports.models import ExportJob
from chassis.outbox import publish
from crm.customer.events import ExportFinished
from customer.contacts.exporting import CONTACTS
from customer.customers.exporting import CUSTOMERS
from customer.exports.models import Export
from customer.interactions.exporting import INTERACTIONS


async def finished(session: AsyncSession, job: ExportJob) -> None:
    """Tell that an export ended."""
    publish(
        session,
        ExportFinished(
            export_id=job.id,
            version=job.version,
            requested_by=job.requested_by,
            target=job.target,
            outcome=job.state,
            rows=job.rows,
        ),
    )


exporting = declare(
    Exporting(
        job=Export,
        targets={one.name: one for one in (CUSTOMERS, CONTACTS, INTERACTIONS)},
        permission="customer.export",
        finished=finished,
    )
)
