"""Customers as far as sales knows them by itself: kept from the master's facts, to be named and found."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, any_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.explain import Place
from chassis.runtime import Runtime
from crm.customer.v1.customer_pb2 import CustomerCard, ListCustomersRequest
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from sales.customers.models import KnownCustomer, derived
from sales.records import table_of
from sales.searching import spelled

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


async def place_of(session: AsyncSession, customer_id: UUID) -> Place:
    """Who looks after a customer, as far as the master has told."""
    here = select(TABLE.c.owner_id, TABLE.c.team_id).where(TABLE.c.id == customer_id)
    found = (await session.execute(here)).one_or_none()
    return Place(*found) if found else Place(None, None)


def with_customers(table: Any) -> FromClause:
    """Rows, each with its customer as far as the master has told of it."""
    source: FromClause = table.outerjoin(TABLE, TABLE.c.id == table.c.customer_id)
    return source


def found_by(table: Any, query: str) -> ColumnElement[bool]:
    """Rows that a query finds by what is written on them, or by the name or number of their customer."""
    return or_(spelled(table, query), of_spelled(table, query))


def of_spelled(table: Any, query: str) -> ColumnElement[bool]:
    """Rows of the customers that a fragment of a name or number finds; these are worked out once."""
    ids = select(TABLE.c.id).where(spelled(TABLE, query))
    return cast(
        "ColumnElement[bool]", table.c.customer_id == any_(func.array(ids.offset(0).scalar_subquery()))
    )


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


async def keep_told(session: AsyncSession, card: CustomerCard) -> None:
    """Take in a card that the master was asked for."""
    await keep(session, [_card(card)])


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
