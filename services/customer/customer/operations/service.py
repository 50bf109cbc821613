"""Beginning bulk edits, and noting what imports and assignments did."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.operations import service
from chassis.operations.choosing import request_of
from chassis.operations.models import Operation
from chassis.runtime import Runtime
from customer.contacts import editing as contacts
from customer.customers import editing as customers
from customer.operations.declaration import BULK_EDIT
from customer.operations.schemas import ContactBulkEdit, CustomerBulkEdit


async def edit_customers(
    session: AsyncSession, runtime: Runtime, actor: Actor, body: CustomerBulkEdit
) -> Operation:
    """Change many customers as one operation."""
    await customers.checked(session, actor, runtime.access, body)
    chosen = customers.chosen(actor, runtime.access, body)
    return await _begin(session, runtime, actor, "customers", request_of(body, body.selection), chosen)


async def edit_contacts(
    session: AsyncSession, runtime: Runtime, actor: Actor, body: ContactBulkEdit
) -> Operation:
    """Change many contacts as one operation."""
    await contacts.checked(session, actor, runtime.access, body)
    chosen = contacts.chosen(actor, runtime.access, body)
    return await _begin(session, runtime, actor, "contacts", request_of(body, body.selection), chosen)


async def _begin(
    session: AsyncSession, runtime: Runtime, actor: Actor, target: str, request: dict[str, Any], chosen: Any
) -> Operation:
    operation = service.new(session.info["cause_id"], actor.id, BULK_EDIT, target, customers.PERMISSION)
    operation.request = request
    return await service.begin(session, runtime, actor, operation, chosen)
