"""The few customers a fragment means most: for search boxes, not for lists."""

from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, select, union_all

from chassis.actors import Halves
from customer.customers import scope
from customer.customers.models import Customer
from customer.finding import Finding
from customer.records import table_of
from customer.searching import Fragment, candidates, rank

TABLE: Final = table_of(Customer)
SHOWN: Final = ("id", "name", "number", "addresses", "name_key")
NEEDED: Final = [TABLE.c[name] for name in (*SHOWN, "search_text")]


def _statement(sought: Fragment, halves: Halves, hidden: frozenset[str], frequent: bool) -> Select[Any]:
    live = [select(*NEEDED).where(half, TABLE.c.deleted_at.is_(None)) for half in halves.clauses]
    parts = [select(candidates(TABLE, one, sought, hidden, frequent=frequent).subquery()) for one in live]
    found = union_all(*parts).subquery()
    columns = (found.c[name] for name in SHOWN)
    ranked = rank(found, sought, hidden).label("rank")
    best = select(ranked, *columns).order_by(ranked, found.c.name_key, found.c.id)
    return best.limit(bindparam("limit", type_=Integer))


FINDING: Final = Finding(TABLE, "customer", _statement, scope.is_narrow)
"""Customers by relevance: (rank, id, name, number, addresses, name_key)."""
