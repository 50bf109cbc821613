"""What is asked of prices, and the answer."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Shown
from libs.countries import CurrencyCode
from sales.amounts import Amount, Money, Number, Percent
from sales.products.schemas import Configuration, ProductCard, Quantity
from sales.taxes.totals import TaxTotal


class LineWanted(Configuration):
    """So much of a product, with its options."""

    product_id: UUID
    quantity: Quantity = Decimal(1)
    months: int | None = Field(default=None, ge=1, le=600, description="Term that the customer is bound for")
    discount_percent: Percent = Decimal(0)
    unit_amount: Amount | None = Field(
        default=None, description="Agreed by hand for one, in place of the books' prices"
    )


class PricesWanted(Given):
    """Lines to be priced for a customer, a currency and a day."""

    customer_id: UUID | None = Field(default=None, description="Null: somebody new, who buys by the default")
    currency: CurrencyCode
    on: date | None = Field(default=None, description="Null: today in the organisation's zone")
    lines: list[LineWanted] = Field(min_length=1, max_length=200)


class ReasonRead(Shown):
    """One step on the way to the amount of a line."""

    kind: str = Field(description="list_price, agreed_price, term_discount, discount, whole_discount, tax")
    params: dict[str, Any]
    amount: Number = Field(description="Of the whole line after this step")


class OptionPriced(Shown):
    """An option that a line has."""

    product: ProductCard
    quantity: Number = Field(description="For one of the line's product")


class LinePriced(Shown):
    """A line and how its amounts came about."""

    product: ProductCard
    options: list[OptionPriced]
    quantity: Number
    unit: str
    unit_price: Money = Field(description="Of one, before the discount of the line; up to four decimals")
    listed: Number | None = Field(description="What the books ask for it; null where they have no price")
    discount: Money = Field(description="Of the line by itself")
    share: Money = Field(description="Its part of a discount on the whole")
    net: Money
    tax_rate: Number = Field(description="Percent; 0 without a tax")
    tax: Money
    gross: Money
    reasons: list[ReasonRead]


class PricesRead(Shown):
    """The lines and what they come to: sums of the lines' rounded amounts."""

    currency: str
    on: date
    tax_included: bool = Field(description="Whether the books' prices have the tax in them")
    lines: list[LinePriced]
    taxes: list[TaxTotal]
    net: Money
    tax: Money
    gross: Money
