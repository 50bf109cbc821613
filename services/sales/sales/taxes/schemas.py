"""Taxes as callers send and see them."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from chassis.schemas import Given, RecordShown, Text, absent
from sales.amounts import Number

TaxName = Annotated[Text, Field(min_length=1, max_length=60)]
Rate = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4, description="Percent of the net amount")]


class TaxCreate(Given):
    """A new rate."""

    name: TaxName
    rate: Rate


class TaxUpdate(Given):
    """What to change of a rate; documents that were issued keep theirs."""

    name: TaxName = Field(default_factory=absent)
    rate: Rate = Field(default_factory=absent)


class TaxRead(RecordShown):
    """A rate of tax."""

    name: str
    rate: Number
