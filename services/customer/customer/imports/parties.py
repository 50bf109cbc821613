"""The customer that a row about something else belongs to."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports.declaration import Act, ReadRow
from customer.customers.naming import NOBODY, Named, meant

NAMED_BY: Final = ("customer_external_id", "customer_number", "customer_name")
"""The columns; the first with an answer counts."""


async def customers_of(session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> dict[int, UUID]:
    """The customer of each row that names one; a row whose customer cannot be found is refused."""
    names = [Named(*(row.values.get(field) for field in NAMED_BY)) for row in rows]
    answers = await meant(session, act.actor, names, act.options.source)
    found: dict[int, UUID] = {}
    for row, name, ids in zip(rows, names, answers, strict=True):
        if len(ids) == 1:
            found[row.number] = ids[0]
        elif name != NOBODY:
            given = next(field for field in NAMED_BY if field in row.values)
            row.refuse(given, "customer_ambiguous" if ids else "customer_unknown")
    return found
