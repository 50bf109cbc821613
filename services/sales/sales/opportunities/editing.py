"""The same change to many deals."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from sales.editing import Editing, Values
from sales.operations.schemas import OpportunityEdit
from sales.opportunities import rewriting
from sales.opportunities.models import Opportunity
from sales.opportunities.queries import LISTING


class Opportunities(Editing[Opportunity]):
    """What they have in common can be set of open ones; stages ask for fields, so each is moved by itself."""

    model = Opportunity
    listing = LISTING
    body = OpportunityEdit

    def possible(self, values: Values) -> ColumnElement[bool]:
        """Open ones, unless they only change hands, go or come back."""
        return true() if rewriting.STANDING.issuperset(values) else Opportunity.status == "open"

    def change(self, record: Opportunity, values: Values) -> None:
        """Raises NotOpen."""
        rewriting.require_open(record, values)
        super().change(record, values)

    def called(self, record: Opportunity) -> str:
        """What the deal is called."""
        return record.name

    async def locked(self, session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Opportunity]:
        """Their pipelines first, as always where deals come to stand in stages."""
        await rewriting.hold_stages(session, ids)
        return await super().locked(session, ids)

    async def barred(
        self, session: AsyncSession, records: Mapping[UUID, Opportunity], values: Values
    ) -> Mapping[UUID, str]:
        """Those that are to come back into a stage that is no more."""
        if values.get("deleted_at", values) is not None:
            return {}
        back = [one for one in records.values() if one.deleted_at is not None and one.status == "open"]
        return await rewriting.homeless(session, {one.id: (one.pipeline_id, one.stage_id) for one in back})

    async def settle(
        self, session: AsyncSession, access: Access, records: Sequence[Opportunity]
    ) -> Collection[UUID]:
        """With values, places and events."""
        return await rewriting.settle(session, access, records)


OPPORTUNITIES = Opportunities()
