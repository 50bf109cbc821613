"""The few customers a fragment means most: for search boxes, not for lists."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.customers import scope
from customer.customers.models import Customer
from customer.records import table_of
from customer.searching import candidates, is_frequent, rank

TABLE: Final = table_of(Customer)
SHOWN: Final = ("id", "name", "number", "addresses", "name_key")
NEEDED: Final = [TABLE.c[name] for name in (*SHOWN, "search_text")]


async def find(session: AsyncSession, actor: Actor, query: str, limit: int) -> Sequence[Any]:
    """Customers by relevance: (rank, id, name, number, addresses, name_key).

    The best are chosen from a few hundred candidates: nobody reads further than that.
    """
    if await is_frequent(session, TABLE, query, narrow=scope.is_narrow(actor)):
        rows: Sequence[Any] = (await session.execute(_best(actor, query, limit, frequent=True))).all()
        if len(rows) == limit:
            return rows
    every: Sequence[Any] = (await session.execute(_best(actor, query, limit))).all()
    return every


def _best(actor: Actor, query: str, limit: int, *, frequent: bool = False) -> Select[Any]:
    live = [select(*NEEDED).where(half, TABLE.c.deleted_at.is_(None)) for half in scope.branches(actor)]
    parts = [select(candidates(TABLE, one, query, frequent=frequent).subquery()) for one in live]
    found = union_all(*parts).subquery()
    columns = (found.c[name] for name in SHOWN)
    ranked = rank(found, query, found.c.number).label("rank")
    return select(ranked, *columns).order_by(ranked, found.c.name_key, found.c.id).limit(limit)
