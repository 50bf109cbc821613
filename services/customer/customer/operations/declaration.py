"""What this service's operations touch and do. Undo is the chassis's."""

from chassis.operations.declaration import Operations, declare
from crm.customer.events import OperationFinished
from customer.contacts import editing as contacts
from customer.contacts.undoing import Contacts
from customer.customers import editing as customers
from customer.customers.undoing import Customers
from customer.interactions.undoing import Interactions
from customer.operations.models import CustomerOperation, OperationIssue, OperationRecord

BULK_EDIT = "bulk_edit"


operations = declare(
    Operations(
        operation=CustomerOperation,
        part=OperationRecord,
        issue=OperationIssue,
        things={one.name: one for one in (Interactions(), Contacts(), Customers())},
        acts={(BULK_EDIT, "customer"): customers.edit_many, (BULK_EDIT, "contact"): contacts.edit_many},
        finished=OperationFinished,
    )
)
