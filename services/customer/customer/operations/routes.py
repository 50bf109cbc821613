"""REST: bulk edits of customers and contacts; operations themselves are the chassis's routes."""

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading, User, Writing
from chassis.operations.edits import EditPreview
from chassis.operations.routes import detailed, router
from chassis.operations.schemas import OperationDetailed
from customer.contacts import editing as contacts
from customer.customers import editing as customers
from customer.operations import service
from customer.operations.schemas import ContactBulkEdit, CustomerBulkEdit

__all__ = ["of_contacts", "of_customers", "router"]
of_customers = Router(prefix="/customers/bulk-edits", tags=["operations"])
of_contacts = Router(prefix="/contacts/bulk-edits", tags=["operations"])


@of_customers.post("/preview")
async def preview_customers(
    body: CustomerBulkEdit, actor: User, runtime: Opened, session: Reading
) -> EditPreview:
    """What a bulk edit of customers would do: how many match, would change, may not be changed, in which
    fields, and the first 20 before and after. Errors as in the edit itself.
    """
    return EditPreview.model_validate(
        await customers.preview(session, actor, runtime.access, body), from_attributes=True
    )


@of_customers.post("", status_code=202)
async def edit_customers(
    body: CustomerBulkEdit, actor: User, runtime: Opened, session: Writing
) -> OperationDetailed:
    """Change up to 250,000 customers as one operation, which can be followed and undone: up to 500 at once
    (`state` done), more by a worker.

    Needs customer.bulk_update, and for each what the same change of one needs: customer.update, .assign,
    .delete. Those that may not be changed are left and told in its issues. Errors: 422 with a pointer.
    """
    operation = await service.edit_customers(session, runtime, actor, body)
    return await detailed(session, actor, operation)


@of_contacts.post("/preview")
async def preview_contacts(
    body: ContactBulkEdit, actor: User, runtime: Opened, session: Reading
) -> EditPreview:
    """What a bulk edit of contacts would do, as for customers."""
    return EditPreview.model_validate(
        await contacts.preview(session, actor, runtime.access, body), from_attributes=True
    )


@of_contacts.post("", status_code=202)
async def edit_contacts(
    body: ContactBulkEdit, actor: User, runtime: Opened, session: Writing
) -> OperationDetailed:
    """Change up to 250,000 contacts as one operation, as for customers.

    Needs customer.bulk_update and customer.update on one of each contact's customers.
    """
    return await detailed(session, actor, await service.edit_contacts(session, runtime, actor, body))
