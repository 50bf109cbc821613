"""Custom fields of imported rows: read by the chassis, put together, and what references name."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.custom_fields.declaration import fields_of
from chassis.custom_fields.fields import PREFIX, by_key
from chassis.custom_fields.kinds import Kind
from chassis.imports.declaration import Act, Plan, ReadRow
from customer.contacts.matching import match as match_contacts
from customer.customers.matching import match as match_customers

KEYS: Final[Mapping[str, Sequence[str]]] = {
    "customer": ("number", "external_id", "name"),
    "contact": ("external_id", "email", "name"),
}
"""By what a cell may name the thing that is referred to, in this order."""


def gather(row: ReadRow) -> None:
    """Put the values of custom fields with the other values of the row."""
    if found := by_key(row.values):
        row.checked.values["custom"] = found


async def refer(session: AsyncSession, act: Act, thing: str, rows: Sequence[ReadRow]) -> None:
    """Put ids in the place of what cells call things; what is unknown or ambiguous is remarked upon."""
    for field in fields_of(thing).live.values():
        if field.kind is Kind.REFERENCE and field.name in act.mapped and field.target:
            given = [row for row in rows if field.name in row.values]
            known = await _known(
                session, act, field.target, sorted({row.values[field.name] for row in given})
            )
            for row in given:
                ids = known.get(row.values[field.name], ())
                custom: dict[str, Any] = row.checked.values.get("custom", {})
                custom.pop(field.key, None)
                if len(ids) == 1:
                    custom[field.key] = str(ids[0])
                else:
                    what = "person" if field.target == "user" else field.target
                    row.remark(field.name, f"{what}_ambiguous" if ids else f"{what}_unknown")


async def _known(
    session: AsyncSession, act: Act, target: str, names: Sequence[str]
) -> Mapping[str, Sequence[UUID]]:
    if target == "user":
        return {name: act.access.users_named(name) for name in names}
    found: dict[str, Sequence[UUID]] = {}
    for key in KEYS[target]:
        left = [name for name in names if name not in found]
        if left and target == "customer":
            found |= await match_customers(session, act.actor, key, left, act.options.source)
        elif left:
            found |= await match_contacts(session, act.actor, key, left, act.options.source)
    return found


def complete(plan: Plan, thing: str) -> Plan:
    """Refuse to create a record without a custom field that it needs."""
    if plan.action == "create":
        fields = fields_of(thing)
        values = fields.with_defaults(plan.row.checked.values.get("custom", {}))
        for one in fields.missing(values):
            plan.row.refuse(PREFIX + one.pointer.removeprefix("/custom/"), one.kind)
            plan.action = "fail"
    return plan
