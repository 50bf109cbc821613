"""The few contacts a fragment means most, and customers found by their contacts."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, bindparam, literal_column, select, true, union_all

from chassis.actors import Halves
from customer.contacts.models import Contact, ContactLink
from customer.customers import scope
from customer.finding import MOST, WINDOWED, Finding
from customer.records import table_of
from customer.searching import FENCE, Fragment, matches, rank, spells

TABLE: Final = table_of(Contact)
NEEDED: Final = [TABLE.c[name] for name in ("id", "name", "name_key", "search_text")]
LINKS: Final = table_of(ContactLink)
MOST_CUSTOMERS: Final[ColumnElement[int]] = literal_column("1000")


def customers_of_matching(query: str, hidden: frozenset[str]) -> Select[Any]:
    """Ids of customers that have a matching contact, at most a thousand; `hidden` is what a list of
    customers hides."""
    own = frozenset(name.removeprefix("contact.") for name in hidden if name.startswith("contact."))
    matching = select(TABLE.c.id).where(TABLE.c.deleted_at.is_(None), matches(TABLE, Fragment(query), own))
    found = matching.offset(FENCE).subquery()  # or all links might be read for a few contacts
    return select(LINKS.c.customer_id).join(found, found.c.id == LINKS.c.contact_id).limit(MOST_CUSTOMERS)


def _statement(sought: Fragment, halves: Halves, hidden: frozenset[str], frequent: bool) -> Select[Any]:
    found = (_among_many if frequent else _by_index)(sought, halves, hidden).limit(MOST).subquery()
    ranked = rank(found, sought, hidden).label("rank")
    columns = (found.c[name] for name in ("id", "name", "name_key", "customer_id", "customer_name"))
    best = select(ranked, *columns).order_by(ranked, found.c.name_key, found.c.id)
    return best.limit(bindparam("limit", type_=Integer))


def _by_index(sought: Fragment, halves: Halves, hidden: frozenset[str]) -> Select[Any]:
    """What the index names, each with its customers that may be read: looked up one by one."""
    named = select(*NEEDED).where(TABLE.c.deleted_at.is_(None), matches(TABLE, sought, hidden))
    found, card = named.offset(FENCE).subquery(), scope.cards_in(halves).subquery()
    works_at = select(card.c.id.label("customer_id"), card.c.name.label("customer_name"))
    joined = works_at.join(LINKS, LINKS.c.customer_id == card.c.id).where(LINKS.c.contact_id == found.c.id)
    works = joined.offset(FENCE).lateral()
    return select(found, works).select_from(found.join(works, true()))


def _among_many(sought: Fragment, halves: Halves, hidden: frozenset[str]) -> Select[Any]:
    """What is found among the contacts of the first customers of each half."""
    cards = [select(one.limit(WINDOWED).subquery()) for one in scope.cards_of(halves)]
    card = union_all(*cards).subquery()
    person = select(*NEEDED).join(LINKS, LINKS.c.contact_id == TABLE.c.id)
    here = person.where(LINKS.c.customer_id == card.c.id, TABLE.c.deleted_at.is_(None))
    found = here.where(spells(TABLE, sought, hidden)).offset(FENCE).lateral()
    both = select(found, card.c.id.label("customer_id"), card.c.name.label("customer_name"))
    return both.select_from(card.join(found, true()))


FINDING: Final = Finding(TABLE, "contact", _statement)
"""Contacts of the customers that may be read by relevance: (rank, id, name, name_key, customer_id,
customer_name). Somebody at several customers is found once for each."""
