"""What this service exports."""

from chassis.exports.declaration import Exporting, declare
from crm.identity.events import ExportFinished
from identity.audit.exporting import TRAIL
from identity.exports.models import Export
from identity.users.exporting import PEOPLE

exporting = declare(
    Exporting(job=Export, targets={one.name: one for one in (TRAIL, PEOPLE)}, finished=ExportFinished)
)
