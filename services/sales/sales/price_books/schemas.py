"""Price books as callers send and see them."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Name, RecordShown, absent
from libs.countries import CurrencyCode


class PriceBookCreate(Given):
    """A new price book."""

    name: Name
    currency: CurrencyCode
    tax_included: bool = Field(default=False, description="Whether its prices have the tax in them")
    starts_on: date | None = Field(default=None, description="First day; null: always was")
    ends_on: date | None = Field(default=None, description="Last day; null: until further notice")
    is_default: bool = Field(default=False, description="For everybody without a book of this currency")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise PydanticCustomError("ends_before_start", "The last day lies before the first")
        return self


class PriceBookUpdate(Given):
    """What to change of a price book; its currency and whether tax is included stay: prices were made so."""

    name: Name = Field(default_factory=absent)
    starts_on: date | None = None
    ends_on: date | None = None
    is_default: bool = Field(default_factory=absent)


class PriceBookRead(RecordShown):
    """A price book."""

    name: str
    currency: str
    tax_included: bool
    starts_on: date | None
    ends_on: date | None
    is_default: bool


class PriceBookCustomerRead(RecordShown):
    """A customer that buys by a book."""

    price_book_id: UUID
    customer_id: UUID
