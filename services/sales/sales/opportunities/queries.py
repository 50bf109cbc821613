"""What lists of opportunities offer, and how opportunities are shown."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, any_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.amounts import with_money
from sales.customers import service as customers
from sales.opportunities.models import Opportunity
from sales.opportunities.schemas import OpportunityFull, OpportunityRead
from sales.products import service as products
from sales.records import table_of
from sales.searching import spelled

TABLE: Final = table_of(Opportunity)
CUSTOMERS: Final = customers.TABLE
ROTTING: Final = and_(TABLE.c.rots_at.is_not(None), TABLE.c.rots_at < func.now())
SHOWN: Final = [
    *(TABLE.c[name] for name in OpportunityRead.model_fields if name in TABLE.c),
    TABLE.c.base_currency,
    func.nullif(CUSTOMERS.c.name, "").label("customer_name"),
]
NAMED: Final = TABLE.outerjoin(CUSTOMERS, CUSTOMERS.c.id == TABLE.c.customer_id)


def _found_by(query: str) -> ColumnElement[bool]:
    """By their own names and numbers, each looked up once, and by those of their customers."""
    ids = select(TABLE.c.id).where(spelled(TABLE, query)).offset(0).scalar_subquery()
    return or_(TABLE.c.id == any_(func.array(ids)), customers.of_spelled(TABLE, query))


def _offer(kind: Kind, name: str, *, nullable: bool = True, sorts: bool = False, by: Any = None) -> Offer:
    return Offer(kind, TABLE.c[name], nullable=nullable, sorts=sorts, by=by)


LISTING: Final = Listing(
    source=NAMED,
    columns=SHOWN,
    key=TABLE.c.id,
    offers={
        "id": _offer(Kind.REFERENCE, "id", nullable=False),
        "name": _offer(Kind.TEXT, "name", nullable=False, sorts=True, by=TABLE.c.name_key),
        "number": _offer(Kind.TEXT, "number", nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": _offer(Kind.MOMENT, "created_at", nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": _offer(Kind.MOMENT, "updated_at", nullable=False, sorts=True),
        "expected_close_on": _offer(Kind.DATE, "expected_close_on", sorts=True),
        "next_step_on": _offer(Kind.DATE, "next_step_on", sorts=True),
        "closed_at": _offer(Kind.MOMENT, "closed_at", sorts=True),
        "base_amount": _offer(Kind.NUMBER, "base_amount", sorts=True),
        "place": _offer(Kind.NUMBER, "place", nullable=False, sorts=True),
        "customer_id": _offer(Kind.REFERENCE, "customer_id", nullable=False),
        "pipeline_id": _offer(Kind.REFERENCE, "pipeline_id", nullable=False),
        "stage_id": _offer(Kind.REFERENCE, "stage_id", nullable=False),
        "status": _offer(Kind.CHOICE, "status", nullable=False),
        "reason": _offer(Kind.CHOICE, "reason"),
        "owner_id": _offer(Kind.REFERENCE, "owner_id"),
        "team_id": _offer(Kind.REFERENCE, "team_id"),
        "product_ids": _offer(Kind.REFERENCES, "product_ids", nullable=False),
        "competitors": _offer(Kind.TAGS, "competitors", nullable=False),
        "source": _offer(Kind.TEXT, "source"),
        "lead_id": _offer(Kind.REFERENCE, "lead_id"),
        "rotting": Offer(Kind.BOOLEAN, ROTTING, nullable=False),
        "push_count": _offer(Kind.NUMBER, "push_count", nullable=False),
    },
    sort="-updated_at",
    deleted_at=TABLE.c.deleted_at,
    search=_found_by,
)


def listed(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of the list as answers."""
    return [_with_money(row._mapping) for row in rows]


async def shown(session: AsyncSession, deal: Opportunity) -> dict[str, Any]:
    """One deal as an answer."""
    names = await customers.names(session, [deal.customer_id])
    kept = {
        name: getattr(deal, name)
        for name in (*OpportunityFull.model_fields, "base_currency")
        if name in TABLE.c
    }
    named = {"customer_name": names.get(deal.customer_id)}
    return {**_with_money(kept), **named, "products": await products.cards(session, deal.product_ids)}


def _with_money(row: Mapping[str, Any]) -> dict[str, Any]:
    return with_money(with_money(row, ("amount",)), ("base_amount", "weighted_amount"), "base_currency")
