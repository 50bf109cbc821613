"""What is done with returns. Whoever changes one locks its order first, which counts what is out and back."""

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.numbers import next_number
from chassis.organisation import today
from chassis.outbox import publish
from crm.sales.events.orders import ReturnAnnounced, ReturnEvent, ReturnReceived, ReturnRefused
from sales.invoices import service as invoices
from sales.orders import parts
from sales.orders import service as orders
from sales.orders.schemas import QuantityShown
from sales.orders.standing import ZERO, Standing
from sales.returns.models import Return, number_of, numbers
from sales.returns.schemas import Creditable, CreditSuggestion, ReturnCreate


async def announce(session: AsyncSession, actor: Actor, access: Access, body: ReturnCreate) -> Return:
    """Goods are to come back: no more than the customer has."""
    order = await parts.named(session, actor, body.order_id, "update")
    order.require("confirmed", "closed")
    wanted = parts.chosen(order, body.lines, "to_return")
    order.announce_return(wanted)
    serial = await next_number(session, numbers)
    announced = Return(
        order_id=order.id,
        customer_id=order.customer_id,
        serial=serial,
        number=number_of(today(access).year, serial),
        state="announced",
        lines=parts.kept(wanted),
        reason=body.reason,
        note=body.note,
    )
    announced.derive()
    session.add(announced)
    return await _told(session, announced, ReturnAnnounced)


async def get(session: AsyncSession, actor: Actor, return_id: UUID) -> Return:
    """A return of an order that may be read. Raises NotFound."""
    return await parts.get(session, actor, Return, return_id)


async def receive(session: AsyncSession, actor: Actor, return_id: UUID) -> Return:
    """The goods came back, and may be sent once more."""
    order, found = await parts.locked(session, actor, Return, return_id, "update")
    found.settle("received", datetime.now(UTC))
    order.move(found.quantities(), announced=-1, returned=1)
    return await _told(session, found, ReturnReceived)


async def refuse(session: AsyncSession, actor: Actor, return_id: UUID) -> Return:
    """The goods are not taken back."""
    order, found = await parts.locked(session, actor, Return, return_id, "update")
    found.settle("refused", datetime.now(UTC))
    order.move(found.quantities(), announced=-1)
    return await _told(session, found, ReturnRefused)


async def suggested_credit(session: AsyncSession, actor: Actor, return_id: UUID) -> CreditSuggestion:
    """Which invoices could be credited for what came back, the newest first."""
    found = await get(session, actor, return_id)
    standings = (await orders.get(session, actor, found.order_id)).standings()
    issued, items = await invoices.of_order(session, found.order_id), []
    billed = defaultdict[UUID, Decimal](Decimal)
    for invoice in issued:
        for line in invoice.lines:
            billed[UUID(line["line_id"])] += Decimal(line["quantity"])
    left = {
        id_: min(quantity, _unsettled(standings[id_], billed[id_]))
        for id_, quantity in found.quantities().items()
    }
    for invoice in issued:
        taken = {id_: min(left.get(id_, 0), most) for id_, most in invoice.creditable().items()}
        lines = [QuantityShown(line_id=id_, quantity=one) for id_, one in taken.items() if one]
        if lines:
            items.append(Creditable(invoice_id=invoice.id, number=invoice.number, lines=lines))
        left = {id_: one - taken.get(id_, 0) for id_, one in left.items()}
    return CreditSuggestion(items=items)


def _unsettled(line: Standing, billed: Decimal) -> Decimal:
    """How much of what came back of a line is neither credited for good nor sent once more. `billed`: by all
    its invoices, whatever credit notes took back of them.
    """
    credited = min(billed - line.billed, line.to_bill)  # and not billed again
    return max(line.returned + line.announced - max(credited, line.shipped - line.ordered), ZERO)


async def _told(session: AsyncSession, found: Return, fact: type[ReturnEvent]) -> Return:
    await session.flush()
    publish(session, fact(**found.card()))
    return found
