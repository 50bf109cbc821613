"""What this service's operations touch and do. Undo is the chassis's."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.operations.declaration import Operations, declare
from chassis.operations.models import Operation
from chassis.outbox import publish
from crm.sales.events.operations import OperationFinished
from sales.leads.editing import LEADS
from sales.leads.undoing import Leads
from sales.operations.models import OperationIssue, OperationRecord, SalesOperation
from sales.opportunities.editing import OPPORTUNITIES
from sales.opportunities.undoing import Opportunities

BULK_EDIT = "bulk_edit"


async def finished(session: AsyncSession, operation: Operation) -> None:
    """Tell that an operation ended."""
    publish(
        session,
        OperationFinished(
            operation_id=operation.id,
            version=operation.version,
            requested_by=operation.requested_by,
            kind=operation.kind,
            target=operation.target,
            outcome=operation.state,
            done=operation.done,
            issues=operation.issues,
            at_once=operation.started_at is None,
        ),
    )


operations = declare(
    Operations(
        operation=SalesOperation,
        part=OperationRecord,
        issue=OperationIssue,
        things={one.name: one for one in (Leads(), Opportunities())},
        acts={(BULK_EDIT, one.thing): one.edit_many for one in (LEADS, OPPORTUNITIES)},
        finished=finished,
    )
)
