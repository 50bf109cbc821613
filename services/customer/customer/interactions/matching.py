"""Which interactions somebody means, by what is written in a file."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.external import resolved
from customer.interactions import scope
from customer.interactions.models import Interaction


async def match(
    session: AsyncSession, actor: Actor, key: str, values: Sequence[str], source: str | None = None
) -> dict[str, list[UUID]]:
    """Live entries the actor may read, by external id (of the source, if one is named); the only key."""
    if key != "external_id":
        return {}
    known = await resolved(session, "interaction", source, values)
    ids = {one for found in known.values() for one in found}
    where = (Interaction.id.in_(ids), Interaction.deleted_at.is_(None), scope.readable(actor))
    live = set(await session.scalars(select(Interaction.id).where(*where)))
    kept = {value: [one for one in found if one in live] for value, found in known.items()}
    return {value: found for value, found in kept.items() if found}
