"""Which interactions somebody means, by what is written in a file."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.interactions import scope
from customer.interactions.models import Interaction
from customer.matching import Matches, by_external_id
from customer.records import table_of

TABLE: Final = table_of(Interaction)


async def match(
    session: AsyncSession, actor: Actor, key: str, values: Sequence[str], source: str | None = None
) -> Matches:
    """Live entries the actor may read, by external id (of the source, if one is named); the only key."""
    if key != "external_id":
        return {}
    live = (TABLE.c.deleted_at.is_(None), scope.readable(actor))
    return await by_external_id(session, TABLE, values, source, *live)
