"""What is due of each rate of tax."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from chassis.schemas import Shown
from sales.amounts import Money, Number


class Taxed(NamedTuple):
    """A line: its rate in percent, its net amount and the tax on it."""

    rate: Decimal
    net: Decimal
    tax: Decimal


class TaxTotal(Shown):
    """What is due of one rate."""

    rate: Number
    net: Money
    tax: Money


def by_rate(lines: Iterable[Taxed], currency: str) -> list[TaxTotal]:
    """The totals of lines, from the lowest rate."""
    sums: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for rate, net, tax in lines:
        known = sums.get(rate, (Decimal(0), Decimal(0)))
        sums[rate] = (known[0] + net, known[1] + tax)
    return [
        TaxTotal(rate=rate, net=Money.of(net, currency), tax=Money.of(tax, currency))
        for rate, (net, tax) in sorted(sums.items())
    ]
