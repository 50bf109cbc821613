"""What a fragment means among all that is sold: for search boxes, not for lists."""

from typing import Any, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.lists import ListQuery
from libs.conditions import Context
from sales.answering import Kind
from sales.contracts.answering import CONTRACTS
from sales.customers import service as customers
from sales.leads.answering import LEADS
from sales.opportunities.answering import OPPORTUNITIES
from sales.orders.answering import ORDERS
from sales.quotes.answering import QUOTES

KINDS: Final = (LEADS, OPPORTUNITIES, QUOTES, CONTRACTS, ORDERS)


class Hit(NamedTuple):
    """A record that was found."""

    thing: str
    row: Any
    title: str
    subtitle: str


async def search(session: AsyncSession, actor: Actor, context: Context, q: str, most: int) -> list[Hit]:
    """Those with the latest changes, of the kinds that the actor reads."""
    query = ListQuery(q=q, limit=most)
    found = [
        (kind, row)
        for kind in KINDS
        if actor.may(f"{kind.thing}.read")
        for row in await kind.few(session, actor, context, query)
    ]
    found = sorted(found, key=lambda one: one[1].updated_at, reverse=True)[:most]
    names = await customers.names(session, {row.customer_id for _, row in found if row.customer_id})
    return [_hit(kind, row, names.get(row.customer_id)) for kind, row in found]


def _hit(kind: Kind, row: Any, customer: str | None) -> Hit:
    title = kind.title(row)
    beside = (row.number, customer, kind.beside(row))
    subtitle = " · ".join(dict.fromkeys(one for one in beside if one and one != title))
    return Hit(kind.thing, row, title, subtitle)
