"""Leads, as undo knows them."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.operations.declaration import Found, States, Wanted
from chassis.operations.rows import beside
from sales.leads import duplicates, rewriting
from sales.leads.models import Lead
from sales.owned import PLACE
from sales.records import table_of
from sales.undoing import OwnedThing

TABLE = table_of(Lead)


class Leads(OwnedThing[Lead]):
    """A converted lead changes no more, whatever the act that is taken back."""

    name = "lead"
    target = "leads"
    table = TABLE
    model = Lead
    beside: ClassVar[frozenset[str]] = beside(TABLE)
    together: ClassVar[Sequence[frozenset[str]]] = (frozenset(PLACE), frozenset({"status", "reason"}))

    def computed(self) -> frozenset[str]:
        """That a response is overdue is said by a clock."""
        return frozenset({"overdue_at"})

    def rule(self, record: Lead, fields: Collection[str]) -> None:
        """Raises AlreadyConverted, BeingConverted."""
        rewriting.require_changeable(record)

    async def impossible(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted
    ) -> list[Found]:
        """That nobody is left in a lead, since others have taken out what was known beside."""
        empty = []
        for id_ in wanted:
            left = {**states[id_], **wanted[id_]}
            if not any(left[name] for name in duplicates.HANDLED):
                empty.append(id_)
        for id_ in empty:
            del wanted[id_]
        return [Found(self.name, id_, "nobody") for id_ in empty]

    async def settle(self, session: AsyncSession, access: Access, records: Sequence[Lead]) -> object:
        """With points and events."""
        return await rewriting.settle(session, access, records)
