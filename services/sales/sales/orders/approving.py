"""Discounts above what may be given freely: whoever confirms an order with them approves them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from sales.discount_limits.rules import ApprovalRequired
from sales.discount_limits.service import excess_of
from sales.orders.models import Order
from sales.orders.standing import ZERO
from sales.quotes import service as quotes


async def excess(session: AsyncSession, access: Access, order: Order) -> list[dict[str, Any]]:
    """Lines of a draft with more discount than may be given freely, as things stand. Those that a quote
    offered so were approved with it.
    """
    if order.state != "draft":
        return []
    offered = await quotes.lines_of(session, order.quote_id) if order.quote_id else []
    own = [one for one in order.lines if one not in offered]
    return await excess_of(session, access, order.team_id, own, ZERO) if own else []


async def require_approved(session: AsyncSession, actor: Actor, access: Access, order: Order) -> None:
    """Refuse to confirm what the actor cannot approve, or would approve for themselves. Raises
    ApprovalRequired.
    """
    approves = actor.scope("quote.approve").covers(order.owner_id, order.team_id)
    if approves and actor.id != order.owner_id:
        return
    if found := await excess(session, access, order):
        raise ApprovalRequired(number=order.number, lines=found)
