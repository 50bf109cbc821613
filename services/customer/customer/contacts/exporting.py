"""How contacts are exported: one row each, with what they are at their first customer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, or_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import Sentences
from chassis.exports.cells import Cell
from chassis.exports.declaration import Column, Exported, Shown
from customer.contacts import scope
from customer.contacts.queries import LISTING, TABLE
from customer.contacts.queries import shown as with_customers
from customer.exports.catalogue import PAIRS, ROLES, TITLES
from customer.exports.columns import MOBILE, OTHER, Row, addresses, local, numbers, plain, standings

Cells = Mapping[str, tuple[str, Callable[[Row], Cell]]]


def _link(name: str) -> Callable[[Row], Cell]:
    return lambda row: row["customers"][0].get(name) if row["customers"] else None


CELLS: Final[Cells] = {
    "external_id": ("contact_id", lambda row: next(iter(row["external_ids"]), None)),
    "customer_name": ("name", _link("customer_name")),
    "name": ("person_name", plain("name")),
    "family_name": ("family_name", plain("family_name")),
    "given_name": ("given_name", plain("given_name")),
    "name_en": ("name_en", plain("name_en")),
    "title": ("title", _link("title")),
    "department": ("department", _link("department")),
    "decision_role": ("decision_role", _link("decision_role")),
    "phone": ("phone", numbers(OTHER)),
    "mobile": ("mobile", numbers(MOBILE)),
    "email": ("email", addresses),
    "birthday": ("birthday", plain("birthday")),
    "language": ("language", plain("language")),
    "time_zone": ("time_zone", plain("time_zone")),
    "description": ("description", plain("description")),
    "created_at": ("created_at", plain("created_at")),
    "consents": ("consents", plain("consents")),
    "opt_outs": ("opt_outs", plain("opt_outs")),
}
WORDS: Final[Mapping[str, Sentences]] = {"decision_role": ROLES, "consents": PAIRS, "opt_outs": PAIRS}
TELLS: Final = {"phone": "phones", "mobile": "phones", "email": "emails"}
"""Columns that show a field of another name."""


def branches(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """Contacts that may be both read and exported."""
    return [or_(*scope.branches(actor)) & or_(*scope.branches(actor, "customer.export"))]


async def shown(session: AsyncSession, actor: Actor, access: Access, rows: Sequence[Row]) -> Shown:
    """With what they are at the customers that the actor may read, and what they agreed to."""
    found: list[dict[str, Any]] = await with_customers(session, actor, rows)
    held = await standings(session, TABLE, [row["id"] for row in found])
    return [local(row, access) | held[row["id"]] for row in found]


CONTACTS: Final = Exported(
    name="contacts",
    permission="customer.export",
    listing=LISTING,
    columns={
        name: Column(TITLES[title], cell, TELLS.get(name, ""), WORDS.get(name, {}))
        for name, (title, cell) in CELLS.items()
    },
    branches=branches,
    shown=shown,
)
