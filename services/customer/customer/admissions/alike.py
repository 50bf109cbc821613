"""Who in the master may be the same as somebody."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.admissions.schemas import Sought
from customer.contacts import matching as contacts
from customer.customers import matching as customers
from customer.customers.cards import cards
from customer.matching import Matches
from libs.names import sort_key

MOST: Final = 20


class Alike(NamedTuple):
    """A record, and what it has in common with whom is sought."""

    thing: str
    id: UUID
    title: str
    number: str
    customer_id: UUID | None
    by: list[str]


async def alike(session: AsyncSession, actor: Actor, sought: Sought) -> list[Alike]:
    """Customers and contacts that the actor may read; by what is hidden from them nobody is recognised."""
    if not actor.may("customer.read"):
        return []
    by_customer, by_contact = dict[UUID, list[str]](), dict[UUID, list[str]]()
    for name, values in (("email", sought.emails), ("phone", sought.phones)):
        if values and f"{name}s" not in actor.masked("customer"):
            _note(by_customer, name, await customers.match(session, actor, name, values))
        if values and f"{name}s" not in actor.masked("contact"):
            _note(by_contact, name, await contacts.match(session, actor, name, values))
    if keys := [key for one in sought.names if (key := sort_key(one))]:
        _note(by_customer, "name", await customers.match(session, actor, "name_key", keys))
    companies = await cards(session, actor, _first(by_customer))
    people = await contacts.named(session, actor, _first(by_contact))
    return [
        *(Alike("customer", one.id, one.name, one.number, one.id, by_customer[one.id]) for one in companies),
        *(Alike("contact", one.id, one.name, "", one.customer_id, by_contact[one.id]) for one in people),
    ][:MOST]


def _note(found: dict[UUID, list[str]], by: str, matches: Matches) -> None:
    for id_ in {one for ids in matches.values() for one in ids}:
        found.setdefault(id_, []).append(by)


def _first(found: Iterable[UUID]) -> list[UUID]:
    return sorted(found)[:MOST]
