"""Rows of figures as answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from sales.amounts import Money
from sales.standing.schemas import ClosedDeals, OpenDeals, WonOn

Sums = Counter[str]
"""Figure → what it has come to so far: `open.count`, `won_before.base_amount`, `rotting`."""
OPEN: Final = ("count", "base_amount", "weighted_amount", "unvalued")
CLOSED: Final = ("count", "base_amount", "unvalued")
ENDS: Final = ("won", "won_before", "lost", "lost_before")


def add(sums: Sums, row: Any, *names: str, prefix: str = "") -> None:
    """Add up some figures of a row."""
    for name in names:
        sums[prefix + name] += getattr(row, name)


def add_open(sums: Sums, row: Any, *counted: str) -> None:
    """Add a row of open deals."""
    add(sums, row, *OPEN, prefix="open.")
    add(sums, row, *counted)


def add_closed(sums: Sums, row: Any) -> None:
    """Add a row of deals that were closed this month or last."""
    add(sums, row, *CLOSED, prefix=f"{row.status}{'' if row.now else '_before'}.")


def shown_open(sums: Mapping[str, Any], currency: str) -> OpenDeals:
    """Open deals as an answer."""
    return OpenDeals(**_shown(sums, "open.", OPEN, currency))


def shown(sums: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """What DealFigures have."""
    ends = {name: ClosedDeals(**_shown(sums, f"{name}.", CLOSED, currency)) for name in ENDS}
    counted = {name: sums[name] for name in ("rotting", "pushed")}
    return {"open": shown_open(sums, currency), **counted, **ends}


def by_day(rows: Iterable[Any], currency: str) -> list[WonOn]:
    """What was won on each day."""
    won = sorted((row.day, row.base_amount) for row in rows if row.status == "won")
    return [WonOn(day=day, base_amount=Money.of(amount, currency)) for day, amount in won]


def _shown(sums: Mapping[str, Any], prefix: str, names: Iterable[str], currency: str) -> dict[str, Any]:
    return {
        name: Money.of(Decimal(value), currency) if name.endswith("amount") else value
        for name in names
        for value in (sums[prefix + name],)
    }
