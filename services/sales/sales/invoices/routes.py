"""REST: invoices and credit notes."""

from typing import Annotated, Any
from urllib.parse import quote as quoted
from uuid import UUID

from fastapi import Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of, today
from chassis.runtime import Runtime
from chassis.schemas import Page
from sales.invoices import service
from sales.invoices.models import Invoice
from sales.invoices.printing import printed
from sales.invoices.queries import LISTING
from sales.invoices.schemas import InvoiceCreate, InvoiceCredit, InvoiceListed, InvoiceRead
from sales.invoices.showing import listed, shown
from sales.orders import parts
from sales.typesetting.pdf import made

router = Router(prefix="/invoices", tags=["invoices"])
public = Router(prefix="/public/invoices/{invoice_id}", tags=["public invoices"])
Token = Annotated[str, Path(max_length=100, description="As the link has it")]
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}, "description": "The file"}}


async def answer(
    session: AsyncSession, runtime: Runtime, response: Response, invoice: Invoice
) -> InvoiceRead:
    """The invoice as an answer, with its version."""
    tag(response, invoice)
    return await shown(session, invoice, today(runtime.access))


@router.post("", status_code=201, response_model=InvoiceRead)
async def create(
    actor: Caller, session: Writing, runtime: Opened, body: InvoiceCreate, response: Response
) -> Any:
    """Bill a confirmed order or a part of it; the amounts of partial invoices add up to those of the order.
    The invoice gets today's date and the next number of the year, without gaps, and never changes. More of a
    line than is not billed yet is 409 with how much that is. Needs order.invoice for the order.
    """
    created = await service.create(session, actor, runtime.access, body)
    response.headers["Location"] = f"/invoices/{created.id}"
    return await answer(session, runtime, response, created)


@router.get("", response_model=Page[InvoiceListed])
async def list_invoices(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Invoices and credit notes of the orders that the caller may read, the newest first; `q` finds their
    numbers, the customer's own and names of customers. Overdue ones: `due_on` before today with `open` above
    0. Needs order.read.
    """
    actor.require("order.read")
    context = context_of(actor, runtime.access)
    found = await page(session, LISTING, query, context, parts.branches(actor))
    return found.as_page(await listed(session, found.rows, today(runtime.access)))


@router.get("/{invoice_id}", response_model=InvoiceRead)
async def read(actor: Caller, session: Reading, runtime: Opened, invoice_id: UUID, response: Response) -> Any:
    """One invoice or credit note."""
    return await answer(session, runtime, response, await service.get(session, actor, invoice_id))


@router.get("/{invoice_id}/pdf", response_class=Response, responses=PDF)
async def pdf(actor: Caller, session: Reading, runtime: Opened, invoice_id: UUID) -> Response:
    """The document, the same whenever it is asked for. Needs an invoice that one can read."""
    return await _file(session, runtime, await service.get(session, actor, invoice_id))


@public.get("/{token}", response_class=Response, responses=PDF)
async def public_pdf(session: Reading, runtime: Opened, invoice_id: UUID, token: Token) -> Response:
    """The document as the customer opens it from a mail, without signing in; 404 for any other link. The
    gateway limits how often an address asks.
    """
    return await _file(
        session, runtime, await service.opened_by(session, runtime.settings, invoice_id, token)
    )


@router.post("/{invoice_id}/credit", status_code=201, response_model=InvoiceRead)
async def credit(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    invoice_id: UUID,
    body: InvoiceCredit,
    response: Response,
) -> Any:
    """Take an invoice back, or some quantities of it, by a credit note with a number of its own and negative
    amounts; what is taken back can be billed again. An invoice of which all is taken back is cancelled. What
    is paid of it stands against that (409): take the payment from it first. Needs order.invoice.
    """
    note = await service.credit(session, actor, runtime.access, invoice_id, body)
    response.headers["Location"] = f"/invoices/{note.id}"
    return await answer(session, runtime, response, note)


async def _file(session: AsyncSession, runtime: Runtime, invoice: Invoice) -> Response:
    content = await made(await printed(session, runtime.access, invoice))
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quoted(invoice.number)}.pdf",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)
