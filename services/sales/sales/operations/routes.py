"""REST: bulk edits of leads and opportunities; operations themselves are the chassis's routes."""

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading, User, Writing
from chassis.operations.edits import EditPreview
from chassis.operations.routes import detailed, router
from chassis.operations.schemas import OperationDetailed
from sales.leads.editing import LEADS
from sales.operations import service
from sales.operations.schemas import LeadBulkEdit, OpportunityBulkEdit
from sales.opportunities.editing import OPPORTUNITIES

__all__ = ["of_leads", "of_opportunities", "router"]
of_leads = Router(prefix="/leads/bulk-edits", tags=["operations"])
of_opportunities = Router(prefix="/opportunities/bulk-edits", tags=["operations"])


@of_leads.post("/preview")
async def preview_leads(body: LeadBulkEdit, actor: User, runtime: Opened, session: Reading) -> EditPreview:
    """What a bulk edit of leads would do: how many match, would change, may not or cannot be changed, in
    which fields, and the first 20 before and after. Errors as in the edit itself.
    """
    found = await LEADS.preview(session, actor, runtime.access, body, body.selection)
    return EditPreview.model_validate(found, from_attributes=True)


@of_leads.post("", status_code=202)
async def edit_leads(body: LeadBulkEdit, actor: User, runtime: Opened, session: Writing) -> OperationDetailed:
    """Change up to 250,000 leads as one operation, which can be followed and undone: up to 500 at once
    (`state` done), more by a worker.

    Needs lead.bulk_update, and for each what the same change of one needs: lead.update, .assign, .delete.
    Those that may not be changed, or cannot as they stand (converted, of a status that does not allow the new
    one), are left and told in its issues. Errors: 422 with a pointer.
    """
    operation = await service.begin(session, runtime, actor, LEADS, body)
    return await detailed(session, actor, operation)


@of_opportunities.post("/preview")
async def preview_opportunities(
    body: OpportunityBulkEdit, actor: User, runtime: Opened, session: Reading
) -> EditPreview:
    """What a bulk edit of opportunities would do, as for leads."""
    found = await OPPORTUNITIES.preview(session, actor, runtime.access, body, body.selection)
    return EditPreview.model_validate(found, from_attributes=True)


@of_opportunities.post("", status_code=202)
async def edit_opportunities(
    body: OpportunityBulkEdit, actor: User, runtime: Opened, session: Writing
) -> OperationDetailed:
    """Change up to 250,000 opportunities as one operation, as for leads.

    Needs opportunity.bulk_update, and for each opportunity.update, .assign or .delete. What is won or lost
    can change hands and be deleted only. Stage and outcome are not changed in bulk.
    """
    operation = await service.begin(session, runtime, actor, OPPORTUNITIES, body)
    return await detailed(session, actor, operation)
