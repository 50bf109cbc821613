"""What lists of customers offer, and how their rows are shown."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.custom_fields.declaration import fields_of
from chassis.custom_fields.listing import extended
from chassis.http.documents import as_kept
from chassis.http.lists import Listing, Offer
from chassis.problems import NotFound
from customer.contacts.finding import customers_of_matching
from customer.customers import scope
from customer.customers.models import Customer
from customer.customers.schemas import CustomerRead
from customer.records import table_of
from customer.searched_lists import in_list
from customer.tags import service as tags
from libs.conditions import Kind

TABLE: Final = table_of(Customer)
FIELDS: Final = tuple(CustomerRead.model_fields)
COLUMNS: Final = [TABLE.c[name] for name in FIELDS]
"""Everything but what only serves searching and sorting."""
SHOWN: Final = [column if column.key in ("tags", "custom") else as_kept(column) for column in COLUMNS]
"""The columns of an answer."""
ONE: Final = select(*SHOWN).where(TABLE.c.id == bindparam("id"))
LISTING: Final = Listing(
    source=TABLE,
    columns=SHOWN,
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True, by=TABLE.c.name_key),
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "registered_on": Offer(Kind.DATE, TABLE.c.registered_on, sorts=True),
        "last_interaction_at": Offer(Kind.MOMENT, TABLE.c.last_interaction_at, sorts=True),
        "kind": Offer(Kind.CHOICE, TABLE.c.kind, nullable=False),
        "lifecycle": Offer(Kind.CHOICE, TABLE.c.lifecycle, nullable=False),
        "owner_id": Offer(Kind.REFERENCE, TABLE.c.owner_id),
        "team_id": Offer(Kind.REFERENCE, TABLE.c.team_id),
        "parent_id": Offer(Kind.REFERENCE, TABLE.c.parent_id),
        "industry": Offer(Kind.TEXT, TABLE.c.industry),
        "source": Offer(Kind.TEXT, TABLE.c.source),
        "country": Offer(Kind.TEXT, TABLE.c.country, tells=("addresses",)),
        "tax_number": Offer(Kind.TEXT, TABLE.c.tax_number),
        "tags": Offer(Kind.TAGS, TABLE.c.tags),
        "external_ids": Offer(Kind.TAGS, TABLE.c.external_ids),
        "reached_by": Offer(Kind.TAGS, TABLE.c.handles, tells=("phones", "emails")),
        "consents": Offer(Kind.TAGS, TABLE.c.consents, nullable=False),
        "opt_outs": Offer(Kind.TAGS, TABLE.c.opt_outs, nullable=False),
    },
    sort="name",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: in_list(TABLE, query, customers_of_matching),
    thing="customer",
    extended=extended,
    through=("contact",),
    searching=lambda hidden: lambda query: in_list(TABLE, query, customers_of_matching, hidden),
)


async def one(session: AsyncSession, actor: Actor, customer_id: UUID) -> Row[Any]:
    """A customer the actor may see, as a row of the listing. Raises NotFound."""
    connection = await session.connection()
    row = (await connection.execute(ONE, {"id": customer_id})).one_or_none()
    if row is None or not scope.sees(actor, row):
        raise NotFound(thing="customer", id=str(customer_id))
    return row


async def shown(session: AsyncSession, rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows of the listing (the columns of SHOWN come first) as answers, with the names of their tags."""
    items = [dict(zip(FIELDS, row, strict=False)) for row in rows]
    custom = fields_of("customer")
    names = await tags.named_ids(session, {tag for item in items for tag in item["tags"]})
    for item in items:
        found = (names[tag] for tag in item["tags"] if tag in names)
        item["tags"] = list({tag.id: tag for tag in found}.values())
        item["custom"] = custom.shown(item["custom"])
    return items


def of_record(customer: Customer) -> tuple[Any, ...]:
    """A loaded record as a row of the listing."""
    return tuple(getattr(customer, name) for name in FIELDS)
