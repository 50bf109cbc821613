"""Deals, as undo knows them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.operations.declaration import State, Wanted
from chassis.operations.rows import beside
from crm.event import Event
from sales import using
from sales.opportunities import rewriting, turning_back
from sales.opportunities.models import Opportunity
from sales.opportunities.rewriting import LIKELY, WAY
from sales.owned import PLACE
from sales.records import table_of
from sales.undoing import OwnedThing

TABLE = table_of(Opportunity)


class Opportunities(OwnedThing[Opportunity]):
    """A deal that is won or lost keeps what it says."""

    name = "opportunity"
    target = "opportunities"
    table = TABLE
    model = Opportunity
    beside: ClassVar[frozenset[str]] = beside(TABLE)
    together: ClassVar[Sequence[frozenset[str]]] = (
        frozenset(PLACE),
        frozenset({"amount", "currency", "lines"}),
        frozenset({"expected_close_on", "push_count"}),
        WAY | LIKELY,
    )

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """Their pipelines first, as always where deals come to stand in stages."""
        if lock:
            await rewriting.hold_stages(session, ids)
        return await super().load(session, ids, lock=lock)

    def rule(self, record: Opportunity, fields: Collection[str]) -> None:
        """Raises NotOpen, unless the act that is taken back closed it itself."""
        if "status" not in fields:
            rewriting.require_open(record, fields)

    async def barred(
        self, session: AsyncSession, records: Mapping[UUID, Opportunity], wanted: Wanted
    ) -> Mapping[UUID, str]:
        """Those that would come back into a stage that is no more."""
        stands = {id_: turning_back.stand(records[id_], wanted[id_]) for id_ in records}
        return await rewriting.homeless(session, {id_: one for id_, one in stands.items() if one})

    async def uses(
        self, session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
    ) -> dict[UUID, dict[str, int]]:
        """Quotes and orders."""
        return await using.of_opportunities(session, ids)

    async def follow(
        self, session: AsyncSession, access: Access, records: Mapping[UUID, Opportunity], wanted: Wanted
    ) -> Sequence[Callable[[], Event]]:
        """Their ways through the pipelines, and how often they were put off."""
        return await turning_back.follow(session, access, records, wanted)

    async def settle(self, session: AsyncSession, access: Access, records: Sequence[Opportunity]) -> object:
        """With values, places and events."""
        return await rewriting.settle(session, access, records)
