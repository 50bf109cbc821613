"""REST: payments."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from crm.customer.v1.customer_pb2 import CustomerCard
from sales.customers.asking import named_card
from sales.invoices import service as invoices
from sales.payments import queries, service
from sales.payments.models import Payment
from sales.payments.schemas import (
    AllocationRead,
    PaymentAllocate,
    PaymentCreate,
    PaymentListed,
    PaymentRead,
    Reversal,
)
from sales.payments.showing import allocations_shown, listed, shown

router = Router(prefix="/payments", tags=["payments"])
of_invoice = Router(prefix="/invoices/{invoice_id}/allocations", tags=["payments"])


async def noted(actor: Caller, runtime: Opened, body: PaymentCreate) -> tuple[PaymentCreate, CustomerCard]:
    """What is to be noted, and who paid: the master is asked before the transaction."""
    actor.require("order.invoice")
    return body, await named_card(runtime, actor, body.customer_id)


async def answer(session: AsyncSession, response: Response, payment: Payment) -> PaymentRead:
    """The payment as an answer, with its version."""
    tag(response, payment)
    return await shown(session, payment)


@router.post("", status_code=201, response_model=PaymentRead)
async def receive(
    actor: Caller,
    runtime: Opened,
    asked: Annotated[tuple[PaymentCreate, CustomerCard], Depends(noted)],
    session: Writing,
    response: Response,
) -> Any:
    """Note that a customer paid, and which of its invoices that is for; what is left is its credit. It
    goes with the customer, to whoever looks after that; needs order.invoice there and for the orders of the
    invoices.
    More than is open of an invoice, or than the payment has, is 409; another customer's or currency's
    invoice 422.
    """
    body, payer = asked
    received = await service.receive(session, actor, runtime.access, payer, body)
    response.headers["Location"] = f"/payments/{received.id}"
    return await answer(session, response, received)


@router.get("", response_model=Page[PaymentListed])
async def list_payments(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Payments, the newest first; `q` finds their numbers, references and names of customers. A customer's
    credit: `unallocated` above 0. Needs order.invoice, whose scope decides which ones.
    """
    actor.require("order.invoice")
    context = context_of(actor, runtime.access)
    found = await page(session, queries.LISTING, query, context, queries.branches(actor))
    return found.as_page(await listed(session, found.rows))


@router.get("/{payment_id}", response_model=PaymentRead)
async def read(actor: Caller, session: Reading, payment_id: UUID, response: Response) -> Any:
    """One payment and what it is for. Needs order.invoice."""
    return await answer(session, response, await service.get(session, actor, payment_id))


@router.post("/{payment_id}/allocations", response_model=PaymentRead)
async def allocate(
    actor: Caller, session: Writing, payment_id: UUID, body: PaymentAllocate, response: Response
) -> Any:
    """Put a payment, or what is left of it, against invoices of the same customer and currency. More than is
    open of one, or than is left, is 409. Needs order.invoice for the payment and the orders.
    """
    changed = await service.allocate(session, actor, payment_id, body.allocations)
    return await answer(session, response, changed)


@router.delete("/{payment_id}/allocations/{allocation_id}", response_model=PaymentRead)
async def take_back(
    actor: Caller, session: Writing, payment_id: UUID, allocation_id: UUID, response: Response
) -> Any:
    """Take a payment from an invoice: the invoice is open again, the money the customer's credit. Needs
    order.invoice for the payment and the order.
    """
    return await answer(session, response, await service.take_back(session, actor, payment_id, allocation_id))


@router.post("/{payment_id}/reverse", response_model=PaymentRead)
async def reverse(
    actor: Caller, session: Writing, payment_id: UUID, body: Reversal, response: Response
) -> Any:
    """The money did not come, or went back: the invoices that it was for are open again. Needs
    order.invoice.
    """
    return await answer(session, response, await service.reverse(session, actor, payment_id, body.reason))


@of_invoice.get("", response_model=list[AllocationRead])
async def paid_by(actor: Caller, session: Reading, invoice_id: UUID) -> Any:
    """What an invoice is paid by, the oldest payment first, for everybody who may read it."""
    await invoices.get(session, actor, invoice_id)
    return allocations_shown(await queries.allocations(session, invoice_id=invoice_id))
