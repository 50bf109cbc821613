"""What is done with invoices. Whoever bills or credits locks the order first, then the invoice, and draws the
number last.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import FromClause, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import language_of
from chassis.organisation import base_currency, today
from chassis.outbox import publish
from chassis.problems import NotFound
from chassis.settings import Settings
from crm.sales.events.orders import (
    CreditNoteIssued,
    InvoiceCancelled,
    InvoiceEvent,
    InvoiceIssued,
    InvoicePaid,
    InvoiceReopened,
)
from sales.customers import service as customers
from sales.exchange_rates import service as exchange_rates
from sales.invoices.models import CREDIT_NOTE, INVOICE, Invoice
from sales.invoices.numbering import CREDIT_NOTES, INVOICES, draw, number_of
from sales.invoices.schemas import InvoiceCreate, InvoiceCredit, line_of
from sales.links import public_url, token_of
from sales.orders import parts
from sales.orders.parts import Order
from sales.orders.standing import Quantities, Share, total
from sales.quotes import service as quotes
from sales.typesetting.writing import letterhead

BILLION: Final = 10**9


class Settling(NamedTuple):
    """An invoice to be paid, or to be paid no more, with its order."""

    order: Order
    invoice: Invoice


async def create(session: AsyncSession, actor: Actor, access: Access, body: InvoiceCreate) -> Invoice:
    """Bill an order, or a part of it."""
    order = await parts.named(session, actor, body.order_id, "invoice")
    order.require("confirmed")
    wanted = parts.chosen(order, body.lines, "to_bill")
    shares = order.bill(wanted)
    days = order.payment_days if body.payment_days is None else body.payment_days
    day = today(access)
    invoice = Invoice(
        kind=INVOICE,
        order_id=order.id,
        customer_id=order.customer_id,
        bill_to=await _bill_to(session, order),
        seller=letterhead(access),
        language=body.language or await _language(session, access, order),
        customer_reference=order.customer_reference,
        issued_on=day,
        due_on=day + timedelta(days=days),
        currency=order.currency,
        lines=_lines(order.lines, wanted, shares),
        rate=await exchange_rates.rate_on(session, access, order.currency, day),
        base_currency=base_currency(access),
        reason="",
        note=body.note,
    )
    await _issue(session, invoice, shares, INVOICES)
    _tell(session, invoice, InvoiceIssued, *([InvoicePaid] if invoice.state == "paid" else []))
    return invoice


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these the actor may read, with their orders."""
    found = select(Invoice.id).join(Order, Order.id == Invoice.order_id).where(Invoice.id.in_(ids))
    return set(await session.scalars(found.where(or_(*parts.branches(actor)))))


async def credit(
    session: AsyncSession, actor: Actor, access: Access, invoice_id: UUID, body: InvoiceCredit
) -> Invoice:
    """Take an invoice back, or a part of it: the credit note."""
    order, invoice = await parts.locked(session, actor, Invoice, invoice_id, "invoice")
    invoice.require_live()
    wanted = parts.picked(body.lines, invoice.creditable())
    shares = invoice.credit(wanted)
    order.unbill(wanted, shares)
    kept = (
        "order_id", "customer_id", "bill_to", "language", "customer_reference", "currency", "rate",
        "base_currency",
    )  # fmt: skip
    day = today(access)
    back = {id_: -quantity for id_, quantity in wanted.items()}
    less = {id_: -one for id_, one in shares.items()}
    note = Invoice(
        kind=CREDIT_NOTE,
        credited_id=invoice.id,
        issued_on=day,
        due_on=day,
        seller=letterhead(access),
        lines=_lines(order.lines, back, less),
        reason=body.reason,
        note=body.note,
        **{name: getattr(invoice, name) for name in kept},
    )
    await _issue(session, note, less, CREDIT_NOTES)
    publish(session, CreditNoteIssued(**note.card(), credited_id=invoice.id, reason=body.reason))
    became: dict[str, type[InvoiceEvent]] = {"cancelled": InvoiceCancelled, "paid": InvoicePaid}
    if fact := became.get(invoice.state):
        _tell(session, invoice, fact)
    return note


