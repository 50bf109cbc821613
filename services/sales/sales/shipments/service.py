"""What is done with shipments. Whoever changes one locks its order first, which counts what is on its way."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.numbers import next_number
from chassis.organisation import today
from chassis.outbox import publish
from crm.sales.events.orders import (
    ShipmentCancelled,
    ShipmentDelivered,
    ShipmentEvent,
    ShipmentLost,
    ShipmentPrepared,
    ShipmentShipped,
)
from sales.orders import parts
from sales.shipments.models import Shipment, number_of, numbers
from sales.shipments.schemas import Arrival, Departure, ShipmentCreate


async def prepare(session: AsyncSession, actor: Actor, access: Access, body: ShipmentCreate) -> Shipment:
    """Set goods aside: no more than the order has left to ship."""
    order = await parts.named(session, actor, body.order_id, "update")
    order.require("confirmed")
    wanted = parts.chosen(order, body.lines, "to_ship")
    order.prepare(wanted)
    serial = await next_number(session, numbers)
    shipment = Shipment(
        order_id=order.id,
        customer_id=order.customer_id,
        serial=serial,
        number=number_of(today(access).year, serial),
        state="prepared",
        lines=parts.kept(wanted),
        carrier=body.carrier,
        tracking_number=body.tracking_number,
        note=body.note,
    )
    session.add(shipment)
    return await _told(session, shipment, ShipmentPrepared)


async def get(session: AsyncSession, actor: Actor, shipment_id: UUID) -> Shipment:
    """A shipment of an order that may be read. Raises NotFound."""
    return await parts.get(session, actor, Shipment, shipment_id)


async def ship(session: AsyncSession, actor: Actor, shipment_id: UUID, body: Departure) -> Shipment:
    """It leaves the house."""
    order, shipment = await parts.locked(session, actor, Shipment, shipment_id, "update")
    shipment.ship(body.at or datetime.now(UTC))
    order.move(shipment.quantities(), prepared=-1, shipped=1)
    for name, value in body.changes().items():
        if name != "at" and value is not None:
            setattr(shipment, name, value)
    return await _told(session, shipment, ShipmentShipped)


async def deliver(session: AsyncSession, actor: Actor, shipment_id: UUID, body: Arrival) -> Shipment:
    """It arrived."""
    _, shipment = await parts.locked(session, actor, Shipment, shipment_id, "update")
    shipment.deliver(body.at or datetime.now(UTC))
    return await _told(session, shipment, ShipmentDelivered)


async def lose(session: AsyncSession, actor: Actor, shipment_id: UUID) -> Shipment:
    """It did not arrive: its goods may be sent again."""
    order, shipment = await parts.locked(session, actor, Shipment, shipment_id, "update")
    shipment.lose()
    order.lose(shipment.quantities())
    return await _told(session, shipment, ShipmentLost)


async def cancel(session: AsyncSession, actor: Actor, shipment_id: UUID) -> Shipment:
    """It does not leave."""
    order, shipment = await parts.locked(session, actor, Shipment, shipment_id, "update")
    shipment.cancel()
    order.move(shipment.quantities(), prepared=-1)
    return await _told(session, shipment, ShipmentCancelled)


async def _told(session: AsyncSession, shipment: Shipment, fact: type[ShipmentEvent]) -> Shipment:
    shipment.derive()
    await session.flush()
    publish(session, fact(**shipment.card()))
    return shipment
