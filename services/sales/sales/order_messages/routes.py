"""REST: what customers were told of their orders."""

from typing import Any
from uuid import UUID

from chassis.http.app import Router
from chassis.http.doors import Caller, Reading
from sales.order_messages import service
from sales.order_messages.schemas import OrderMessagesRead
from sales.orders import service as orders

router = Router(prefix="/orders/{order_id}/messages", tags=["orders"])


@router.get("", response_model=OrderMessagesRead)
async def list_messages(actor: Caller, session: Reading, order_id: UUID) -> Any:
    """What the customer was told of an order that one can read, by mail and SMS, and what became of it: the
    last two hundred messages, newest first.
    """
    await orders.get(session, actor, order_id)
    return {"items": await service.messages_of(session, order_id)}
