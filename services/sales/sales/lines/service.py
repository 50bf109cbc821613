"""Pricing the lines of a document, which keeps them with their prices whatever the books say later."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import FieldError, InvalidInput
from sales.lines.schemas import LineGiven, LineRead
from sales.pricing import service as pricing
from sales.pricing.amounts import line_shown
from sales.pricing.rules import TOTALLED, Total, shared
from sales.pricing.service import Buyer

LARGEST: Final = 10**15
"""More than any document comes to; its columns hold ten times as much."""


class Kept(NamedTuple):
    """Lines as a document keeps them, as JSON of LineRead, and what they come to."""

    lines: list[dict[str, Any]]
    product_ids: list[UUID]
    """Each product that a line is of, once; options are not among them."""
    total: Total
    tax_included: bool


async def price_lines(
    session: AsyncSession,
    buyer: Buyer,
    currency: str,
    on: date,
    lines: Sequence[LineGiven],
    discount_percent: Decimal = Decimal(0),
) -> Kept:
    """Price lines by the books of a day, so many percent off the whole. Raises InvalidInput naming each line
    that cannot be sold so, or for far too much.
    """
    _require_once(lines)
    offer = await pricing.price(session, buyer, currency, on, lines)
    amounts = [one.priced for one in offer.lines]
    due = shared(amounts, discount_percent, currency, tax_included=offer.tax_included)
    total = Total.of(due)
    if total.gross > LARGEST:
        raise InvalidInput.at("/lines", "total_too_large", most=str(LARGEST))
    kept = [
        LineRead.model_validate(
            {**line_shown(one._replace(priced=priced), currency).model_dump(), **given.model_dump()}
        )
        for given, one, priced in zip(lines, offer.lines, due, strict=True)
    ]
    return Kept(
        [one.model_dump(mode="json") for one in kept],
        sorted({one.product_id for one in lines}),
        total,
        offer.tax_included,
    )


def as_given(lines: Sequence[Mapping[str, Any]]) -> list[LineGiven]:
    """Lines as somebody wrote them, of those that are kept with their prices."""
    return [LineGiven.model_validate({name: one[name] for name in LineGiven.model_fields}) for one in lines]


def kept_again(lines: Sequence[Mapping[str, Any]]) -> Kept:
    """Lines that another document has kept, for one that comes of it: as they stand."""
    some = [LineRead.model_validate(one) for one in lines]
    amounts = {name: sum((getattr(one, name).amount for one in some), Decimal(0)) for name in TOTALLED}
    taxes = [reason.params for one in some for reason in one.reasons if reason.kind == "tax"]
    return Kept(
        [dict(one) for one in lines],
        sorted({one.product_id for one in some}),
        Total(**amounts),
        any(one["included"] for one in taxes),
    )


def _require_once(lines: Sequence[LineGiven]) -> None:
    known: set[UUID] = set()
    errors: list[FieldError] = []
    for place, one in enumerate(lines):
        if one.id in known:
            errors.append(FieldError(pointer=f"/lines/{place}/id", kind="duplicate"))
        known.add(one.id)
    if errors:
        raise InvalidInput(errors=errors)
