"""Timeline entries, as undo knows them."""

from collections.abc import Collection
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.operations.declaration import Found, State, States, Thing, Wanted
from customer.customers import scope as customers
from customer.interactions import rewriting, service
from customer.interactions.rewriting import TABLE
from customer.putting_back import (
    REFERENCES,
    add_references,
    beside,
    exchange_references,
    keep_taken_ids,
    typed,
)

NAME: Final = "interaction"


class Interactions(Thing):
    """Timeline entries made by hand or by an import. Nothing refers to them."""

    name = NAME
    target = "interactions"
    beside: ClassVar[frozenset[str]] = beside(TABLE)

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """Entries with what other systems call them."""
        states = await rewriting.load(session, ids, lock=lock)
        await add_references(session, NAME, states)
        return states

    def value(self, field: str, plain: Any) -> Any:
        """As the column holds it."""
        return typed(TABLE, field, plain)

    def released(self, state: State) -> State:
        """Its external ids."""
        return {REFERENCES: []}

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

    async def impossible(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted
    ) -> list[Found]:
        """An external id that another entry has."""
        return await keep_taken_ids(session, NAME, states, wanted)

    async def write(self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted) -> None:
        """Set by set."""
        told = await exchange_references(session, NAME, states, wanted)
        after = {
            id_: {name: one for name, one in {**states[id_], **values}.items() if name in TABLE.c}
            for id_, values in wanted.items()
        }
        await rewriting.rewrite(session, states, after, told)

    async def readable(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Live ones of customers in scope."""
        return await service.readable_ids(session, actor, ids)
