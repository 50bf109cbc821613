"""Quotes as they are shown: to those who sell, to the customer, and on paper."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from chassis.access import Access
from sales.amounts import Money, with_money
from sales.lines.schemas import LineRead
from sales.quotes.documents.models import QuoteDocument
from sales.quotes.models import Quote
from sales.quotes.schemas import QuoteFull
from sales.taxes.totals import Taxed, by_rate
from sales.typesetting.writing import letterhead

AMOUNTS: Final = ("net", "tax", "gross")
ZERO: Final = Decimal(0)
COMPUTED: Final = {*AMOUNTS, "customer_name", "lines", "taxes", "subtotal", "discount", "excess", "document"}


def listed(rows: Sequence[Any], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Rows of the list, their amounts as money, with the names of their customers."""
    return [with_money(row._mapping, AMOUNTS) | {"customer_name": names.get(row.customer_id)} for row in rows]


def full(
    quote: Quote, name: str | None, excess: Sequence[Mapping[str, Any]], document: QuoteDocument | None
) -> dict[str, Any]:
    """A quote by itself."""
    plain = {name: getattr(quote, name) for name in QuoteFull.model_fields if name not in COMPUTED}
    beside = {"customer_name": name, "excess": excess, "document": document}
    return {**plain, **beside, **figures(quote)}


def offered(quote: Quote, document: QuoteDocument | None) -> dict[str, Any]:
    """A quote as its customer sees it; the schema leaves out what is ours alone."""
    shown = (
        "number",
        "revision",
        "state",
        "title",
        "seller",
        "addressee",
        "language",
        "currency",
        "intro",
        "terms",
    )
    plain = {name: getattr(quote, name) for name in (*shown, "tax_included", "valid_until", "issued_at")}
    beside = {"discount_percent": quote.discount_percent, "answered_at": quote.ended_at}
    return {**plain, **beside, **figures(quote), "document_sha256": document.sha256 if document else None}


def seller(access: Access, quote: Quote) -> dict[str, Any]:
    """Who offers: the organisation, and who looks after the quote."""
    person = access.user(quote.owner_id) if quote.owner_id else None
    name, email = (person["name"], person["email"]) if person else (None, None)
    return {**letterhead(access), "person": name, "email": email}


def figures(quote: Quote) -> dict[str, Any]:
    """Its lines and what they come to: lines before the discount on the whole, that discount, tax by rate."""
    lines = [LineRead.model_validate(one) for one in quote.lines]
    discount = sum((one.share.amount for one in lines), ZERO)
    due = quote.gross if quote.tax_included else quote.net
    return {
        "lines": lines,
        "taxes": by_rate(
            (Taxed(one.tax_rate, one.net.amount, one.tax.amount) for one in lines), quote.currency
        ),
        "subtotal": Money.of(due + discount, quote.currency),
        "discount": Money.of(discount, quote.currency),
        **{name: Money.of(getattr(quote, name), quote.currency) for name in AMOUNTS},
    }
