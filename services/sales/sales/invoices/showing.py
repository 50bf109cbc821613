"""Invoices as answers: amounts as money, with what is due of each rate and whether it is overdue."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sales.amounts import with_money
from sales.invoices.models import Invoice
from sales.invoices.schemas import InvoiceListed, InvoiceRead
from sales.orders.showing import part_shown, parts_shown
from sales.orders.standing import ZERO
from sales.taxes.totals import Taxed, TaxTotal, by_rate

MONEY: Final = ("net", "tax", "gross", "paid", "credited", "open")


async def listed(session: AsyncSession, rows: Sequence[Any], on: date) -> list[InvoiceListed]:
    """Rows of the list, as of a day."""
    return [InvoiceListed.model_validate(_values(row, on)) for row in await parts_shown(session, rows)]


async def shown(session: AsyncSession, invoice: Invoice, on: date) -> InvoiceRead:
    """One invoice with its lines, as of a day."""
    row, left = _values(await part_shown(session, invoice), on), invoice.creditable()
    lines = [{**one, "creditable": left.get(UUID(one["line_id"]), ZERO)} for one in invoice.lines]
    due = taxes(invoice.lines, invoice.currency)
    return InvoiceRead.model_validate({**row, "lines": lines, "taxes": due})


def taxes(lines: Sequence[Mapping[str, Any]], currency: str) -> list[TaxTotal]:
    """What is due of each rate."""
    amounts = (Taxed(*(Decimal(line[name]) for name in ("tax_rate", "net", "tax"))) for line in lines)
    return by_rate(amounts, currency)


def _values(row: Mapping[str, Any], on: date) -> dict[str, Any]:
    return {**with_money(row, MONEY), "overdue": row["open"] > 0 and row["due_on"] < on}
