"""Contacts and what they are at customers, as undo knows them."""

from collections.abc import Collection, Sequence
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields import rows as custom
from chassis.operations.declaration import Found, State, States, Wanted
from customer import using
from customer.contacts import rewriting, scope, service
from customer.contacts.models import Contact, ContactLink
from customer.contacts.rewriting import LINK, TABLE
from customer.customers import cards
from customer.putting_back import REFERENCES, RowThing, add_references, beside, exchange_references

NAME: Final = "contact"


class Contacts(RowThing):
    """Contacts: each of their links is a field of its own, `customers.<id>`."""

    name = NAME
    table = TABLE
    target = "contacts"
    nested = ("customers",)
    sets: ClassVar[frozenset[str]] = frozenset({"external_ids", REFERENCES})
    beside: ClassVar[frozenset[str]] = beside(TABLE)

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """Rows with their links and what other systems call them."""
        states = await rewriting.load(session, ids, lock=lock)
        await add_references(session, NAME, states)
        return {id_: custom.flat(state) for id_, state in states.items()}

    async def refused(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted, *, creation: bool
    ) -> dict[UUID, str]:
        """Needs customer.update on one of its customers."""
        seen = await held(session, actor, list(wanted), "customer.read")
        may = await held(session, actor, list(wanted), "customer.update")
        refused = {id_: "not_found" for id_ in wanted if id_ not in seen}
        return refused | {
            id_: "not_allowed" for id_, values in wanted.items() if values and id_ in seen and id_ not in may
        }

    async def uses(
        self, session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
    ) -> dict[UUID, dict[str, int]]:
        """Timeline entries, people who report to them, consents."""
        return await using.of_contacts(session, ids, cause_id, gone)

    def writes(self, name: str) -> bool:
        """Links too."""
        return super().writes(name) or name.startswith(LINK)

    async def impossible(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted
    ) -> list[Found]:
        """A link to a customer that was purged, one on which others depend, an external id taken."""
        links = [(id_, name) for id_, values in wanted.items() for name in values if name.startswith(LINK)]
        known = await cards.existing(session, {_customer(name) for _, name in links})
        reported = await _reported_to(session, {id_ for id_, _ in links})
        found = []
        for id_, name in links:
            gone = wanted[id_][name] is None
            if gone and (id_, _customer(name)) in reported:
                found.append(Found(NAME, id_, "used", name, {"reports": 1}))
            elif not gone and _customer(name) not in known:
                found.append(Found(NAME, id_, "gone", name))
            else:
                continue
            del wanted[id_][name]
        return found + await super().impossible(session, actor, states, wanted)

    async def write(
        self, session: AsyncSession, actor: Actor, _access: Access, states: States, wanted: Wanted
    ) -> None:
        """Set by set."""
        told = await exchange_references(session, NAME, states, wanted)
        before, after = self.rows(states, wanted)
        await rewriting.rewrite(session, before, after, told)

    async def readable(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Live ones of customers in scope."""
        return await service.readable_ids(session, actor, ids)


async def held(session: AsyncSession, actor: Actor, ids: Sequence[UUID], permission: str) -> set[UUID]:
    """On which of these contacts, deleted ones too, the permission is held."""
    statement = select(Contact.id).where(Contact.id.in_(ids), scope.holding(actor, permission))
    return set(await session.scalars(statement))


async def _reported_to(session: AsyncSession, ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    above = select(ContactLink.reports_to_id, ContactLink.customer_id)
    rows = await session.execute(above.where(ContactLink.reports_to_id.in_(ids)))
    return {(one, customer) for one, customer in rows if one is not None}


def _customer(name: str) -> UUID:
    return UUID(name.removeprefix(LINK))
