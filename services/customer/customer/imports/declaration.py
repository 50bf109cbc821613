"""What this service imports."""

from chassis.imports.declaration import Importing, declare
from crm.customer.events import ImportFinished
from customer.exports.catalogue import ERRORS
from customer.imports.contacts import Contacts
from customer.imports.customers import Customers
from customer.imports.interactions import Interactions
from customer.imports.models import Import, ImportMapping, RowFault
from customer.imports.opportunities import Opportunities

importing = declare(
    Importing(
        job=Import,
        fault=RowFault,
        remembered=ImportMapping,
        targets={one.name: one for one in (Customers(), Contacts(), Interactions(), Opportunities())},
        finished=ImportFinished,
        errors=ERRORS,
    )
)
