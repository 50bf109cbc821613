"""How customers are exported: the columns of a file that can be imported again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import Sentences
from chassis.exports.cells import Cell
from chassis.exports.declaration import Column, Exported, Shown
from customer.customers import scope
from customer.customers.models import Customer
from customer.customers.queries import COLUMNS, LISTING, TABLE
from customer.customers.queries import shown as with_tags
from customer.exports.catalogue import KINDS, PAIRS, STAGES, TITLES
from customer.exports.columns import (
    FAX,
    MOBILE,
    OTHER,
    Row,
    addresses,
    local,
    numbers,
    person,
    plain,
    standings,
)

Cells = Mapping[str, Callable[[Row], Cell]]


def _postal(part: str) -> Callable[[Row], Cell]:
    return lambda row: row["addresses"][0].get(part) if row["addresses"] else None


CELLS: Final[Cells] = {
    "number": plain("number"),
    "external_id": lambda row: next(iter(row["external_ids"]), None),
    "name": plain("name"),
    "kind": plain("kind"),
    "name_en": plain("name_en"),
    "name_short": plain("name_short"),
    "name_native": plain("name_native"),
    "phone": numbers(OTHER),
    "mobile": numbers(MOBILE),
    "fax": numbers(FAX),
    "email": addresses,
    **{part: _postal(part) for part in ("country", "region", "city", "postcode", "street")},
    "website": plain("website"),
    "lifecycle": plain("lifecycle"),
    "industry": plain("industry"),
    "size": plain("size"),
    "source": plain("source"),
    "tax_number": plain("tax_number"),
    "registered_on": plain("registered_on"),
    "currency": plain("currency"),
    "language": plain("language"),
    "time_zone": plain("time_zone"),
    "owner": plain("owner"),
    "tags": lambda row: "; ".join(one.name for one in row["tags"]),
    "description": plain("description"),
    "last_interaction_at": plain("last_interaction_at"),
    "created_at": plain("created_at"),
    "consents": plain("consents"),
    "opt_outs": plain("opt_outs"),
}
WORDS: Final[Mapping[str, Sentences]] = {
    "kind": KINDS,
    "lifecycle": STAGES,
    "consents": PAIRS,
    "opt_outs": PAIRS,
}
TELLS: Final = {
    **dict.fromkeys(("phone", "mobile", "fax"), "phones"),
    "email": "emails",
    **dict.fromkeys(("country", "region", "city", "postcode", "street"), "addresses"),
}
"""Columns that show a field of another name."""


def branches(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """Customers that may be both read and exported."""
    exported = actor.scope("customer.export").predicate(Customer.owner_id, Customer.team_id)
    return [and_(one, exported) for one in scope.branches(actor)]


async def shown(session: AsyncSession, actor: Actor, access: Access, rows: Sequence[Row]) -> Shown:
    """With the names of tags and owners, moments in the organisation's zone, and what they agreed to."""
    held = await standings(session, TABLE, [row["id"] for row in rows])
    return [
        local(row, access) | {"owner": person(access, row["owner_id"])} | held[row["id"]]
        for row in await with_tags(session, [tuple(row.values()) for row in rows])
    ]


CUSTOMERS: Final = Exported(
    name="customers",
    permission="customer.export",
    listing=replace(LISTING, columns=COLUMNS),
    columns={
        name: Column(TITLES[name], cell, TELLS.get(name, ""), WORDS.get(name, {}))
        for name, cell in CELLS.items()
    },
    branches=branches,
    shown=shown,
)
