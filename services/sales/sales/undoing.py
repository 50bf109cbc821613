"""Undo of what acts did to records that somebody looks after."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar, Generic
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.operations.declaration import State, States, Wanted
from chassis.operations.problems import kind_of
from chassis.operations.rows import RowThing
from chassis.outbox import publish
from chassis.problems import DomainError
from crm.event import Event
from sales import owned
from sales.owned import PLACE, O, needs

SEARCHED = ("search_text", "search_grams")


class OwnedThing(RowThing, Generic[O]):
    """Records with an owner and a team, which come back together."""

    model: ClassVar[type[Any]]
    sets: ClassVar[frozenset[str]] = frozenset({"external_ids"})
    together: ClassVar[Sequence[frozenset[str]]] = (frozenset(PLACE),)

    def rule(self, record: O, fields: Collection[str]) -> None:
        """Raise what the rules of a record say against writing these fields."""

    async def barred(
        self, session: AsyncSession, records: Mapping[UUID, O], wanted: Wanted
    ) -> Mapping[UUID, str]:
        """Which of these cannot be changed so because of what is elsewhere, and why."""
        return {}

    async def follow(
        self, session: AsyncSession, access: Access, records: Mapping[UUID, O], wanted: Wanted
    ) -> Sequence[Callable[[], Event]]:
        """Let go along what history does not keep, before anything is saved; what is told afterwards."""
        return ()

    async def settle(self, session: AsyncSession, access: Access, records: Sequence[O]) -> object:
        """Save those that were changed, with all that follows from it."""
        raise NotImplementedError

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """Rows, without what only serves searching."""
        columns = [column for column in self.table.columns if column.key not in SEARCHED]
        statement = select(*columns).where(self.table.c.id.in_(ids)).order_by(self.table.c.id)
        rows = await session.execute(statement.with_for_update() if lock else statement)
        return {row["id"]: dict(row) for row in rows.mappings()}

    async def refused(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted, *, creation: bool
    ) -> dict[UUID, str]:
        """What each field needs, as for one, and what the rules of the records say."""
        records: dict[UUID, O] = await owned.many(session, self.model, states)
        found = dict(await self.barred(session, records, wanted))
        for id_, record in records.items():
            needed = needs(self.name, wanted[id_], creation=creation)
            kind = owned.refusal(actor, record, needed) or self._ruled_out(record, wanted[id_])
            if kind:
                found[id_] = kind
        return found

    def _ruled_out(self, record: O, values: State) -> str | None:
        try:
            if values:
                self.rule(record, values)
        except DomainError as error:
            return kind_of(error)
        return None

    async def uses(
        self, session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
    ) -> dict[UUID, dict[str, int]]:
        """Nothing refers to them."""
        return {}

    async def write(
        self, session: AsyncSession, actor: Actor, access: Access, states: States, wanted: Wanted
    ) -> None:
        """The values as they were, with all that follows from them."""
        records: dict[UUID, O] = await owned.many(session, self.model, wanted)
        for id_, values in wanted.items():
            for name, value in values.items():
                setattr(records[id_], name, value)
        told = await self.follow(session, access, records, wanted)
        await self.settle(session, access, list(records.values()))
        publish(session, *(tell() for tell in told))

    async def readable(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Live ones in scope."""
        statement = select(self.model.id).where(self.model.id.in_(ids), owned.readable(actor, self.model))
        return set(await session.scalars(statement))
