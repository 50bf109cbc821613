"""Amounts as callers send and see them."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from chassis.schemas import Shown


def plain(number: Decimal) -> str:
    """Without zeros that say nothing: 12.5000 is 12.5, 1E+2 is 100."""
    return format(number.normalize(), "f")


Amount = Annotated[
    Decimal, Field(ge=0, le=10**12, decimal_places=4, description="In the currency of what it is part of")
]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
PLAIN = PlainSerializer(plain, when_used="json")
Number = Annotated[Decimal, PLAIN]


class Money(Shown):
    """An amount and its currency."""

    amount: Decimal = Field(examples=["12.50"])
    currency: str = Field(description="ISO 4217", examples=["CNY"])
