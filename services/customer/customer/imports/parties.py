"""The customer that a row about something else belongs to."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports.declaration import Act, ReadRow
from customer.customers.matching import match
from customer.customers.values import is_number

NAMED_BY: Final = {
    "customer_external_id": "external_id",
    "customer_number": "number",
    "customer_name": "name",
}
"""The column → the key to find the customer by; the first with an answer counts."""


async def customers_of(session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> dict[int, UUID]:
    """The customer of each row that names one; a row whose customer cannot be found is refused."""

    async def find(key: str, values: Sequence[str]) -> dict[str, list[UUID]]:
        return await match(session, act.actor, key, values, act.options.source) if values else {}

    answers: dict[str, dict[str, list[UUID]]] = {}
    for field, key in NAMED_BY.items():
        wanted = sorted({row.values[field] for row in rows if field in row.values})
        answers[field] = await find(key, wanted)
        if key == "number":  # another system's, where the customers came with them
            answers[field] |= await find("external_id", [one for one in wanted if not is_number(one)])
    found: dict[int, UUID] = {}
    for row in rows:
        given = [field for field in NAMED_BY if field in row.values]
        ids = next((one for field in given if (one := answers[field].get(row.values[field]))), [])
        if len(ids) == 1:
            found[row.number] = ids[0]
        elif given:
            row.refuse(given[0], "customer_ambiguous" if ids else "customer_unknown")
    return found
