"""What an invoice or a credit note says on paper: only what was said when it was issued, so that it is the
same whenever it is printed.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.exports.catalogue import language_of, table
from sales.invoices.models import INVOICE, Invoice
from sales.invoices.showing import taxes
from sales.orders.parts import Order
from sales.typesetting.writing import Writing, letterhead

WORDS: Final = table(
    """
    invoice | 发票 | 發票 | Invoice
    credit_note | 红字发票 | 折讓單 | Credit note
    due_on | 付款期限 | 付款期限 | Due date
    order | 订单 | 訂單 | Order
    customer_reference | 贵方编号 | 貴方編號 | Your reference
    credited | 原发票 | 原發票 | Invoice credited
    line_tax | 税额 | 稅額 | Tax amount
    reason | 原因 | 原因 | Reason
    note | 备注 | 備註 | Note
    """
)
COLUMNS: Final = ("place", "product", "quantity", "unit_price", "amount", "tax_rate", "line_tax")


async def printed(session: AsyncSession, access: Access, invoice: Invoice) -> dict[str, Any]:
    """All that the template shows. Prices and amounts of lines are without tax."""
    writing = Writing.of(invoice.language or language_of(access, None), invoice.currency, WORDS)
    words, billed = writing.words, invoice.bill_to
    address = writing.address(billed["address"]) if billed["address"] else []
    return {
        **writing.letters,
        "watermark": "",
        "made_at": int(invoice.created_at.timestamp()),
        "title": f"{words[invoice.kind]} {invoice.number}",
        "heading": words[invoice.kind],
        "reference": invoice.number,
        "seller": invoice.seller or letterhead(access),
        "addressee": "\n".join([billed["name"], *address]),
        "facts": await _facts(session, writing, invoice),
        "subject": "",
        "intro": "",
        "columns": writing.columns(*COLUMNS),
        "lines": [_line(writing, place, one) for place, one in enumerate(invoice.lines, 1)],
        "sums": _sums(writing, invoice),
        "total": (words["gross"], f"{invoice.currency} {writing.amount(invoice.gross)}"),
        "remark": "",
        "notes": writing.facts({"reason": invoice.reason, "note": invoice.note}),
    }


async def _facts(session: AsyncSession, writing: Writing, invoice: Invoice) -> list[tuple[str, str]]:
    order = await session.get_one(Order, invoice.order_id)
    credited = await session.get_one(Invoice, invoice.credited_id) if invoice.credited_id else None
    return writing.facts(
        {
            "number": invoice.number,
            "date": writing.day(invoice.issued_on),
            "due_on": writing.day(invoice.due_on) if invoice.kind == INVOICE else None,
            "credited": credited.number if credited else None,
            "order": order.number,
            "customer_reference": invoice.customer_reference,
        }
    )


def _line(writing: Writing, place: int, line: Mapping[str, Any]) -> dict[str, Any]:
    quantity, net = Decimal(line["quantity"]), Decimal(line["net"])
    return {
        "place": str(place),
        "name": line["product"]["name"],
        "notes": [line["product"]["sku"], *([line["remark"]] if line["remark"] else [])],
        "values": [
            f"{writing.number(quantity)} {line['unit']}".strip(),
            writing.amount(net / quantity, finer=True),
            writing.amount(net),
            f"{writing.number(Decimal(line['tax_rate']))}%",
            writing.amount(Decimal(line["tax"])),
        ],
    }


def _sums(writing: Writing, invoice: Invoice) -> list[tuple[str, str]]:
    rates = [
        (writing.words["tax"].format(rate=writing.number(one.rate)), writing.amount(one.tax.amount))
        for one in taxes(invoice.lines, invoice.currency)
    ]
    return [(writing.words["net"], writing.amount(invoice.net)), *rates]
