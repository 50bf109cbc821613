"""The few customers a fragment means most: for search boxes, not for lists."""

from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, or_, select, union_all

from chassis.actors import Halves
from customer.customers import scope
from customer.customers.models import Customer
from customer.finding import MOST, WINDOWED, Finding
from customer.records import table_of
from customer.searching import Fragment, matches, rank, spells

TABLE: Final = table_of(Customer)
SHOWN: Final = ("id", "name", "number", "addresses", "name_key")
NEEDED: Final = [TABLE.c[name] for name in (*SHOWN, "search_text")]


def _statement(sought: Fragment, halves: Halves, hidden: frozenset[str], frequent: bool) -> Select[Any]:
    found = (_among_many if frequent else _by_index)(sought, halves, hidden).limit(MOST).subquery()
    columns = (found.c[name] for name in SHOWN)
    ranked = rank(found, sought, hidden).label("rank")
    best = select(ranked, *columns).order_by(ranked, found.c.name_key, found.c.id)
    return best.limit(bindparam("limit", type_=Integer))


def _by_index(sought: Fragment, halves: Halves, hidden: frozenset[str]) -> Select[Any]:
    """What the index names for somebody."""
    named = matches(TABLE, sought, hidden, [scope.indexed(halves)])
    return select(*NEEDED).where(named, TABLE.c.deleted_at.is_(None), or_(*halves.clauses))


def _among_many(sought: Fragment, halves: Halves, hidden: frozenset[str]) -> Select[Any]:
    """What is found among the first rows of each half."""
    live = select(*NEEDED).where(TABLE.c.deleted_at.is_(None))
    runs = [select(live.where(half).limit(WINDOWED).subquery()) for half in halves.clauses]
    rows = union_all(*runs).subquery()
    return select(rows).where(spells(rows, sought, hidden))


FINDING: Final = Finding(TABLE, "customer", _statement)
"""Customers by relevance: (rank, id, name, number, addresses, name_key)."""
