"""REST: the funnel of a pipeline."""

from typing import Any
from uuid import UUID

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading
from sales.opportunities.funnel.schemas import Asked, Funnel
from sales.opportunities.funnel.service import funnel

router = Router(prefix="/pipelines", tags=["pipelines"])


@router.get("/{pipeline_id}/funnel", response_model=Funnel)
async def read_funnel(
    actor: Caller, session: Reading, runtime: Opened, pipeline_id: UUID, query: Asked
) -> Any:
    """How deals that the caller may read fared in each stage in a time: how many came, went on and were lost,
    and how long they stood there; and what is won in a day as things go. Days are the organisation's. Needs
    opportunity.read.
    """
    actor.require("opportunity.read")
    return await funnel(session, actor, runtime.access, pipeline_id, query)
