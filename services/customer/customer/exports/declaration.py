"""What this service exports."""

from chassis.exports.declaration import Exporting, declare
from crm.customer.events import ExportFinished
from customer.contacts.exporting import CONTACTS
from customer.customers.exporting import CUSTOMERS
from customer.exports.models import Export
from customer.interactions.exporting import INTERACTIONS

exporting = declare(
    Exporting(
        job=Export,
        targets={one.name: one for one in (CUSTOMERS, CONTACTS, INTERACTIONS)},
        finished=ExportFinished,
    )
)
