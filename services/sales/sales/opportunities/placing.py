"""The order of a column of the board: each deal has a number of its own between those of its neighbours.

A number between two others is always there, so that moving one deal changes no other. Whoever places a deal
holds the column until the commit; that two never get the same number is also said by a unique index.
"""

from decimal import Decimal, localcontext
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.problems import DomainError
from sales.opportunities.models import Opportunity
from sales.owned import readable

ONE: Final = Decimal(1)
DIGITS: Final = 10_000


class NeighbourGone(DomainError):
    """None of the deals that it was to be put beside stands in that stage any more."""


class Gap(NamedTuple):
    """What lies right above and right below a place; None: nothing."""

    above: Decimal | None
    below: Decimal | None

    def has(self, place: Decimal) -> bool:
        """Whether a place lies in it."""
        below_it = self.above is None or self.above < place
        return below_it and (self.below is None or place < self.below)

    def middle(self) -> Decimal:
        """A short number in the midst of it."""
        with localcontext() as exact:
            exact.prec = DIGITS
            if self.above is None or self.below is None:
                return self._end().to_integral_value()
            middle, width = (self.above + self.below) / 2, self.below - self.above
            step = ONE.scaleb(min(0, width.adjusted()))
            while not self.has(short := middle.quantize(step)):
                step /= 10
            return short

    def _end(self) -> Decimal:
        if self.above is not None:
            return self.above + ONE
        return Decimal(0) if self.below is None else self.below - ONE


async def hold(session: AsyncSession, stage_id: UUID) -> None:
    """Let nobody else place a deal in a column until the commit."""
    key = func.hashtextextended(f"board {stage_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))


async def top(session: AsyncSession, stage_id: UUID) -> Decimal:
    """A place above all others of a column, which is held from now on."""
    (place,) = await tops(session, stage_id, 1)
    return place


async def tops(session: AsyncSession, stage_id: UUID, count: int) -> list[Decimal]:
    """So many places above all others of a column, upwards; it is held from now on."""
    await hold(session, stage_id)
    first: Decimal | None = await session.scalar(_places(stage_id, func.min(Opportunity.place)))
    places: list[Decimal] = []
    for _ in range(count):
        first = Gap(None, first).middle()
        places.append(first)
    return places


async def bottom(session: AsyncSession, stage_id: UUID, count: int) -> list[Decimal]:
    """So many places below all others of a column, downwards; it is held from now on."""
    await hold(session, stage_id)
    last: Decimal | None = await session.scalar(_places(stage_id, func.max(Opportunity.place)))
    places: list[Decimal] = []
    for _ in range(count):
        last = Gap(last, None).middle()
        places.append(last)
    return places


async def gap(
    session: AsyncSession,
    actor: Actor,
    moving_id: UUID,
    stage_id: UUID,
    above_id: UUID | None,
    below_id: UUID | None,
) -> Gap:
    """Where a deal comes to lie right below another one of a column, or right above one where that is gone;
    on top if there is to be neither. The column is held from now on. Raises NeighbourGone.
    """
    await hold(session, stage_id)
    others = _places(stage_id).where(Opportunity.id != moving_id)
    if (above := await _place_of(session, actor, others, above_id)) is not None:
        return Gap(above, await _first(session, others.where(Opportunity.place > above)))
    if (below := await _place_of(session, actor, others, below_id)) is not None:
        return Gap(await _last(session, others.where(Opportunity.place < below)), below)
    if above_id or below_id:
        raise NeighbourGone(stage_id=str(stage_id))
    return Gap(None, await _first(session, others))


async def _place_of(
    session: AsyncSession, actor: Actor, column: Select[Any], id_: UUID | None
) -> Decimal | None:
    if id_ is None:
        return None
    one = column.where(Opportunity.id == id_, readable(actor, Opportunity))
    place: Decimal | None = await session.scalar(one)
    return place


async def _first(session: AsyncSession, places: Select[Any]) -> Decimal | None:
    found: Decimal | None = await session.scalar(places.order_by(Opportunity.place).limit(1))
    return found


async def _last(session: AsyncSession, places: Select[Any]) -> Decimal | None:
    found: Decimal | None = await session.scalar(places.order_by(Opportunity.place.desc()).limit(1))
    return found


def _places(stage_id: UUID, what: Any = Opportunity.place) -> Select[Any]:
    standing = (Opportunity.stage_id == stage_id, Opportunity.status == "open")
    return select(what).where(*standing, Opportunity.deleted_at.is_(None))
