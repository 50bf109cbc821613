"""Which of many records somebody may read: one statement for each kind."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from sales.contracts.answering import CONTRACTS
from sales.invoices import service as invoices
from sales.leads.answering import LEADS
from sales.opportunities.answering import OPPORTUNITIES
from sales.orders.answering import ORDERS
from sales.payments import service as payments
from sales.pipelines import service as pipelines
from sales.quotes.answering import QUOTES

Ids = Collection[UUID]
THINGS: Final[Mapping[str, Callable[[AsyncSession, Actor, Ids], Awaitable[set[UUID]]]]] = {
    **{one.thing: one.readable_ids for one in (LEADS, OPPORTUNITIES, QUOTES, CONTRACTS, ORDERS)},
    "pipeline": pipelines.readable_ids,
    "invoice": invoices.readable_ids,
    "payment": payments.readable_ids,
}


async def readable_ids(session: AsyncSession, actor: Actor, asked: Mapping[str, Ids]) -> dict[str, set[UUID]]:
    """Kind → those of the ids that the actor may read; kinds that are not known are left out."""
    return {
        thing: await THINGS[thing](session, actor, ids) for thing, ids in asked.items() if thing in THINGS
    }
