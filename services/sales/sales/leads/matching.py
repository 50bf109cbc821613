"""Which leads somebody means, by what is written in a file."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from sales.leads.models import OPEN, Lead
from sales.matching import Matches, by_external_id, having


async def match(session: AsyncSession, actor: Actor, key: str, values: Sequence[str], source: str) -> Matches:
    """Live leads that the actor may read, by value; unknown values are absent. Keys: external_id of the
    source, and email or phone in their normal form, where open leads come before those that are over.
    """
    if key == "external_id":
        return await by_external_id(session, actor, Lead, source, values)
    found: dict[str, dict[bool, list[UUID]]] = {}
    for row in await having(session, actor, Lead, Lead.handles, values, Lead.status):
        found.setdefault(row.value, {}).setdefault(row.status in OPEN, []).append(row.id)
    return {value: ids.get(True) or ids[False] for value, ids in found.items()}
