"""A quote as its customer sees it: nothing of how its prices came about or who approved them."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from chassis.schemas import Given, Shown, Text
from sales.amounts import Money, Number
from sales.pricing.schemas import OptionPriced
from sales.products.schemas import ProductCard
from sales.quotes.schemas import Language, Remark, Sha256
from sales.taxes.totals import TaxTotal

Signature = Annotated[Text, Field(max_length=200, description="What was typed as signature, if anything")]


class SellerShown(Shown):
    """Who offers."""

    name: str
    person: str | None
    email: str | None


class LineOffered(Shown):
    """A line of the offer."""

    product: ProductCard
    options: list[OptionPriced]
    quantity: Number
    unit: str
    unit_price: Money
    discount: Money
    share: Money = Field(description="Its part of the discount on the whole")
    net: Money
    tax_rate: Number
    tax: Money
    gross: Money
    remark: str


class QuoteOffered(Shown):
    """A quote as its customer sees it."""

    number: str
    revision: int
    state: Literal["issued", "accepted", "declined"]
    title: str
    seller: SellerShown
    addressee: str
    language: Language
    currency: str
    tax_included: bool
    lines: list[LineOffered]
    discount_percent: Number
    subtotal: Money
    discount: Money
    taxes: list[TaxTotal]
    net: Money
    tax: Money
    gross: Money
    intro: str
    terms: str
    valid_until: date
    issued_at: datetime
    answered_at: datetime | None
    document_sha256: str | None = Field(
        description="Of the PDF, to be sent back with an acceptance; null for the moment until it is made"
    )


class Acceptance(Given):
    """The customer accepts what the document says."""

    name: Annotated[Text, Field(min_length=1, max_length=200, pattern=r"\S", description="Who accepts")]
    signature: Signature = ""
    document_sha256: Sha256


class Refusal(Given):
    """The customer declines."""

    name: Annotated[Text, Field(max_length=200)] = ""
    reason: Remark = ""


class Answered(Shown):
    """What the answer left the quote as."""

    state: Literal["accepted", "declined"]
    answered_at: datetime
