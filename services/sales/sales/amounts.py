"""Amounts as callers send and see them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainSerializer

from chassis.schemas import Shown
from libs.money import rounded


def plain(number: Decimal) -> str:
    """Without zeros that say nothing: 12.5000 is 12.5, 1E+2 is 100."""
    return format(number.normalize(), "f")


def in_digits(amount: Decimal, currency: str) -> str:
    """In the digits of its currency: 12.5000 CNY is 12.50, 1200.0000 JPY is 1200."""
    return format(rounded(amount, currency), "f")


Amount = Annotated[
    Decimal,
    Field(ge=0, le=10**12, decimal_places=4, description="In the currency of what it is part of"),
    AfterValidator(abs),  # -0 is not less than 0, and would be printed
]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
PLAIN = PlainSerializer(plain, when_used="json")
Number = Annotated[Decimal, PLAIN]


class Money(Shown):
    """An amount and its currency."""

    amount: Decimal = Field(examples=["12.50"])
    currency: str = Field(description="ISO 4217", examples=["CNY"])

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> "Money":
        """An amount in the digits of its currency."""
        return cls(amount=rounded(amount, currency), currency=currency)


def with_money(row: Mapping[str, Any], names: Sequence[str], currency: str = "currency") -> dict[str, Any]:
    """A row with some of its amounts as money, of the currency that stands in another of its columns."""
    given = {name: row[name] for name in names}
    return {
        **row,
        **{name: None if one is None else Money.of(one, row[currency]) for name, one in given.items()},
    }
