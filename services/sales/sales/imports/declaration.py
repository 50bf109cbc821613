"""What this service imports."""

from chassis.imports.declaration import Importing, declare
from crm.sales.events.imports import ImportFinished
from sales.imports.leads import Leads
from sales.imports.models import Import, ImportMapping, RowFault
from sales.imports.opportunities import Opportunities
from sales.imports.sentences import ERRORS

importing = declare(
    Importing(
        job=Import,
        fault=RowFault,
        remembered=ImportMapping,
        targets={one.name: one for one in (Leads(), Opportunities())},
        finished=ImportFinished,
        errors=ERRORS,
    )
)
