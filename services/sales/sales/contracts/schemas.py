"""Contracts as callers send and see them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Note, RecordShown, Text, absent
from libs.countries import CurrencyCode
from sales.amounts import Money
from sales.lines.schemas import LineRead, Lines

ContractStateName = Literal["draft", "active", "ended", "terminated"]
Renewal = Literal["none", "manual", "automatic"]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]
Title = Annotated[Text, Field(max_length=200, description="What it is about")]
Term = Annotated[int, Field(ge=1, le=120, description="Months of another term; automatic renewal needs it")]
NoticeDays = Annotated[int, Field(ge=0, le=730, description="Days before the last day to give notice by")]
HOW = "None: it ends. Manual: somebody makes another one. Automatic: it goes on unless notice is given"


class ContractTerms(Given):
    """What is agreed beside the lines."""

    title: Title = ""
    starts_on: Day | None = Field(default=None, description="First day in force")
    ends_on: Day | None = Field(default=None, description="Last day in force; null: open-ended")
    renewal: Renewal = Field(default="none", description=HOW)
    renewal_months: Term | None = None
    notice_days: NoticeDays = 30
    terms: Note = ""


class ContractCreate(ContractTerms):
    """A new contract, a draft, without a quote."""

    customer_id: UUID
    contact_id: UUID | None = None
    currency: CurrencyCode | None = Field(default=None, description="Left out: the organisation's")
    lines: Lines = Field(default_factory=list)
    owner_id: UUID | None = Field(default=None, description="Null: the caller")
    team_id: UUID | None = Field(default=None, description="Null: the owner's first team")


class ContractOfQuote(ContractTerms):
    """What is agreed beside what was offered; title and terms left out: those of the quote."""


class ContractUpdate(Given):
    """What to change of a draft; absent fields stay. Lines are sent whole and priced again by today's books;
    those of a quote stay as they were accepted.
    """

    contact_id: UUID | None = None
    title: Title = Field(default_factory=absent)
    starts_on: Day | None = None
    ends_on: Day | None = None
    renewal: Renewal = Field(default_factory=absent)
    renewal_months: Term | None = None
    notice_days: NoticeDays = Field(default_factory=absent)
    terms: Note = Field(default_factory=absent)
    lines: Lines = Field(default_factory=absent)


class Signing(Given):
    """How it was signed."""

    signed_by: Annotated[Text, Field(min_length=1, max_length=200, description="Who signed for the customer")]
    signed_on: Day | None = Field(default=None, description="Null: today")


class Notice(Given):
    """Until when a contract is still in force, and why no longer."""

    last_day: Day | None = Field(default=None, description="Null: today")
    reason: Annotated[Text, Field(max_length=500)] = ""


class ContractListed(RecordShown):
    """A contract without its lines."""

    number: str
    state: ContractStateName
    title: str
    customer_id: UUID
    customer_name: str | None = Field(description="Null while the customer master has not told of it")
    contact_id: UUID | None
    quote_id: UUID | None
    owner_id: UUID | None
    team_id: UUID | None
    currency: str
    net: Money
    tax: Money
    gross: Money
    starts_on: date | None
    ends_on: date | None = Field(description="Last day as it was agreed; null: open-ended")
    last_day: date | None = Field(description="Last day as things stand: renewals and notice move it")
    notice_by: date | None = Field(description="Last day to give notice in time; null once it is given")
    renewal: Renewal
    renewal_months: int | None
    notice_days: int
    signed_on: date | None
    terminated_on: date | None = Field(description="Last day by notice; the state says whether it is over")
    deleted_at: datetime | None = Field(description="Set while it can be restored")


class ContractRead(ContractListed):
    """A contract."""

    tax_included: bool
    lines: list[LineRead]
    terms: str
    signed_by: str = Field(description="Who signed for the customer")
    terminated_because: str
