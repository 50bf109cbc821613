"""Open deals follow the rates of their currencies and what their stages say.

What closed keeps the rate of its day.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from chassis.access import Access
from chassis.actors import service_actor
from chassis.organisation import base_currency, today
from chassis.runtime import Runtime
from sales.opportunities import valuing
from sales.opportunities.due import CURRENCY, Revaluation, revalue_later
from sales.opportunities.models import Opportunity
from sales.pipelines import service as pipelines

SOME: Final = 200
ON_BOARD: Final = (Opportunity.status == "open", Opportunity.deleted_at.is_(None))


async def revalue_some(runtime: Runtime) -> bool:
    """Value some deals anew; False when nothing is due. Any number of processes may do so at once."""
    access = runtime.access
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        due = await _due(session, access)
        if due is None:
            return await _begin_for_base(session, access)
        deals = await _following(session, due)
        await _revalue(session, access, deals)
        if len(deals) == SOME:
            due.after = deals[-1].id
        else:
            await session.delete(due)
    return True


async def _due(session: AsyncSession, access: Access) -> Revaluation | None:
    first = select(Revaluation).where(Revaluation.due_on <= today(access)).limit(1)
    found: Revaluation | None = await session.scalar(first.with_for_update(skip_locked=True))
    return found


async def _following(session: AsyncSession, due: Revaluation) -> Sequence[Opportunity]:
    of_currency = due.about == CURRENCY
    which = Opportunity.currency == due.key if of_currency else Opportunity.stage_id == UUID(due.key)
    some = select(Opportunity).where(which, *ON_BOARD).order_by(Opportunity.id).limit(SOME)
    if due.after:
        some = some.where(Opportunity.id > due.after)
    return (await session.scalars(some.with_for_update())).all()


async def _revalue(session: AsyncSession, access: Access, deals: Sequence[Opportunity]) -> None:
    tracks = {one.id: one for one in await pipelines.in_use(session)}
    for deal in deals:
        stage = tracks[deal.pipeline_id].stage(deal.stage_id)
        deal.rot(stage)
        if not deal.probability_by_hand:
            deal.hand_back(stage)
    await valuing.value_all(session, access, [(one, None) for one in deals])
    for deal in deals:
        if session.is_modified(deal):
            flag_modified(deal, "updated_at")  # it stays where people left it in their lists


async def _begin_for_base(session: AsyncSession, access: Access) -> bool:
    """Once the organisation counts in another currency, every deal has another value."""
    base = base_currency(access)
    other: ColumnElement[bool] = or_(Opportunity.base_currency < base, Opportunity.base_currency > base)
    stale = select(Opportunity.currency).where(other, *ON_BOARD).distinct()
    currencies = (await session.scalars(stale)).all()
    for one in currencies:
        await revalue_later(session, CURRENCY, one, today(access))
    return bool(currencies)
