"""What the customer master tells of customers."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, on
from crm.customer.events import (
    CustomerAssigned,
    CustomerCreated,
    CustomerDeleted,
    CustomerEvent,
    CustomerPurged,
    CustomerRestored,
    CustomerUpdated,
)
from sales.customers import service


@on(
    CustomerCreated,
    CustomerUpdated,
    CustomerAssigned,
    CustomerDeleted,
    CustomerRestored,
    CustomerPurged,
    projection="customers",
    snapshot=service.snapshot,
)
async def keep_customer(session: AsyncSession, event: CustomerEvent | CustomerPurged, _heard: Heard) -> None:
    """Know the card of a customer; of one that was purged, only that there was one."""
    await service.keep(session, [_card(event)])


def _card(event: CustomerEvent | CustomerPurged) -> dict[str, Any]:
    known = {"id": event.customer_id, "version": event.version}
    if isinstance(event, CustomerPurged):
        return {**known, "deleted": True, "number": "", "name": "", "owner_id": None, "team_id": None}
    told = {name: getattr(event, name) for name in ("number", "name", "owner_id", "team_id")}
    return {**known, **told, "deleted": isinstance(event, CustomerDeleted)}
