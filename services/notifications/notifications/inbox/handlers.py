"""What brings something into an inbox."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, on
from crm.customer.events import (
    CustomerAssigned,
    CustomerCreated,
    ExportFinished,
    ImportFinished,
    OperationFinished,
)
from crm.identity import events as identity
from crm.sales.events import imports as sales_imports
from crm.sales.events import operations as sales
from crm.sales.events.contracts import ContractEnding
from crm.sales.events.leads import LeadAssigned, LeadCreated, LeadResponseOverdue
from crm.sales.events.opportunities import OpportunityAssigned, OpportunityCreated, OpportunityWon
from crm.sales.events.orders import OrderConfirmed
from crm.sales.events.quotes import (
    QuoteAccepted,
    QuoteApproved,
    QuoteDeclined,
    QuoteExpired,
    QuoteRejected,
    QuoteSubmitted,
    QuoteViewed,
)
from notifications.inbox import selling, service


@on(CustomerAssigned, CustomerCreated, when=service.is_given_by_another)
async def tell_new_owner(
    session: AsyncSession, event: CustomerAssigned | CustomerCreated, heard: Heard
) -> None:
    """A customer changed hands, or entered the master with an owner: imported, or made for a colleague.

    One consumer for both: two would lock the items of one import's owners in different orders.
    """
    await service.tell_owner(session, event, heard)


@on(ImportFinished)
async def tell_of_import(session: AsyncSession, event: ImportFinished, heard: Heard) -> None:
    """An import is through, or failed."""
    await service.tell_requester(session, event, heard, "import-finished")


@on(sales_imports.ImportFinished)
async def tell_of_import_in_sales(
    session: AsyncSession, event: sales_imports.ImportFinished, heard: Heard
) -> None:
    """The same of leads and deals."""
    await service.tell_requester(session, event, heard, "import-finished")


@on(ExportFinished)
async def tell_of_export(session: AsyncSession, event: ExportFinished, heard: Heard) -> None:
    """An export's file is ready, or failed."""
    await service.tell_requester(session, event, heard, "export-finished")


@on(identity.ExportFinished)
async def tell_of_trail(session: AsyncSession, event: identity.ExportFinished, heard: Heard) -> None:
    """An export of the audit trail is ready, or failed."""
    await service.tell_requester(session, event, heard, "export-finished")


@on(OperationFinished, when=service.is_awaited)
async def tell_of_operation(session: AsyncSession, event: OperationFinished, heard: Heard) -> None:
    """A large bulk edit, or its undo, is through or failed."""
    await service.tell_requester(session, event, heard, "operation-finished")


@on(sales.OperationFinished, when=service.is_awaited)
async def tell_of_operation_in_sales(
    session: AsyncSession, event: sales.OperationFinished, heard: Heard
) -> None:
    """The same of leads and deals."""
    await service.tell_requester(session, event, heard, "operation-finished")


@on(identity.SecondFactorReset)
async def tell_of_second_factor(
    session: AsyncSession, event: identity.SecondFactorReset, heard: Heard
) -> None:
    """Somebody's second factor was taken away: if that was not agreed with them, they should know."""
    await service.tell_of_second_factor(session, event, heard)


@on(
    LeadCreated,
    LeadAssigned,
    LeadResponseOverdue,
    OpportunityCreated,
    OpportunityAssigned,
    OpportunityWon,
    QuoteSubmitted,
    QuoteApproved,
    QuoteRejected,
    QuoteViewed,
    QuoteAccepted,
    QuoteDeclined,
    QuoteExpired,
    OrderConfirmed,
    ContractEnding,
    when=selling.is_news,
)
async def tell_sellers(session: AsyncSession, event: selling.Sold, heard: Heard) -> None:
    """Leads, deals, quotes, orders and contracts: one consumer, as for customers, for the same reason."""
    await selling.tell(session, event, heard)
