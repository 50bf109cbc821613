"""Which customers rows about something else mean: by another system's id, a number or a name."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.customers.matching import match
from customer.customers.values import is_number


class Named(NamedTuple):
    """How a row names its customer; the first of these with an answer counts."""

    external_id: str | None = None
    number: str | None = None
    """One of ours, or of another system's, where the customers came with them."""
    name: str | None = None


NOBODY: Final = Named()


async def meant(
    session: AsyncSession, actor: Actor, names: Sequence[Named], source: str | None
) -> list[list[UUID]]:
    """The live customers that each of them means, as far as the actor may read them."""

    async def find(key: str, values: Collection[str | None]) -> dict[str, list[UUID]]:
        wanted = sorted(one for one in values if one)
        return await match(session, actor, key, wanted, source) if wanted else {}

    numbers = {one.number for one in names}
    foreign = {one for one in numbers if one and not is_number(one)}
    answers = [
        await find("external_id", {one.external_id for one in names}),
        await find("number", numbers) | await find("external_id", foreign),
        await find("name", {one.name for one in names}),
    ]
    return [
        next((ids for said, known in zip(one, answers, strict=True) if said and (ids := known.get(said))), [])
        for one in names
    ]
