"""Payments as answers."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from sales.amounts import with_money
from sales.customers import service as customers
from sales.payments.models import Payment
from sales.payments.queries import allocations
from sales.payments.schemas import AllocationRead, PaymentListed, PaymentRead
from sales.records import columns_of

MONEY: Final = ("amount", "unallocated")


async def listed(session: AsyncSession, rows: Sequence[Any]) -> list[PaymentListed]:
    """Rows of the list."""
    names = await customers.names(session, {row.customer_id for row in rows})
    named = ({**with_money(row._mapping, MONEY), "customer_name": names.get(row.customer_id)} for row in rows)
    return [PaymentListed.model_validate(one) for one in named]


async def shown(session: AsyncSession, payment: Payment) -> PaymentRead:
    """One payment and what it is for."""
    names = await customers.names(session, {payment.customer_id})
    place = await customers.place_of(session, payment.customer_id)
    payer = {"customer_name": names.get(payment.customer_id), **place._asdict()}
    named = with_money(columns_of(payment), MONEY) | payer
    found = allocations_shown(await allocations(session, payment_id=payment.id))
    return PaymentRead.model_validate({**named, "allocations": found})


def allocations_shown(rows: Sequence[Any]) -> list[AllocationRead]:
    """What payments are for."""
    return [AllocationRead.model_validate(with_money(row._mapping, ("amount",))) for row in rows]
