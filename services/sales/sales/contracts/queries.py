"""What lists of contracts offer, and contracts for which the day has come."""

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.contracts.models import Contract
from sales.contracts.schemas import ContractListed
from sales.customers import service as customers
from sales.records import table_of

TABLE: Final = table_of(Contract)

LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in ContractListed.model_fields if name in TABLE.c],
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "starts_on": Offer(Kind.DATE, TABLE.c.starts_on, sorts=True),
        "last_day": Offer(Kind.DATE, TABLE.c.last_day, sorts=True),
        "notice_by": Offer(Kind.DATE, TABLE.c.notice_by, sorts=True),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "renewal": Offer(Kind.CHOICE, TABLE.c.renewal, nullable=False),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "quote_id": Offer(Kind.REFERENCE, TABLE.c.quote_id),
        "owner_id": Offer(Kind.REFERENCE, TABLE.c.owner_id),
        "team_id": Offer(Kind.REFERENCE, TABLE.c.team_id),
    },
    sort="-created_at",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: customers.found_by(TABLE, query),
)


def over(on: date, most: int) -> Any:
    """Active contracts whose last day is over, locked; those that somebody else holds are left for later."""
    return _due(Contract.last_day < on, Contract.last_day, most)


def ending(until: date, most: int) -> Any:
    """Active ones whose last day to give notice comes within that time and was not told of, locked too."""
    return _due(~Contract.warned & (Contract.notice_by <= until), Contract.notice_by, most)


def _due(when: ColumnElement[bool], first: Any, most: int) -> Any:
    active = select(Contract).where(Contract.state == "active", when)
    return active.order_by(first).limit(most).with_for_update(skip_locked=True)
