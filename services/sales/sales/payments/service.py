"""What is done with payments. Whoever puts one against invoices locks the payment first, then the orders of
the invoices, then these, each by id: so two who do it at once wait for each other and never for ever.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.numbers import next_number
from chassis.organisation import today
from chassis.outbox import publish
from chassis.problems import FieldError, InvalidInput, NotFound
from crm.customer.v1.customer_pb2 import CustomerCard
from crm.sales.events.orders import PaymentAllocated, PaymentReceived, PaymentReversed
from libs.money import rounded
from sales.customers import service as customers
from sales.invoices import service as invoices
from sales.payments.models import Allocation, Payment, number_of, numbers
from sales.payments.queries import visible
from sales.payments.schemas import AllocationGiven, PaymentCreate
from sales.records import mark_deleted

Settled = Mapping[UUID, invoices.Settling]


async def receive(
    session: AsyncSession, actor: Actor, access: Access, payer: CustomerCard, body: PaymentCreate
) -> Payment:
    """Note money of a customer, and what it is for; who looks after it is known from then on."""
    await customers.keep_told(session, payer)
    actor.require_on("order.invoice", *await customers.place_of(session, body.customer_id))
    if body.amount != rounded(body.amount, body.currency):
        raise InvalidInput.at("/amount", "too_precise", currency=body.currency)
    day = today(access)
    if (body.received_on or day) > day:
        raise InvalidInput.at("/received_on", "in_the_future")
    serial = await next_number(session, numbers)
    payment = Payment(
        **body.model_dump(exclude={"allocations", "received_on"}),
        state="received",
        unallocated=body.amount,
        received_on=body.received_on or day,
        reversed_because="",
        serial=serial,
        number=number_of(day.year, serial),
    )
    payment.derive()
    session.add(payment)
    await session.flush()
    publish(session, PaymentReceived(**payment.card()))
    if body.allocations:
        await _put(session, actor, payment, body.allocations)
    return payment


async def get(session: AsyncSession, actor: Actor, payment_id: UUID, *, lock: bool = False) -> Payment:
    """A payment that somebody who bills may see. Raises NotFound."""
    statement = visible(actor).where(Payment.id == payment_id)
    locking = statement.with_for_update(of=Payment)
    found: Payment | None = await session.scalar(locking if lock else statement)
    if found is None:
        raise NotFound(thing="payment", id=str(payment_id))
    return found


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these somebody who bills may see."""
    found = visible(actor).with_only_columns(Payment.id).where(Payment.id.in_(ids))
    return set(await session.scalars(found))


async def allocate(
    session: AsyncSession, actor: Actor, payment_id: UUID, given: Sequence[AllocationGiven]
) -> Payment:
    """Say what a payment, or what is left of it, is for."""
    payment = await get(session, actor, payment_id, lock=True)
    payment.require_received()
    await _put(session, actor, payment, given)
    return payment


async def take_back(session: AsyncSession, actor: Actor, payment_id: UUID, allocation_id: UUID) -> Payment:
    """Take a payment from an invoice: it is the customer's credit again."""
    payment = await get(session, actor, payment_id, lock=True)
    standing = {one.id: one for one in await _standing(session, payment)}
    if allocation_id not in standing:
        raise NotFound(thing="allocation", id=str(allocation_id))
    whose = await _take(session, payment, [standing[allocation_id]], actor)
    publish(session, PaymentAllocated(**payment.card(), **whose))
    return payment


async def reverse(session: AsyncSession, actor: Actor, payment_id: UUID, reason: str) -> Payment:
    """The money did not come, or went back: the invoices that it was for are open again."""
    payment = await get(session, actor, payment_id, lock=True)
    payment.require_received()
    whose = await _take(session, payment, await _standing(session, payment))
    payment.reverse(reason)
    await session.flush()
    publish(session, PaymentReversed(**payment.card(), **whose, reason=reason))
    return payment


async def _put(
    session: AsyncSession, actor: Actor, payment: Payment, given: Sequence[AllocationGiven]
) -> None:
    found = await invoices.to_settle(session, {one.invoice_id for one in given})
    if errors := list(_wrong(actor, payment, given, found)):
        raise InvalidInput(errors=errors)
    before = {id_: one.state for id_, (_, one) in found.items()}
    for place, one in enumerate(given):
        order, invoice = found[one.invoice_id]
        actor.require_on("order.invoice", order.owner_id, order.team_id)
        amount = min(invoice.open, payment.unallocated) if one.amount is None else one.amount
        if one.amount is None and not amount:
            raise InvalidInput.at(f"/allocations/{place}/amount", "nothing_open")
        payment.spend(amount)
        invoice.pay(amount)
        order.settle(paid=amount)
        session.add(Allocation(payment_id=payment.id, invoice_id=invoice.id, amount=amount))
    await session.flush()
    invoices.tell_settled(session, before, [one for _, one in found.values()])
    publish(session, PaymentAllocated(**payment.card(), **_whose(found)))


def _wrong(
    actor: Actor, payment: Payment, given: Sequence[AllocationGiven], found: Settled
) -> Iterator[FieldError]:
    named: set[UUID] = set()
    for place, one in enumerate(given):
        if kind := _misfit(actor, payment, one, found) or ("duplicate" if one.invoice_id in named else ""):
            yield FieldError(pointer=f"/allocations/{place}/invoice_id", kind=kind)
        if one.amount is not None and one.amount != rounded(one.amount, payment.currency):
            yield FieldError(pointer=f"/allocations/{place}/amount", kind="too_precise")
        named.add(one.invoice_id)


def _misfit(actor: Actor, payment: Payment, one: AllocationGiven, found: Settled) -> str:
    if one.invoice_id not in found:
        return "invoice_unknown"
    order, invoice = found[one.invoice_id]
    if not actor.scope("order.read").covers(order.owner_id, order.team_id):
        return "invoice_unknown"
    if invoice.customer_id != payment.customer_id:
        return "other_customer"
    return "other_currency" if invoice.currency != payment.currency else ""


async def _standing(session: AsyncSession, payment: Payment) -> Sequence[Allocation]:
    """What the payment is for, which nobody else changes while it is locked."""
    statement = select(Allocation).where(Allocation.payment_id == payment.id, Allocation.deleted_at.is_(None))
    return (await session.scalars(statement.order_by(Allocation.id))).all()


async def _take(
    session: AsyncSession, payment: Payment, some: Sequence[Allocation], actor: Actor | None = None
) -> dict[str, list[UUID]]:
    """Take the payment from invoices; an actor must be one who may bill their orders. Whose they were."""
    found = await invoices.to_settle(session, {one.invoice_id for one in some})
    before = {id_: one.state for id_, (_, one) in found.items()}
    for one in some:
        order, invoice = found[one.invoice_id]
        if actor:
            actor.require_on("order.invoice", order.owner_id, order.team_id)
        payment.take_back(one.amount)
        invoice.unpay(one.amount)
        order.settle(paid=-one.amount)
        mark_deleted(one)
    await session.flush()
    invoices.tell_settled(session, before, [one for _, one in found.values()])
    return _whose(found)


def _whose(found: Settled) -> dict[str, list[UUID]]:
    """The invoices and their orders, as facts name them."""
    return {"invoice_ids": sorted(found), "order_ids": sorted({order.id for order, _ in found.values()})}
