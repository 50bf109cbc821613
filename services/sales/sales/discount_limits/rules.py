"""Which limit counts for a line, and whether more than that is given.

A discount is all that is off the price of the books: that of the line, a lower price agreed by hand, its
share of what is off the whole. What the books themselves take off, for quantity or term, is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from chassis.problems import DomainError
from sales.amounts import plain
from sales.lines.schemas import LineRead
from sales.pricing.rules import HUNDRED, less

Limits = Mapping[tuple[UUID | None, UUID | None], Decimal]
"""(team, product) → percent; none of them: everybody, all products."""
FINE: Final = Decimal("0.01")


class ApprovalRequired(DomainError):
    """Its discounts are above what may be given freely; `lines` says where."""


def limit_for(limits: Limits, teams: Sequence[UUID], product_id: UUID) -> Decimal | None:
    """The limit that counts: one on the product before one on all, that of the nearest team before
    everybody's; None where nothing is limited.
    """
    whose = [*teams, None]
    places = [(team, product) for product in (product_id, None) for team in whose]
    return next((limits[place] for place in places if place in limits), None)


def excess(
    lines: Sequence[LineRead], off_the_whole: Decimal, limits: Limits, teams: Sequence[UUID]
) -> Iterator[dict[str, Any]]:
    """Lines with more discount than may be given freely."""
    for line in lines:
        limit = limit_for(limits, teams, line.product_id)
        if limit is None or limit == HUNDRED:
            continue
        told = {
            "line_id": str(line.id),
            "product": line.product.model_dump(mode="json"),
            "limit": plain(limit),
        }
        if line.listed is None:
            yield {"kind": "no_list_price", **told, "percent": None}
        elif asked(line, off_the_whole) < less(line.listed, limit):
            off = HUNDRED - HUNDRED * asked(line, off_the_whole) / line.listed
            yield {"kind": "above_limit", **told, "percent": plain(max(off, limit + FINE).quantize(FINE))}


def asked(line: LineRead, off_the_whole: Decimal) -> Decimal:
    """What is asked for a line after all discounts, exactly: rounding is nobody's generosity."""
    price = line.listed or Decimal(0) if line.unit_amount is None else line.unit_amount * line.quantity
    return less(less(price, line.discount_percent), off_the_whole)
