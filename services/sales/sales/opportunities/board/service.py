"""Putting the board together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http import cursors
from chassis.http.lists import ListQuery
from chassis.organisation import base_currency, context_of
from sales import owned
from sales.amounts import Money
from sales.opportunities.board import queries
from sales.opportunities.board.schemas import BoardQuery, Card
from sales.opportunities.models import Opportunity
from sales.opportunities.queries import LISTING, listed
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Stage

CARD: Final = tuple(Card.model_fields)
DAY: Final = timedelta(days=1)
COUNTED: Final = ("count", "unvalued", "rotting")
ADDED_UP: Final = ("base_amount", "weighted_amount")


async def board(
    session: AsyncSession, actor: Actor, access: Access, pipeline_id: UUID, asked: BoardQuery
) -> dict[str, Any]:
    """The open deals of a pipeline, by stage, by the fields of Board; three statements."""
    track, at = await pipelines.track(session, pipeline_id), datetime.now(UTC)
    stages, branches = track.stages, owned.branches(actor, Opportunity)
    wanted = LISTING.where(ListQuery(filter=asked.filter, q=asked.q), context_of(actor, access))
    figures = await queries.figures(session, stages, or_(*branches), wanted, at)
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in await queries.cards(session, stages, branches, wanted, asked.cards + 1):
        rows[row.stage_id].append(row)
    currency = base_currency(access)
    columns = [_column(one, figures.get(one.id), rows[one.id], asked.cards, at, currency) for one in stages]
    return {"pipeline_id": track.id, "version": track.version, "name": track.name, "columns": columns}


def _column(
    stage: Stage, figures: Any, rows: Sequence[Any], limit: int, at: datetime, currency: str
) -> dict[str, Any]:
    last = rows[limit - 1] if len(rows) > limit else None
    return {
        "stage_id": stage.id,
        **{name: getattr(stage, name) for name in ("name", "probability", "rotting_days")},
        "cards": [_card(one, at) for one in listed(rows[:limit])],
        "next": cursors.encode("place", (last.place, last.id)) if last else None,
        **{name: getattr(figures, name, 0) for name in COUNTED},
        **{name: Money.of(Decimal(getattr(figures, name, 0)), currency) for name in ADDED_UP},
    }


def _card(row: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    stood, rots_at = max(at - row["stage_since"], timedelta()), row["rots_at"]
    rotting = rots_at is not None and rots_at < at
    card = {**row, "days_in_stage": stood // DAY, "rotting": rotting}
    return {name: card[name] for name in CARD}
