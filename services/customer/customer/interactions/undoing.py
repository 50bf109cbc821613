"""Timeline entries, as undo knows them."""

from collections.abc import Collection
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.operations.declaration import State, States, Wanted
from customer.customers import scope as customers
from customer.interactions import rewriting, service
from customer.interactions.rewriting import TABLE
from customer.putting_back import RowThing, add_references, beside, exchange_references

NAME: Final = "interaction"


class Interactions(RowThing):
    """Timeline entries made by hand or by an import. Nothing refers to them."""

    name = NAME
    table = TABLE
    target = "interactions"
    beside: ClassVar[frozenset[str]] = beside(TABLE)

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """Entries with what other systems call them."""
        states = await rewriting.load(session, ids, lock=lock)
        await add_references(session, NAME, states)
        return states

    async def refused(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted, *, creation: bool
    ) -> dict[UUID, str]:
        """Needs customer.update on the customer."""
        places = await customers.places(session, [states[id_]["customer_id"] for id_ in wanted])
        found = {}
        for id_, values in wanted.items():
            place = places.get(states[id_]["customer_id"])
            if place is None or not actor.scope("customer.read").covers(*place):
                found[id_] = "not_found"
            elif values and not actor.scope("customer.update").covers(*place):
                found[id_] = "not_allowed"
        return found

    async def uses(
        self, _session: AsyncSession, _ids: Collection[UUID], _cause_id: UUID, _gone: Collection[UUID]
    ) -> dict[UUID, dict[str, int]]:
        """By nothing."""
        return {}

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
