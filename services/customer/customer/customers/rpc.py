"""gRPC: the questions that other services ask about customers, answered under the caller's permissions."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final
from uuid import UUID

import grpc.aio
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import streams
from chassis.actors import Actor, Kind
from chassis.masks import document
from chassis.problems import InvalidInput, NotAllowed, NotFound
from chassis.rpc.requests import bounded, fragment, page_size, uuid_at, uuids_at
from chassis.rpc.server import caller
from chassis.runtime import Runtime
from crm.customer.v1 import customer_pb2 as pb
from crm.customer.v1 import customer_pb2_grpc
from customer.consents import service as consents
from customer.consents.schemas import Standing
from customer.contacts import finding as contact_finding
from customer.contacts import scope as contact_scope
from customer.contacts import service as contacts
from customer.contacts.schemas import ContactRead
from customer.customers import cards, finding, naming, queries
from customer.customers.schemas import CustomerRead
from customer.imports.declaration import importing
from customer.interactions import service as interactions
from customer.interactions.schemas import InteractionRead

Context = grpc.aio.ServicerContext[Any, Any]
Readable = Callable[[AsyncSession, Actor, Collection[UUID]], Awaitable[set[UUID]]]
MOST_FOUND: Final = 200
THINGS: Final[dict[str, Readable]] = {
    "customer": cards.readable_ids,
    "contact": contacts.readable_ids,
    "interaction": interactions.readable_ids,
    "import": importing.readable_ids,
}


class CustomerService(customer_pb2_grpc.CustomerServiceServicer):
    """The implementation of crm.customer.v1.CustomerService."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def GetCustomer(  # noqa: N802
        self, request: pb.GetCustomerRequest, context: Context
    ) -> pb.GetCustomerResponse:
        """One card. NOT_FOUND when there is none or it may not be read; a deleted one says so. Who may read a
        customer may read its contacts. INVALID_ARGUMENT beyond 200 of them.
        """
        customer_id, contact_ids = uuid_at("/id", request.id), uuids_at("/contact_ids", request.contact_ids)
        async with self._runtime.database.reading() as session:
            found = await cards.cards(session, caller(), [customer_id])
            if not found:
                raise NotFound(thing="customer", id=request.id)
            there = await contact_scope.working_for(session, customer_id, contact_ids) if contact_ids else ()
        return pb.GetCustomerResponse(customer=_card(found[0]), contact_ids=map(str, there))

    async def BatchGetCustomers(  # noqa: N802
        self, request: pb.BatchGetCustomersRequest, context: Context
    ) -> pb.BatchGetCustomersResponse:
        """Many cards; those that may not be read are left out. INVALID_ARGUMENT beyond 200 ids."""
        ids = uuids_at("/ids", request.ids)
        async with self._runtime.database.reading() as session:
            found = await cards.cards(session, caller(), ids)
        return pb.BatchGetCustomersResponse(customers=map(_card, found))

    async def CheckReadable(  # noqa: N802
        self, request: pb.CheckReadableRequest, context: Context
    ) -> pb.CheckReadableResponse:
        """Which of the records the caller may read now. INVALID_ARGUMENT beyond 200 records."""
        asked = bounded("/records", request.records)
        ids: dict[str, set[UUID]] = {}
        for index, one in enumerate(asked):
            ids.setdefault(one.thing, set()).add(uuid_at(f"/records/{index}/id", one.id))
        async with self._runtime.database.reading() as session:
            found = {
                thing: await THINGS[thing](session, caller(), wanted)
                for thing, wanted in ids.items()
                if thing in THINGS
            }
        readable = [one for one in asked if UUID(one.id) in found.get(one.thing, ())]
        return pb.CheckReadableResponse(readable=readable)

    async def Search(self, request: pb.SearchRequest, context: Context) -> pb.SearchResponse:  # noqa: N802
        """The customers and contacts a fragment means most, best first; at most 200 in all pages.

        Names come before mail addresses, phones and other codes, and a customer before the contacts that
        the fragment means as much.

        INVALID_ARGUMENT for an empty or too long fragment; one that is too short for the index (a single
        letter) finds nothing.
        """
        q, actor = fragment(request.q), caller()
        size, start = page_size(request.page_size, 10, 50), _offset(request.page_token)
        end = min(start + size, MOST_FOUND)
        async with self._runtime.database.reading() as session:
            customers = await finding.FINDING.find(session, actor, q, end + 1)
            people = await contact_finding.FINDING.find(session, actor, q, end + 1)
        with_city = "addresses" not in actor.masked("customer")
        ranked = sorted([*customers, *people], key=lambda one: one.rank)  # customers first among equals
        more = str(end) if len(ranked) > end and end < MOST_FOUND else ""
        return pb.SearchResponse(
            hits=[_hit(one, with_city) for one in ranked[start:end]], next_page_token=more
        )

    async def GetOverview(  # noqa: N802
        self, request: pb.GetOverviewRequest, context: Context
    ) -> pb.GetOverviewResponse:
        """What the 360 view shows of the master. NOT_FOUND when it may not be read."""
        actor, customer_id = caller(), uuid_at("/customer_id", request.customer_id)
        async with self._runtime.database.reading() as session:
            row = await queries.one(session, actor, customer_id)
            shown = await queries.shown(session, [row])
            people = await contacts.main_contacts(session, actor, customer_id)
            entries = await interactions.latest(session, customer_id)
            held = await consents.summary(session, customer_id, [one["id"] for one in people])
        return pb.GetOverviewResponse(
            customer_json=document(CustomerRead, shown[0], actor),
            contacts_json=document(list[ContactRead], people, actor),
            interactions_json=document(list[InteractionRead], entries, actor),
            consents_json=document(list[Standing], held, actor),
        )

    async def FindCustomers(  # noqa: N802
        self, request: pb.FindCustomersRequest, context: Context
    ) -> pb.FindCustomersResponse:
        """Which live customers rows of a file mean, of those one may read. INVALID_ARGUMENT beyond 200."""
        asked = bounded("/customers", request.customers)
        names = [naming.Named(one.external_id, one.number, one.name) for one in asked]
        async with self._runtime.database.reading() as session:
            found = await naming.meant(session, caller(), names, request.source or None)
        return pb.FindCustomersResponse(found=[pb.FoundCustomers(ids=map(str, ids)) for ids in found])

    async def ListCustomers(  # noqa: N802
        self, request: pb.ListCustomersRequest, context: Context
    ) -> pb.ListCustomersResponse:
        """Cards of all customers in order of id, for projections. PERMISSION_DENIED to all but services."""
        if caller().kind is not Kind.SERVICE:
            raise NotAllowed(reason="services-only")
        position = await streams.position(self._runtime.nats, self._runtime.service)
        last = uuid_at("/page_token", request.page_token) if request.page_token else None
        size = page_size(request.page_size, 500, 1000)
        async with self._runtime.database.reading() as session:
            found = await cards.cards_after(session, last, size)
        following = str(found[-1].id) if len(found) == size else ""
        return pb.ListCustomersResponse(
            customers=map(_card, found), next_page_token=following, position=position
        )


def _offset(token: str) -> int:
    if token and not (token.isascii() and token.isdigit() and len(token) <= 3 and int(token) < MOST_FOUND):
        raise InvalidInput.at("/page_token", "cursor_invalid")
    return int(token or 0)


def _card(row: Any) -> pb.CustomerCard:
    return pb.CustomerCard(
        id=str(row.id),
        number=row.number,
        name=row.name,
        owner_id=str(row.owner_id or ""),
        team_id=str(row.team_id or ""),
        version=row.version,
        deleted=row.deleted_at is not None,
        kind=row.kind,
        parent_id=str(row.parent_id or ""),
    )


def _hit(row: Any, with_city: bool) -> pb.SearchHit:
    if hasattr(row, "customer_id"):
        return pb.SearchHit(
            thing="contact",
            id=str(row.id),
            title=row.name,
            subtitle=row.customer_name,
            customer_id=str(row.customer_id),
        )
    city = next((one["city"] for one in row.addresses if with_city and one["city"]), None)
    return pb.SearchHit(
        thing="customer",
        id=str(row.id),
        title=row.name,
        subtitle=" · ".join(one for one in (row.number, city) if one),
        customer_id=str(row.id),
    )