async def get(session: AsyncSession, actor: Actor, invoice_id: UUID) -> Invoice:
    """An invoice of an order that may be read. Raises NotFound."""
    return await parts.get(session, actor, Invoice, invoice_id)


async def opened_by(session: AsyncSession, settings: Settings, invoice_id: UUID, token: str) -> Invoice:
    """The invoice that a link opens. Raises NotFound, the same for all others."""
    mine = compare_digest(token.encode(), token_of(settings, _link(invoice_id)).encode())
    found = await session.get(Invoice, invoice_id) if mine else None
    if found is None:
        raise NotFound(thing="invoice")
    return found


def link_of(settings: Settings, invoice_id: UUID) -> str:
    """Where whoever gets this link finds the document."""
    token = token_of(settings, _link(invoice_id))
    return f"{public_url(settings)}/api/sales/public/invoices/{invoice_id}/{token}"


def _link(invoice_id: UUID) -> str:
    return f"invoice link {invoice_id}"


async def of_order(session: AsyncSession, order_id: UUID) -> Sequence[Invoice]:
    """The invoices of an order, the newest first, without credit notes."""
    statement = select(Invoice).where(Invoice.order_id == order_id, Invoice.kind == INVOICE)
    return (await session.scalars(statement.order_by(Invoice.serial.desc()))).all()


def numbered() -> FromClause:
    """Id and number of invoices, to join with."""
    return select(Invoice.id, Invoice.number).subquery("numbered")


async def to_settle(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Settling]:
    """Invoices and their orders, locked in the order that everybody locks them in."""
    of = select(Invoice.order_id).where(Invoice.id.in_(ids))
    orders = await parts.locked_orders(session, of)
    statement = select(Invoice).where(Invoice.id.in_(ids)).order_by(Invoice.id).with_for_update()
    found = await session.scalars(statement.execution_options(populate_existing=True))
    return {one.id: Settling(orders[one.order_id], one) for one in found}


def tell_settled(session: AsyncSession, before: Mapping[UUID, str], invoices: Collection[Invoice]) -> None:
    """Announce those that are paid now, or paid no more; `before` holds the states they had."""
    for one in invoices:
        if one.state == "paid" != before[one.id]:
            _tell(session, one, InvoicePaid)
        elif before[one.id] == "paid" != one.state:
            _tell(session, one, InvoiceReopened)


async def _issue(session: AsyncSession, invoice: Invoice, shares: Mapping[UUID, Share], series: str) -> None:
    amounts, year = total(shares.values()), invoice.issued_on.year
    invoice.net, invoice.tax, invoice.gross = amounts.net, amounts.tax, amounts.gross
    serial = await draw(session, series, year)
    invoice.serial, invoice.number = year * BILLION + serial, number_of(series, year, serial)
    invoice.issue()
    session.add(invoice)
    await session.flush()


async def _bill_to(session: AsyncSession, order: Order) -> dict[str, Any]:
    names = await customers.names(session, {order.customer_id})
    return {
        "name": names.get(order.customer_id, ""),
        "address": order.billing_address or order.shipping_address,
    }


async def _language(session: AsyncSession, access: Access, order: Order) -> str:
    quoted = await quotes.language(session, order.quote_id) if order.quote_id else None
    return quoted or language_of(access, None)


def _lines(
    lines: Sequence[dict[str, Any]], wanted: Quantities, shares: Mapping[UUID, Share]
) -> list[dict[str, Any]]:
    of = {UUID(one["id"]): one for one in lines}
    return [line_of(of[id_], wanted[id_], one.net, one.tax) for id_, one in shares.items()]


def _tell(session: AsyncSession, invoice: Invoice, *facts: type[InvoiceEvent]) -> None:
    publish(session, *(fact(**invoice.card()) for fact in facts))
