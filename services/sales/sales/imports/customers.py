"""The customers of rows: asked of the customer master for many rows at once."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from chassis.actors import Actor
from chassis.imports.declaration import ReadRow
from chassis.runtime import Runtime
from crm.customer.v1.customer_pb2 import CustomerNames
from sales.customers.asking import find

NAMED_BY: Final = ("customer_external_id", "customer_number", "customer_name")
"""The columns; the first with an answer counts."""
CUSTOMER: Final = "customer_id"


def require_named(row: ReadRow) -> None:
    """Refuse a row that does not say whose it is."""
    if not any(field in row.values for field in NAMED_BY):
        row.refuse(NAMED_BY[0], "customer_missing")


async def look_up(runtime: Runtime, actor: Actor, rows: Sequence[ReadRow], source: str) -> None:
    """Find the customers of rows, among those that the actor may read; who cannot be found is told."""
    asked = [row for row in rows if any(field in row.values for field in NAMED_BY)]
    names = [_names(row) for row in asked]
    for row, ids in zip(asked, await find(runtime, actor, names, source) if names else [], strict=True):
        if len(ids) == 1:
            row.checked.more[CUSTOMER] = ids[0]
        else:
            row.refuse(said_in(row), "customer_ambiguous" if ids else "customer_unknown")


def customer_of(row: ReadRow) -> UUID | None:
    """Whose a row is, as far as that was found."""
    found: UUID | None = row.checked.more.get(CUSTOMER)
    return found


def said_in(row: ReadRow) -> str:
    """The field that names the customer."""
    return next(field for field in NAMED_BY if field in row.values)


def _names(row: ReadRow) -> CustomerNames:
    external_id, number, name = (row.values.get(field, "") for field in NAMED_BY)
    return CustomerNames(external_id=external_id, number=number, name=name)
