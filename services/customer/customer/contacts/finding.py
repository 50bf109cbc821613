"""The few contacts a fragment means most, and customers found by their contacts."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.contacts.models import Contact, ContactLink
from customer.customers import scope
from customer.records import table_of
from customer.searching import candidates, is_frequent, matches, rank

TABLE: Final = table_of(Contact)
NEEDED: Final = [
    TABLE.c[name] for name in ("id", "name", "name_key", "search_text", "handles", "external_ids")
]
LINKS: Final = table_of(ContactLink)
MOST: Final = 1000


def customers_of_matching(query: str) -> Select[Any]:
    """Ids of customers that have a matching contact, at most a thousand."""
    matching = select(TABLE.c.id).where(TABLE.c.deleted_at.is_(None), matches(TABLE, query))
    found = matching.offset(0).subquery()  # OFFSET keeps the planner from reading all links for a few
    return select(LINKS.c.customer_id).join(found, found.c.id == LINKS.c.contact_id).limit(MOST)


async def find(session: AsyncSession, actor: Actor, query: str, limit: int) -> Sequence[Any]:
    """Contacts of the customers that may be read by relevance: (rank, id, name, customer_id, customer_name).

    Somebody at several customers is found once for each.
    """
    if await is_frequent(session, TABLE, query):
        rows: Sequence[Any] = (await session.execute(_best(actor, query, limit, frequent=True))).all()
        if len(rows) == limit:
            return rows
    every: Sequence[Any] = (await session.execute(_best(actor, query, limit))).all()
    return every


def _best(actor: Actor, query: str, limit: int, *, frequent: bool = False) -> Select[Any]:
    live = select(*NEEDED).where(TABLE.c.deleted_at.is_(None))
    customer = scope.readable_cards(actor).subquery()
    readable = scope.readable_branches(actor).subquery()
    works_here = select(LINKS.c.contact_id).join(readable, readable.c.id == LINKS.c.customer_id)
    here = live.where(TABLE.c.id.in_(works_here))
    found = candidates(TABLE, here, query, frequent=frequent).subquery()
    code = func.coalesce(found.c.handles[1], found.c.external_ids[1])
    ranked = rank(found, query, code).label("rank")
    columns = (customer.c.id.label("customer_id"), customer.c.name.label("customer_name"))
    return (
        select(ranked, found.c.id, found.c.name, found.c.name_key, *columns)
        .join(ContactLink, ContactLink.contact_id == found.c.id)
        .join(customer, customer.c.id == ContactLink.customer_id)
        .order_by(ranked, found.c.name_key, found.c.id)
        .limit(limit)
    )
