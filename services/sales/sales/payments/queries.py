"""What lists of payments offer, and what payments are for."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.customers import service as customers
from sales.invoices import service as invoices
from sales.payments.models import Allocation, Payment
from sales.payments.schemas import PaymentListed
from sales.records import table_of

TABLE: Final = table_of(Payment)
ALLOCATIONS: Final = table_of(Allocation)
PAYER: Final = customers.TABLE
OWNERS: Final = (PAYER.c.owner_id, PAYER.c.team_id)

LISTING: Final = Listing(
    source=customers.with_customers(TABLE),
    columns=[*(TABLE.c[name] for name in PaymentListed.model_fields if name in TABLE.c), *OWNERS],
    key=TABLE.c.id,
    offers={
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "received_on": Offer(Kind.DATE, TABLE.c.received_on, nullable=False, sorts=True),
        "unallocated": Offer(Kind.NUMBER, TABLE.c.unallocated, nullable=False),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "currency": Offer(Kind.CHOICE, TABLE.c.currency, nullable=False),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "owner_id": Offer(Kind.REFERENCE, PAYER.c.owner_id),
        "team_id": Offer(Kind.REFERENCE, PAYER.c.team_id),
    },
    sort="-created_at",
    search=lambda query: customers.found_by(TABLE, query),
)


def branches(actor: Actor) -> list[ColumnElement[bool]]:
    """Disjoint predicates of the customers whose payments somebody who bills may see."""
    return actor.scope("order.invoice").halves(*OWNERS)


def visible(actor: Actor) -> Select[Payment]:
    """Payments that somebody who bills may see."""
    with_payer = select(Payment).outerjoin(PAYER, PAYER.c.id == Payment.customer_id)
    return with_payer.where(or_(*branches(actor)))


async def allocations(
    session: AsyncSession, *, payment_id: UUID | None = None, invoice_id: UUID | None = None
) -> Sequence[Any]:
    """What a payment is for, or what an invoice is paid by, the oldest first."""
    numbered = invoices.numbered()
    statement = (
        select(
            *(ALLOCATIONS.c[name] for name in ("id", "payment_id", "invoice_id", "amount")),
            TABLE.c.number.label("payment_number"),
            TABLE.c.received_on,
            TABLE.c.currency,
            numbered.c.number.label("invoice_number"),
        )
        .join(TABLE, TABLE.c.id == ALLOCATIONS.c.payment_id)
        .join(numbered, numbered.c.id == ALLOCATIONS.c.invoice_id)
        .where(ALLOCATIONS.c.deleted_at.is_(None))
        .order_by(ALLOCATIONS.c.id)
    )
    if payment_id:
        statement = statement.where(ALLOCATIONS.c.payment_id == payment_id)
    if invoice_id:
        statement = statement.where(ALLOCATIONS.c.invoice_id == invoice_id)
    return (await session.execute(statement)).all()
