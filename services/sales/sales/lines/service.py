"""Pricing the lines of a document, which keeps them with their prices whatever the books say later."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import FieldError, InvalidInput
from sales.lines.schemas import LineGiven, LineRead
from sales.pricing import service as pricing
from sales.pricing.amounts import line_shown
from sales.pricing.rules import Total
from sales.pricing.service import Buyer


class Kept(NamedTuple):
    """Lines as a document keeps them, as JSON of LineRead, and what they come to."""

    lines: list[dict[str, Any]]
    product_ids: list[UUID]
    """Each product that a line is of, once; options are not among them."""
    total: Total
    tax_included: bool


async def price_lines(
    session: AsyncSession, buyer: Buyer, currency: str, on: date, lines: Sequence[LineGiven]
) -> Kept:
    """Price lines by the books of a day. Raises InvalidInput naming each line that cannot be sold so."""
    if twice := [place for place, one in enumerate(lines) if one.id in {other.id for other in lines[:place]}]:
        raise InvalidInput(errors=[FieldError(pointer=f"/lines/{one}/id", kind="duplicate") for one in twice])
    offer = await pricing.price(session, buyer, currency, on, lines)
    kept = [
        LineRead.model_validate({**line_shown(priced, currency).model_dump(), **given.model_dump()})
        for given, priced in zip(lines, offer.lines, strict=True)
    ]
    return Kept(
        [one.model_dump(mode="json") for one in kept],
        sorted({one.product_id for one in lines}),
        Total.of(one.priced for one in offer.lines),
        offer.tax_included,
    )
