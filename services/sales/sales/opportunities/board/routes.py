"""REST: the board of a pipeline."""

from uuid import UUID

from fastapi import Response

from chassis.http.app import Router
from chassis.http.documents import Document
from chassis.http.doors import Caller, Opened, Reading
from sales.opportunities.board.schemas import Asked, Board
from sales.opportunities.board.service import board

router = Router(prefix="/pipelines", tags=["pipelines"])


@router.get("/{pipeline_id}/board", response_model=Board)
async def read_board(
    actor: Caller, session: Reading, runtime: Opened, pipeline_id: UUID, query: Asked
) -> Response:
    """The open deals of a pipeline that the caller may read, by stage: how many, what they come to in the
    organisation's currency, how many rot, and the first cards in their order. `filter` and `q` are those of
    the list of opportunities. Needs opportunity.read.
    """
    actor.require("opportunity.read")
    return Document(await board(session, actor, runtime.access, pipeline_id, query))
