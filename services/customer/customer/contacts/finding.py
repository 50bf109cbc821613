"""The few contacts a fragment means most, and customers found by their contacts."""

from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, select

from chassis.actors import Halves
from customer.contacts.models import Contact, ContactLink
from customer.customers import scope
from customer.finding import Finding
from customer.records import table_of
from customer.searching import Fragment, candidates, matches, rank

TABLE: Final = table_of(Contact)
NEEDED: Final = [TABLE.c[name] for name in ("id", "name", "name_key", "search_text")]
LINKS: Final = table_of(ContactLink)
MOST: Final = 1000


def customers_of_matching(query: str, hidden: frozenset[str]) -> Select[Any]:
    """Ids of customers that have a matching contact, at most a thousand; `hidden` is what a list of
    customers hides."""
    own = frozenset(name.removeprefix("contact.") for name in hidden if name.startswith("contact."))
    matching = select(TABLE.c.id).where(TABLE.c.deleted_at.is_(None), matches(TABLE, Fragment(query), own))
    found = matching.offset(0).subquery()  # OFFSET keeps the planner from reading all links for a few
    return select(LINKS.c.customer_id).join(found, found.c.id == LINKS.c.contact_id).limit(MOST)


def _statement(sought: Fragment, halves: Halves, hidden: frozenset[str], frequent: bool) -> Select[Any]:
    readable, customer = scope.ids_in(halves).subquery(), scope.cards_in(halves).subquery()
    works_here = select(LINKS.c.contact_id).join(readable, readable.c.id == LINKS.c.customer_id)
    here = select(*NEEDED).where(TABLE.c.deleted_at.is_(None), TABLE.c.id.in_(works_here))
    found = candidates(TABLE, here, sought, hidden, frequent=frequent).subquery()
    ranked = rank(found, sought, hidden).label("rank")
    columns = (customer.c.id.label("customer_id"), customer.c.name.label("customer_name"))
    return (
        select(ranked, found.c.id, found.c.name, found.c.name_key, *columns)
        .join(LINKS, LINKS.c.contact_id == found.c.id)
        .join(customer, customer.c.id == LINKS.c.customer_id)
        .order_by(ranked, found.c.name_key, found.c.id)
        .limit(bindparam("limit", type_=Integer))
    )


FINDING: Final = Finding(TABLE, "contact", _statement)
"""Contacts of the customers that may be read by relevance: (rank, id, name, name_key, customer_id,
customer_name). Somebody at several customers is found once for each."""
