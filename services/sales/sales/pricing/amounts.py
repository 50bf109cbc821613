"""Priced lines with their amounts as money."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sales.amounts import Money
from sales.pricing.rules import TOTALLED, Priced, Total
from sales.pricing.schemas import LinePriced, OptionPriced, ReasonRead
from sales.pricing.service import Line
from sales.products.schemas import ProductCard

FINEST: Final = Decimal("0.0001")


def line_shown(line: Line, currency: str) -> LinePriced:
    """A line and how its amounts came about."""
    found = line.priced
    one = found.unit_amount.quantize(FINEST, ROUND_HALF_UP)
    return LinePriced(
        product=ProductCard.model_validate(line.product),
        options=[
            OptionPriced(product=ProductCard.model_validate(one), quantity=quantity)
            for one, quantity in line.options
        ],
        quantity=found.quantity,
        unit=line.product.unit,
        unit_price=Money(amount=one, currency=currency),
        listed=found.listed,
        tax_rate=found.rate,
        reasons=[ReasonRead.model_validate(reason) for reason in found.reasons],
        **money_of(found, ("discount", "share", *TOTALLED), currency),
    )


def money_of(found: Priced | Total, names: Sequence[str], currency: str) -> dict[str, Money]:
    """Some of the amounts of a line or of a total."""
    return {name: Money(amount=getattr(found, name), currency=currency) for name in names}
