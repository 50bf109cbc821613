"""What a customer's view of everything shows of sales: the latest of each kind, as lists have it."""

from typing import Final
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.lists import ListQuery
from chassis.masks import document
from libs.conditions import Context
from sales.answering import Kind
from sales.opportunities.answering import OPPORTUNITIES
from sales.orders.answering import ORDERS
from sales.quotes.answering import QUOTES

FEW: Final = 5
"""Of each kind; who wants more opens the list."""
PANELS: Final = {"opportunities": OPPORTUNITIES, "quotes": QUOTES, "orders": ORDERS}


async def overview(
    session: AsyncSession, actor: Actor, context: Context, customer_id: UUID
) -> dict[str, str]:
    """Panel → its items as JSON; kinds that the actor may not read at all are left out."""
    mine = orjson.dumps({"field": "customer_id", "op": "eq", "value": customer_id}).decode()
    query = ListQuery(filter=mine, limit=FEW)
    return {
        name: await _items(session, actor, context, kind, query)
        for name, kind in PANELS.items()
        if actor.may(f"{kind.thing}.read")
    }


async def _items(session: AsyncSession, actor: Actor, context: Context, kind: Kind, query: ListQuery) -> str:
    rows = await kind.shown(session, await kind.few(session, actor, context, query))
    items = [kind.schema.model_validate(one).model_dump(mode="json") for one in rows]
    return document(list[kind.schema], items, actor)  # type: ignore[name-defined]  # a schema
