"""REST: returns."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from sales.orders import parts
from sales.orders.showing import part_shown, parts_shown
from sales.returns import service
from sales.returns.models import Return
from sales.returns.queries import LISTING
from sales.returns.schemas import CreditSuggestion, ReturnCreate, ReturnRead

router = Router(prefix="/returns", tags=["returns"])


async def answer(session: AsyncSession, response: Response, found: Return) -> ReturnRead:
    """The return as an answer, with its version."""
    tag(response, found)
    return ReturnRead.model_validate(await part_shown(session, found))


@router.post("", status_code=201, response_model=ReturnRead)
async def announce(
    actor: Caller, session: Writing, runtime: Opened, body: ReturnCreate, response: Response
) -> Any:
    """Note that goods are to come back. More of a line than has left and is not on its way back is 409 with
    how much that is. Needs order.update.
    """
    announced = await service.announce(session, actor, runtime.access, body)
    response.headers["Location"] = f"/returns/{announced.id}"
    return await answer(session, response, announced)


@router.get("", response_model=Page[ReturnRead])
async def list_returns(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Returns of the orders that the caller may read, the newest first; `q` finds their numbers and names of
    customers. Needs order.read.
    """
    actor.require("order.read")
    context = context_of(actor, runtime.access)
    found = await page(session, LISTING, query, context, parts.branches(actor))
    return found.as_page(await parts_shown(session, found.rows))


@router.get("/{return_id}", response_model=ReturnRead)
async def read(actor: Caller, session: Reading, return_id: UUID, response: Response) -> Any:
    """One return, with its version as ETag."""
    return await answer(session, response, await service.get(session, actor, return_id))


@router.post("/{return_id}/receive", response_model=ReturnRead)
async def receive(actor: Caller, session: Writing, return_id: UUID, response: Response) -> Any:
    """The goods came back: they may be sent once more, or credited (see `/returns/{return_id}/credit`). Needs
    order.update.
    """
    return await answer(session, response, await service.receive(session, actor, return_id))


@router.post("/{return_id}/refuse", response_model=ReturnRead)
async def refuse(actor: Caller, session: Writing, return_id: UUID, response: Response) -> Any:
    """The goods are not taken back. Needs order.update."""
    return await answer(session, response, await service.refuse(session, actor, return_id))


@router.get("/{return_id}/credit", response_model=CreditSuggestion)
async def credit(actor: Caller, session: Reading, return_id: UUID) -> Any:
    """Which credit notes would take back what came back: the invoices that billed it, the newest first, each
    with the lines to send to its `/invoices/{invoice_id}/credit`.
    """
    return await service.suggested_credit(session, actor, return_id)
