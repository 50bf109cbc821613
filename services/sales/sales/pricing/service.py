"""Pricing lines: which tariffs are in force for whom, then the arithmetic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import FieldError, InvalidInput
from sales.amounts import plain
from sales.price_books import service as price_books
from sales.prices import service as prices
from sales.pricing.rules import MOST, Part, Priced, Tariff, Tax, TooMuch, Wanted, priced
from sales.pricing.schemas import LineWanted
from sales.products.selling import Sold, sold
from sales.taxes import service as taxes


@dataclass(frozen=True)
class Buyer:
    """Whose price books count: a customer's own, then that of the one above it."""

    customer_id: UUID | None = None
    parent_id: UUID | None = None


class Line(NamedTuple):
    """A priced line with its product."""

    product: Sold
    options: Sequence[tuple[Sold, Decimal]]
    """Those chosen, and how many of each for one of the product."""
    priced: Priced


class Offer(NamedTuple):
    """Priced lines and the basis of their prices."""

    lines: Sequence[Line]
    tax_included: bool


class _Piece(NamedTuple):
    """So many of a product for one of the line, and its tariff where it has one."""

    product: Sold
    quantity: Decimal
    role: str
    tariff: Tariff | None


async def price(
    session: AsyncSession, buyer: Buyer, currency: str, on: date, lines: Sequence[LineWanted]
) -> Offer:
    """Price lines. Raises InvalidInput naming each line that cannot be sold so."""
    known = await sold(session, {one.product_id for one in lines})
    books = await price_books.serving(session, currency, on, buyer.customer_id, buyer.parent_id)
    tariffs = await prices.tariffs(session, known, books, on)
    rates = await taxes.of(session, {one.tax_id for one in known.values() if one.tax_id})
    included = bool(books) and books[0].tax_included
    errors: list[FieldError] = []
    done: list[Line] = []
    for place, wanted in enumerate(lines):
        product = known.get(wanted.product_id)
        pieces = list(_pieces(product, wanted, known, tariffs)) if product else []
        wrong = list(_wrong(f"/lines/{place}", product, wanted, pieces))
        errors += wrong
        if product and not wrong:
            tax = rates.get(product.tax_id) if product.tax_id else None
            rate = Tax(tax.name, tax.rate) if tax else None
            try:
                amounts = priced(_parts(pieces), _terms(wanted), rate, currency, tax_included=included)
            except TooMuch:
                raise InvalidInput.at(f"/lines/{place}/quantity", "total_too_large", most=str(MOST)) from None
            options = [(one.product, one.quantity) for one in pieces if one.role == "option"]
            done.append(Line(product, options, amounts))
    if errors:
        raise InvalidInput(errors=errors)
    return Offer(done, included)


def _pieces(
    product: Sold, wanted: LineWanted, known: Mapping[UUID, Sold], tariffs: Mapping[UUID, Tariff]
) -> Iterator[_Piece]:
    """The product, or its components where a bundle has no price of its own, and its options."""
    if product.components and product.id not in tariffs:
        for id_, quantity in product.components.items():
            yield _Piece(known[id_], quantity, "component", tariffs.get(id_))
    else:
        yield _Piece(product, Decimal(1), "product", tariffs.get(product.id))
    for id_, number in product.options.chosen(wanted.pairs()).items():
        if id_ in known:
            yield _Piece(known[id_], Decimal(number), "option", tariffs.get(id_))


def _wrong(
    at: str, product: Sold | None, wanted: LineWanted, pieces: Iterable[_Piece]
) -> Iterator[FieldError]:
    if product is None or not product.active:
        yield FieldError(pointer=f"{at}/product_id", kind="product_unknown")
        return
    misfits = product.options.wrong(product.options.chosen(wanted.pairs()))
    yield from (FieldError(pointer=f"{at}/chosen", kind=one.kind, params=one.params) for one in misfits)
    if misfits or wanted.unit_amount is not None:
        return
    for piece in pieces:
        if piece.tariff is None:
            yield FieldError(pointer=f"{at}/product_id", kind="price_missing", params=piece.product.card())
        elif piece.quantity * wanted.quantity < piece.tariff.least:
            params = {"product": piece.product.card(), "least": plain(piece.tariff.least)}
            yield FieldError(pointer=f"{at}/quantity", kind="below_least", params=params)


def _parts(pieces: Iterable[_Piece]) -> list[Part]:
    """What is to be added up; nothing where the books lack a price for one of the pieces."""
    some = [(one, one.tariff) for one in pieces]
    parts = [Part(one.product.card(), one.quantity, tariff, one.role) for one, tariff in some if tariff]
    return parts if len(parts) == len(some) else []


def _terms(wanted: LineWanted) -> Wanted:
    return Wanted(wanted.quantity, wanted.months, wanted.discount_percent, wanted.unit_amount)
