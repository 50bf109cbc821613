"""Beginning bulk edits."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.operations import service
from chassis.operations.choosing import request_of
from chassis.operations.models import Operation
from chassis.runtime import Runtime
from sales.editing import Editing
from sales.operations.declaration import BULK_EDIT, operations
from sales.operations.schemas import LeadBulkEdit, OpportunityBulkEdit


async def begin(
    session: AsyncSession,
    runtime: Runtime,
    actor: Actor,
    many: Editing[Any],
    body: LeadBulkEdit | OpportunityBulkEdit,
) -> Operation:
    """Change many records as one operation."""
    many.checked(actor, runtime.access, body)
    target = operations.things[many.thing].target
    operation = service.new(session.info["cause_id"], actor.id, BULK_EDIT, target, many.permission)
    operation.request = request_of(body, body.selection)
    chosen = many.chosen(actor, runtime.access, body, body.selection)
    return await service.begin(session, runtime, actor, operation, chosen)
