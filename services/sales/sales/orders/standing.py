"""How far a line of an order has come: arithmetic only.

What is billed of a line in parts is worked out from its whole amounts: a part costs what all parts up to it
cost, rounded, less what was billed before. So the parts of a line add up to it to the last digit, however it
is cut up, taken back and billed again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from chassis.problems import DomainError, FieldError
from libs.money import rounded
from sales.amounts import plain

ZERO: Final = Decimal(0)
Quantities = Mapping[UUID, Decimal]
"""How much of which line."""


class MoreThanOpen(DomainError):
    """More of a line than there is left; `errors` names the lines, `most` in each says how much that is."""


def require_within(wanted: Quantities, left: Quantities) -> None:
    """Refuse more of a line than is left of it. Raises MoreThanOpen."""
    errors = [
        FieldError(
            pointer=f"/lines/{place}/quantity", kind="more_than_open", params={"most": plain(left[id_])}
        )
        for place, (id_, quantity) in enumerate(wanted.items())
        if quantity > left[id_]
    ]
    if errors:
        raise MoreThanOpen(errors=errors)


@dataclass(frozen=True)
class Share:
    """Amounts of a part of a line."""

    net: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        """With the tax."""
        return self.net + self.tax

    def __neg__(self) -> "Share":
        return Share(-self.net, -self.tax)


@dataclass(frozen=True)
class Standing:
    """Quantities of a line, and the amounts billed of it."""

    ordered: Decimal
    prepared: Decimal = ZERO
    shipped: Decimal = ZERO
    """Has left the house and was not lost."""
    announced: Decimal = ZERO
    """The customer said that it comes back."""
    returned: Decimal = ZERO
    billed: Decimal = ZERO
    net: Decimal = ZERO
    tax: Decimal = ZERO

    @property
    def to_ship(self) -> Decimal:
        """What may still be prepared; what came back may be sent once more."""
        return self.ordered - self.prepared - self.shipped + self.returned

    @property
    def to_return(self) -> Decimal:
        """What the customer has and has not announced to send back."""
        return self.shipped - self.announced - self.returned

    @property
    def to_bill(self) -> Decimal:
        """What no invoice has billed, or a credit note took back."""
        return self.ordered - self.billed

    def moved(self, **by: Decimal) -> "Standing":
        """With some of its figures raised or lowered."""
        return replace(self, **{name: getattr(self, name) + value for name, value in by.items()})

    def kept(self) -> dict[str, str]:
        """As the order keeps it."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Standing":
        """As the order has kept it."""
        return cls(**{name: Decimal(value) for name, value in kept.items()})


def total(shares: Iterable[Share]) -> Share:
    """What shares come to."""
    some = list(shares)
    return Share(sum((one.net for one in some), ZERO), sum((one.tax for one in some), ZERO))


def share(whole: Share, of: Decimal, part: Decimal, before: Decimal, had: Share, currency: str) -> Share:
    """What `part` of a quantity costs when `before` of it cost `had` already, and all of it costs `whole`."""

    def due(total: Decimal, billed: Decimal) -> Decimal:
        upto = total if before + part == of else rounded(total * (before + part) / of, currency)
        return max(ZERO, upto - billed)

    return Share(due(whole.net, had.net), due(whole.tax, had.tax))
