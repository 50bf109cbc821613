"""What lists of contacts offer, and how their rows are shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Halves, Reach
from chassis.custom_fields.declaration import fields_of
from chassis.custom_fields.listing import extended
from chassis.history import STATES
from chassis.http.lists import Listing, Offer
from customer.contacts.models import Contact, ContactLink
from customer.contacts.schemas import ContactRead, LinkRead, OrgChart, Position
from customer.customers import scope as customers
from customer.records import table_of
from customer.searched_lists import in_list
from libs.conditions import Kind

TABLE: Final = table_of(Contact)
SHOWN: Final = [TABLE.c[name] for name in ContactRead.model_fields if name != "customers"]
LINKS: Final = table_of(ContactLink)
MOST_POSITIONS: Final = 500
MAIN: Final = (
    select(*SHOWN)
    .join(LINKS, LINKS.c.contact_id == TABLE.c.id)
    .where(LINKS.c.customer_id == bindparam("customer"), TABLE.c.deleted_at.is_(None))
    .order_by(LINKS.c.is_primary.desc(), TABLE.c.name_key, TABLE.c.id)
    .limit(bindparam("limit", type_=Integer))
)
"""The first contacts of a customer, the main one before all."""

LISTING: Final = Listing(
    source=TABLE,
    columns=SHOWN,
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True, by=TABLE.c.name_key),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "birthday": Offer(Kind.DATE, TABLE.c.birthday),
        "created_by": Offer(Kind.REFERENCE, TABLE.c.created_by),
        "external_ids": Offer(Kind.TAGS, TABLE.c.external_ids),
        "reached_by": Offer(Kind.TAGS, TABLE.c.handles, tells=("phones", "emails")),
        "consents": Offer(Kind.TAGS, TABLE.c.consents, nullable=False),
        "opt_outs": Offer(Kind.TAGS, TABLE.c.opt_outs, nullable=False),
    },
    sort="name",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: in_list(TABLE, query),
    thing="contact",
    extended=extended,
    searching=lambda hidden: lambda query: in_list(TABLE, query, hidden=hidden),
)
_LINKED: Final[dict[Reach, Select[Any]]] = {}


async def shown(
    session: AsyncSession, actor: Actor, rows: Sequence[Mapping[Any, Any]]
) -> list[dict[str, Any]]:
    """Rows of the listing as answers, with what each is at the customers that the caller may read."""
    links: dict[UUID, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    halves = customers.halves(actor)
    asked = {**halves.values, "contacts": list(links)}
    for link in (await session.execute(_linked(halves), asked)).mappings() if links else ():
        links[link["contact_id"]].append({name: link[name] for name in LinkRead.model_fields})
    custom = fields_of("contact")
    return [{**row, "customers": links[row["id"]], "custom": custom.shown(row["custom"])} for row in rows]


def _linked(halves: Halves) -> Select[Any]:
    """What contacts are at the customers in the halves; made once for each shape."""
    if halves.shape not in _LINKED:
        cards = customers.cards_in(halves).subquery()
        owned = (cards.c[name].label(f"customer_{name}") for name in ("name", "owner_id", "team_id"))
        columns = (*owned, LINKS.c.is_primary.label("primary"))
        # No array: PostgreSQL guesses ten in one, so it would plan anew for the few there are.
        mine = LINKS.c.contact_id.in_(bindparam("contacts", expanding=True))
        joined = select(LINKS, *columns).join(cards, cards.c.id == LINKS.c.customer_id)
        _LINKED[halves.shape] = joined.where(mine).order_by(cards.c.name)
    return _LINKED[halves.shape]


def of_record(contact: Contact) -> dict[str, Any]:
    """A loaded record as a row of the listing."""
    return {column.key: getattr(contact, column.key) for column in SHOWN}


async def at_readable(session: AsyncSession, actor: Actor, history: dict[str, Any]) -> dict[str, Any]:
    """A page of a contact's history without what it was at customers that the actor may not read."""
    told = [item[name] for item in history["items"] for name in STATES]
    states = [state["customers"] for state in told if "customers" in state]
    cards = customers.readable_cards(actor).subquery()
    wanted = {UUID(one) for state in states for one in state}
    known = set(await session.scalars(select(cards.c.id).where(cards.c.id.in_(wanted)))) if wanted else set()
    for state in states:
        for one in [one for one in state if UUID(one) not in known]:
            del state[one]
    return history


async def org_chart(session: AsyncSession, customer_id: UUID) -> OrgChart:
    """Everybody at a customer with whom they report to, at most 500."""
    statement = (
        select(ContactLink, Contact.name)
        .join(Contact, Contact.id == ContactLink.contact_id)
        .where(ContactLink.customer_id == customer_id, Contact.deleted_at.is_(None))
        .order_by(Contact.name_key, Contact.id)
        .limit(MOST_POSITIONS + 1)
    )
    rows = (await session.execute(statement)).all()
    present = {link.contact_id for link, _ in rows}
    positions = [
        Position(contact_id=link.contact_id, name=name, **_visible(link.state(), present))
        for link, name in rows[:MOST_POSITIONS]
    ]
    return OrgChart(positions=positions, truncated=len(rows) > MOST_POSITIONS)


def _visible(state: dict[str, Any], present: set[UUID]) -> dict[str, Any]:
    """Whoever reports to a deleted contact stands at the top until it is restored."""
    above = state["reports_to_id"]
    return state | {"reports_to_id": above if above and UUID(above) in present else None}
