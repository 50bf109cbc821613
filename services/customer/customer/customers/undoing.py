"""Customers, as undo knows them."""

from collections.abc import Collection, Sequence
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields import rows as custom
from chassis.operations.declaration import Found, State, States, Wanted
from customer import using
from customer.customers import cards, groups, rewriting
from customer.customers.rewriting import PLACE, TABLE
from customer.putting_back import REFERENCES, RowThing, add_references, beside, exchange_references

NAME: Final = "customer"


class Customers(RowThing):
    """Customers: owner and team come back together, tags and external ids one by one."""

    name = NAME
    table = TABLE
    target = "customers"
    sets: ClassVar[frozenset[str]] = frozenset({"tags", "external_ids", REFERENCES})
    together: ClassVar[Sequence[frozenset[str]]] = (frozenset(PLACE),)
    beside: ClassVar[frozenset[str]] = beside(TABLE)

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """Rows with what other systems call them."""
        states = await rewriting.load(session, ids, lock=lock, deleted=True)
        await add_references(session, NAME, states)
        return {id_: custom.flat(state) for id_, state in states.items()}

    async def refused(
        self, _session: AsyncSession, actor: Actor, states: States, wanted: Wanted, *, creation: bool
    ) -> dict[UUID, str]:
        """What each field needs: customer.update, .assign, .delete; what was created goes by .create."""
        found = {}
        for id_, values in wanted.items():
            row = states[id_]
            place = (row["owner_id"], row["team_id"])
            needed = needs(values, creation=creation)
            if row["deleted_at"] is None and not actor.scope("customer.read").covers(*place):
                found[id_] = "not_found"
            elif not all(actor.scope(one).covers(*place) for one in needed):
                found[id_] = "not_found" if row["deleted_at"] else "not_allowed"
        return found

    async def uses(
        self, session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
    ) -> dict[UUID, dict[str, int]]:
        """Contacts, timeline entries, customers below, consents."""
        return await using.of_customers(session, ids, cause_id, gone)

    async def impossible(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted
    ) -> list[Found]:
        """A parent that is gone or below by now; an external id that another customer has."""
        parents = {id_: values["parent_id"] for id_, values in wanted.items() if values.get("parent_id")}
        circles = await groups.closing_circles(session, parents) if parents else {}
        for id_ in circles:
            del wanted[id_]["parent_id"]
        found = [
            Found(NAME, id_, kind, "parent_id", {"parent_id": str(parents[id_])})
            for id_, kind in circles.items()
        ]
        return found + await super().impossible(session, actor, states, wanted)

    async def write(
        self, session: AsyncSession, actor: Actor, _access: Access, states: States, wanted: Wanted
    ) -> None:
        """Set by set."""
        told = await exchange_references(session, NAME, states, wanted)
        before, after = self.rows(states, wanted)
        await rewriting.rewrite(session, actor, before, after, told=told)

    async def readable(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Live ones in scope."""
        return await cards.readable_ids(session, actor, ids)


def needs(values: Collection[str], *, creation: bool = False) -> set[str]:
    """The permissions that writing these fields needs."""
    if "deleted_at" in values:
        return {"customer.create" if creation else "customer.delete"}
    moved = set(values) & set(PLACE)
    return ({"customer.assign"} if moved else set()) | ({"customer.update"} if set(values) - moved else set())
