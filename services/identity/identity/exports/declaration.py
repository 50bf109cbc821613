"""What this service exports."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.exports.declaration import Exporting, declare
from chassis.exports.models import ExportJob
from identity.audit.exporting import TRAIL
from identity.exports.models import Export


async def finished(_session: AsyncSession, _job: ExportJob) -> None:
    """Nobody waits for news of it: whoever asked looks at the export itself."""


exporting = declare(
    Exporting(job=Export, targets={TRAIL.name: TRAIL}, permission="audit.read", finished=finished)
)
