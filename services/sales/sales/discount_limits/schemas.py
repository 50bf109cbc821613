"""Discount limits as callers send and see them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, RecordShown, Shown
from sales.amounts import PLAIN, Percent
from sales.products.schemas import ProductCard

Freely = Annotated[
    Percent,
    PLAIN,
    Field(description="Percent off the books' price that need no approval; 100: no price at all needs one"),
]


class DiscountLimitCreate(Given):
    """A new limit."""

    team_id: UUID | None = Field(default=None, description="This team and those below it; null: everybody")
    product_id: UUID | None = Field(default=None, description="Null: all products")
    percent: Freely


class DiscountLimitUpdate(Given):
    """What to change of a limit."""

    percent: Freely


class DiscountLimitRead(RecordShown):
    """A limit."""

    team_id: UUID | None
    product_id: UUID | None
    percent: Freely


class ExcessRead(Shown):
    """A line with more discount than may be given freely."""

    line_id: UUID
    product: ProductCard
    kind: str = Field(description="above_limit; no_list_price: an agreed price that nothing compares with")
    percent: str | None = Field(description="All that is off the books' price, in percent", examples=["12.5"])
    limit: str = Field(description="Percent that may be given freely", examples=["10"])
