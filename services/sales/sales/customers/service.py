"""Customers as far as sales knows them by itself: kept from the master's facts, to be named and found."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, and_, false, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.runtime import Runtime
from crm.customer.v1.customer_pb2 import CustomerCard, ListCustomersRequest
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from libs.names import query_grams, query_words
from sales.customers.models import KnownCustomer, derived
from sales.records import table_of

TABLE: Final = table_of(KnownCustomer)
TOGETHER: Final = 1000
WITHIN: Final = 10.0
"""Seconds for a page of all customers; nobody waits."""


async def names(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Customer → its name; one that the master has not told of, or has purged, is left out."""
    if not ids:
        return {}
    known = select(TABLE.c.id, TABLE.c.name).where(TABLE.c.id.in_(ids), TABLE.c.name != "")
    rows = await session.execute(known)
    return {row.id: row.name for row in rows}


def spelled(query: str) -> ColumnElement[Any]:
    """The ids of the customers that a fragment of a name or number finds, as an array worked out once."""
    grams = query_grams(query)
    words = (TABLE.c.search_text.contains(word, autoescape=True) for word in query_words(query))
    found = and_(TABLE.c.search_grams.bool_op("@>")(literal(grams, ARRAY(Text()))), *words)
    ids = select(TABLE.c.id).where(found if grams else false())
    return func.array(ids.offset(0).scalar_subquery())


async def keep(session: AsyncSession, cards: Sequence[Mapping[str, Any]]) -> None:
    """Take in what the master says; what is older than what is known is ignored."""
    rows = [{**one, **derived(one["name"], one["number"])} for one in cards]
    statement = insert(TABLE)
    newer = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={one.key: statement.excluded[one.key] for one in TABLE.c if one.key != "id"},
        where=TABLE.c.version < statement.excluded.version,
    )
    await session.execute(newer, rows)


async def snapshot(runtime: Runtime) -> int:
    """Read all customers from the master; returns the position in its stream to go on from."""
    stub = runtime.peers.stub("customer", CustomerServiceStub)
    token, position = "", None
    while True:
        request = ListCustomersRequest(page_token=token, page_size=TOGETHER)
        page = await runtime.peers.ask("customer", stub.ListCustomers, request, within=WITHIN)
        position = page.position if position is None else position
        await _take_in(runtime, page.customers)
        token = page.next_page_token
        if not token:
            return int(position)


async def _take_in(runtime: Runtime, cards: Sequence[CustomerCard]) -> None:
    """Only those that are news: of a million customers, hardly any is."""
    async with runtime.database.reading() as session:
        ids = [UUID(one.id) for one in cards]
        versions = await session.execute(select(TABLE.c.id, TABLE.c.version).where(TABLE.c.id.in_(ids)))
        known = {str(id_): version for id_, version in versions}
    news = [_card(one) for one in cards if known.get(one.id, -1) < one.version]
    if news:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            await keep(session, news)


def _card(card: CustomerCard) -> dict[str, Any]:
    owners = {name: UUID(one) if (one := getattr(card, name)) else None for name in ("owner_id", "team_id")}
    shown = {name: getattr(card, name) for name in ("version", "deleted", "number", "name")}
    return {"id": UUID(card.id), **shown, **owners}
