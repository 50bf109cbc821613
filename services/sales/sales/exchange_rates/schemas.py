"""Exchange rates as callers send and see them."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from chassis.schemas import Given, RecordShown
from sales.amounts import Number

Rate = Annotated[
    Decimal,
    Field(
        gt=0,
        lt=10**8,
        decimal_places=10,
        description="Units of the base currency that one of the currency is worth",
        examples=["7.12"],
    ),
]


class ExchangeRateGiven(Given):
    """What a currency is worth."""

    rate: Rate


class ExchangeRateRead(RecordShown):
    """What a currency is worth from a day until the day of the next rate."""

    base_currency: str = Field(description="The organisation's, ISO 4217")
    currency: str = Field(description="ISO 4217")
    starts_on: date
    rate: Number
