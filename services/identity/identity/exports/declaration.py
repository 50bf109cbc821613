"""What this service exports, and how an end is announced."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.exports.declaration import Exporting, declare
from chassis.exports.models import ExportJob
from chassis.outbox import publish
from crm.identity.events import ExportFinished
from identity.audit.exporting import TRAIL
from identity.exports.models import Export


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
    Exporting(job=Export, targets={TRAIL.name: TRAIL}, permission="audit.read", finished=finished)
)
