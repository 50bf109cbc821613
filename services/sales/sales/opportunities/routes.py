"""REST: opportunities."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.owning import Assignment
from chassis.schemas import Page
from sales import owned
from sales.opportunities import closing, moving, queries, service, visiting
from sales.opportunities.asking import GivenChanged, GivenNew
from sales.opportunities.models import Opportunity
from sales.opportunities.schemas import (
    Judgement,
    Losing,
    Move,
    OpportunityFull,
    OpportunityRead,
    Reopening,
    Visits,
)

router = Router(prefix="/opportunities", tags=["opportunities"])
explained = explaining("opportunities", "opportunity", service.placed)


async def answer(session: AsyncSession, response: Response, deal: Opportunity) -> dict[str, Any]:
    """The deal as an answer, with its version."""
    tag(response, deal)
    return await queries.shown(session, deal)


@router.post("", status_code=201, response_model=OpportunityFull)
async def create(
    actor: Caller,
    new: GivenNew,
    session: Writing,
    runtime: Opened,
    response: Response,
) -> Any:
    """Open a deal with a customer that the caller may read; it gets its number, the caller as owner and the
    owner's first team unless said, and stands on top of its stage.

    Needs opportunity.create where it lands (403). Fields that the stage asks for, lines that cannot be sold
    so, a customer that is not there, contacts of another one, and a pipeline of other teams are 422 with
    their pointer.
    """
    created = await service.open(session, actor, runtime.access, new.body, new.buyer)
    response.headers["Location"] = f"/opportunities/{created.id}"
    return await answer(session, response, created)


@router.get("", response_model=Page[OpportunityRead])
async def list_opportunities(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Deals that the caller may read, in pages, those changed last before all; `q` finds them by name, number
    and customer. `sort=place` is the order of a board's column. `deleted=true` shows what can be restored and
    needs opportunity.delete.
    """
    actor.require("opportunity.read")
    if query.deleted:
        actor.require("opportunity.delete")
    branches = owned.branches(actor, Opportunity, deleted=query.deleted)
    if query.sort:  # only the usual order has an index for each branch; in another one they are read together
        branches = [or_(*branches)]
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), branches)
    return found.as_page(queries.listed(found.rows))


@router.get("/{opportunity_id}", response_model=OpportunityFull)
async def read(actor: Caller, session: Reading, opportunity_id: UUID, response: Response) -> Any:
    """One deal, with its version as ETag. One that is deleted shows to those who may restore it."""
    return await answer(session, response, await service.get(session, actor, opportunity_id))


@router.patch("/{opportunity_id}", response_model=OpportunityFull)
async def update(
    actor: Caller,
    edit: GivenChanged,
    session: Writing,
    runtime: Opened,
    opportunity_id: UUID,
    base: BaseVersion,
    response: Response,
) -> Any:
    """Change the fields that are sent; other lines, another currency or customer have all lines priced anew
    by today's books. Contacts that are new to it must be the customer's, all of them when that is another
    one. Edits of different fields merge, of the same one are 412. A deal that is won or lost is 409.
    """
    access = runtime.access
    deal = await service.update(session, actor, access, opportunity_id, base, edit.body, edit.buyer)
    return await answer(session, response, deal)


@router.delete("/{opportunity_id}", status_code=204)
async def delete(actor: Caller, session: Writing, opportunity_id: UUID) -> None:
    """Delete a deal; it can be restored. Needs opportunity.delete."""
    await service.delete(session, actor, opportunity_id)


@router.post("/{opportunity_id}/restore", response_model=OpportunityFull)
async def restore(
    actor: Caller, session: Writing, runtime: Opened, opportunity_id: UUID, response: Response
) -> Any:
    """Bring a deleted deal back, on top of its stage, or of the first one where that was removed; one that is
    not deleted stays as it is. Needs opportunity.delete.
    """
    deal = await moving.restore(session, actor, runtime.access, opportunity_id)
    return await answer(session, response, deal)


@router.post("/{opportunity_id}/assign", response_model=OpportunityFull)
async def assign(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    opportunity_id: UUID,
    body: Assignment,
    response: Response,
) -> Any:
    """Give a deal to another owner or team. The answer is the deal as it then is, even if the caller can read
    it no more. Unknown or inactive people are 422. Needs opportunity.assign.
    """
    deal = await service.assign(session, actor, runtime.access, opportunity_id, body)
    return await answer(session, response, deal)


@router.post("/{opportunity_id}/move", response_model=OpportunityFull)
async def move(
    actor: Caller, session: Writing, runtime: Opened, opportunity_id: UUID, body: Move, response: Response
) -> Any:
    """Put a deal into a stage of its pipeline, or of another one, next to another deal or on top. Where it is
    there already, nothing happens. Fields that the stage asks for are 422, each with its pointer; a deal that
    is won or lost is 409, as are neighbours that both have left the stage.
    """
    deal = await moving.move(session, actor, runtime.access, opportunity_id, body)
    return await answer(session, response, deal)


@router.put("/{opportunity_id}/probability", response_model=OpportunityFull)
async def judge(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    opportunity_id: UUID,
    body: Judgement,
    response: Response,
) -> Any:
    """Say how likely a deal is, in place of its stage, until that is handed back."""
    deal = await moving.judge(session, actor, runtime.access, opportunity_id, body.probability)
    return await answer(session, response, deal)


@router.delete("/{opportunity_id}/probability", response_model=OpportunityFull)
async def hand_back(
    actor: Caller, session: Writing, runtime: Opened, opportunity_id: UUID, response: Response
) -> Any:
    """Let the stage say again how likely a deal is."""
    deal = await moving.judge(session, actor, runtime.access, opportunity_id, None)
    return await answer(session, response, deal)


@router.post("/{opportunity_id}/lose", response_model=OpportunityFull)
async def lose(
    actor: Caller, session: Writing, runtime: Opened, opportunity_id: UUID, body: Losing, response: Response
) -> Any:
    """The customer does not buy. Amount and rate stay as they are from here on. A deal that is not open is
    409.
    """
    deal = await closing.lose(session, actor, runtime.access, opportunity_id, body)
    return await answer(session, response, deal)


@router.post("/{opportunity_id}/reopen", response_model=OpportunityFull)
async def reopen(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    opportunity_id: UUID,
    body: Reopening,
    response: Response,
) -> Any:
    """Go on with a deal that was won or lost, in the stage that is named or where it was. What an order was
    made of stays ordered. An open deal is 409.
    """
    deal = await moving.reopen(session, actor, runtime.access, opportunity_id, body)
    return await answer(session, response, deal)


@router.get("/{opportunity_id}/stages", response_model=Visits)
async def stages(actor: Caller, session: Reading, opportunity_id: UUID) -> Any:
    """Where a deal has been and for how long, first to last."""
    deal = await service.get(session, actor, opportunity_id)
    return {"items": await visiting.visits(session, deal.id)}


@router.get("/{opportunity_id}/history", response_model=Page[HistoryEntry])
async def history(
    actor: Caller, session: Reading, runtime: Opened, opportunity_id: UUID, query: Listed
) -> Any:
    """Who changed what and when, newest first."""
    await service.get(session, actor, opportunity_id)
    return await history_of(session, actor, runtime.access, "opportunity", opportunity_id, query)
