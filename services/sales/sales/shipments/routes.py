"""REST: shipments."""

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
from sales.shipments import service
from sales.shipments.models import Shipment
from sales.shipments.queries import LISTING
from sales.shipments.schemas import Arrival, Departure, ShipmentCreate, ShipmentRead

router = Router(prefix="/shipments", tags=["shipments"])


async def answer(session: AsyncSession, response: Response, shipment: Shipment) -> ShipmentRead:
    """The shipment as an answer, with its version."""
    tag(response, shipment)
    return ShipmentRead.model_validate(await part_shown(session, shipment))


@router.post("", status_code=201, response_model=ShipmentRead)
async def prepare(
    actor: Caller, session: Writing, runtime: Opened, body: ShipmentCreate, response: Response
) -> Any:
    """Set goods of a confirmed order aside for a shipment. More than is ordered, less what was prepared and
    shipped, and with what came back, is 409 with the lines and how much is left of them. Needs order.update.
    """
    prepared = await service.prepare(session, actor, runtime.access, body)
    response.headers["Location"] = f"/shipments/{prepared.id}"
    return await answer(session, response, prepared)


@router.get("", response_model=Page[ShipmentRead])
async def list_shipments(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Shipments of the orders that the caller may read, the newest first; `q` finds their numbers, tracking
    numbers and names of customers. Needs order.read.
    """
    actor.require("order.read")
    context = context_of(actor, runtime.access)
    found = await page(session, LISTING, query, context, parts.branches(actor))
    return found.as_page(await parts_shown(session, found.rows))


@router.get("/{shipment_id}", response_model=ShipmentRead)
async def read(actor: Caller, session: Reading, shipment_id: UUID, response: Response) -> Any:
    """One shipment, with its version as ETag."""
    return await answer(session, response, await service.get(session, actor, shipment_id))


@router.post("/{shipment_id}/ship", response_model=ShipmentRead)
async def ship(
    actor: Caller, session: Writing, shipment_id: UUID, body: Departure, response: Response
) -> Any:
    """A prepared shipment leaves the house. Needs order.update."""
    return await answer(session, response, await service.ship(session, actor, shipment_id, body))


@router.post("/{shipment_id}/deliver", response_model=ShipmentRead)
async def deliver(
    actor: Caller, session: Writing, shipment_id: UUID, body: Arrival, response: Response
) -> Any:
    """A shipment arrived. Needs order.update."""
    return await answer(session, response, await service.deliver(session, actor, shipment_id, body))


@router.post("/{shipment_id}/lose", response_model=ShipmentRead)
async def lose(actor: Caller, session: Writing, shipment_id: UUID, response: Response) -> Any:
    """A shipment did not arrive: its goods count as not shipped and may be sent again. Needs order.update."""
    return await answer(session, response, await service.lose(session, actor, shipment_id))


@router.post("/{shipment_id}/cancel", response_model=ShipmentRead)
async def cancel(actor: Caller, session: Writing, shipment_id: UUID, response: Response) -> Any:
    """A prepared shipment does not leave after all. Needs order.update."""
    return await answer(session, response, await service.cancel(session, actor, shipment_id))
