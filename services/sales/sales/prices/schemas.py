"""Prices as callers send and see them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, RecordShown, absent
from sales.amounts import PLAIN, Amount, Percent
from sales.products.schemas import Quantity


class PriceStep(Given):
    """From this quantity on, each one costs so much."""

    from_quantity: Annotated[Quantity, PLAIN]
    amount: Annotated[Amount, PLAIN]


class PriceTerm(Given):
    """Who binds himself for so many months or more gets so many percent off."""

    months: int = Field(ge=1, le=600)
    percent: Annotated[Percent, PLAIN]


Steps = Annotated[
    list[PriceStep],
    Field(min_length=1, max_length=20, description="The first one's quantity is the least that is sold"),
]
Terms = Annotated[list[PriceTerm], Field(max_length=20)]


class PriceCreate(Given):
    """A new price."""

    price_book_id: UUID
    product_id: UUID
    starts_on: date | None = Field(default=None, description="First day; null: always was")
    ends_on: date | None = Field(default=None, description="Last day; null: until further notice")
    steps: Steps
    terms: Terms = Field(default_factory=list)


class PriceUpdate(Given):
    """What to change of a price; absent fields stay."""

    starts_on: date | None = None
    ends_on: date | None = None
    steps: Steps = Field(default_factory=absent)
    terms: Terms = Field(default_factory=absent)


class PriceRead(RecordShown):
    """A price, in the currency of its book."""

    price_book_id: UUID
    product_id: UUID
    starts_on: date | None
    ends_on: date | None
    steps: list[PriceStep]
    terms: list[PriceTerm]
