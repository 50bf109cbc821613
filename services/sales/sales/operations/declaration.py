"""What this service's operations touch and do. Undo is the chassis's."""

from chassis.operations.declaration import Operations, declare
from crm.sales.events.operations import OperationFinished
from sales.leads.editing import LEADS
from sales.leads.undoing import Leads
from sales.operations.models import OperationIssue, OperationRecord, SalesOperation
from sales.opportunities.editing import OPPORTUNITIES
from sales.opportunities.undoing import Opportunities

BULK_EDIT = "bulk_edit"


operations = declare(
    Operations(
        operation=SalesOperation,
        part=OperationRecord,
        issue=OperationIssue,
        things={one.name: one for one in (Leads(), Opportunities())},
        acts={(BULK_EDIT, one.thing): one.edit_many for one in (LEADS, OPPORTUNITIES)},
        finished=OperationFinished,
    )
)
