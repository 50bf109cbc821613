"""Quotes as callers send and see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Note, RecordShown, Shown, Text, absent
from libs.countries import CurrencyCode
from sales.amounts import PLAIN, Money, Number, Percent
from sales.discount_limits.schemas import ExcessRead
from sales.lines.schemas import LineRead, Lines
from sales.taxes.totals import TaxTotal

QuoteStateName = Literal[
    "draft",
    "awaiting_approval",
    "approved",
    "issued",
    "accepted",
    "declined",
    "expired",
    "superseded",
    "withdrawn",
]
Language = Literal["zh-CN", "zh-TW", "en"]
Title = Annotated[Text, Field(max_length=200, description="What it is about; printed")]
Addressee = Annotated[Text, Field(max_length=2000, description="Name and address as printed")]
OffTheWhole = Annotated[Percent, PLAIN, Field(description="Off the sum of the lines, shared out over them")]
Remark = Annotated[Text, Field(max_length=2000)]
Sha256 = Annotated[Text, Field(pattern=r"^[0-9a-f]{64}$", description="Of the PDF, in hexadecimal digits")]


class QuoteText(Given):
    """What is written around the lines."""

    contact_id: UUID | None = Field(default=None, description="Whom it is written to")
    title: Title = ""
    language: Language | None = Field(default=None, description="Null: the organisation's first language")
    intro: Note = ""
    terms: Note = ""
    valid_until: date | None = Field(default=None, description="Last day on which it can be accepted")
    discount_percent: OffTheWhole = Decimal(0)
    lines: Lines = Field(default_factory=list)


class QuoteCreate(QuoteText):
    """A new quote, a draft."""

    customer_id: UUID
    opportunity_id: UUID | None = Field(default=None, description="The deal that it is made for")
    currency: CurrencyCode
    addressee: Addressee | None = Field(default=None, description="Null: the customer's name")
    owner_id: UUID | None = Field(default=None, description="Null: the caller")
    team_id: UUID | None = Field(default=None, description="Null: the owner's first team")


class QuoteUpdate(Given):
    """What to change of a draft; absent fields stay. Lines are sent whole. When lines, currency or discount
    change, all lines are priced again by today's books.
    """

    contact_id: UUID | None = None
    title: Title = Field(default_factory=absent)
    addressee: Addressee = Field(default_factory=absent)
    language: Language = Field(default_factory=absent)
    currency: CurrencyCode = Field(default_factory=absent)
    intro: Note = Field(default_factory=absent)
    terms: Note = Field(default_factory=absent)
    valid_until: date | None = None
    discount_percent: OffTheWhole = Field(default_factory=absent)
    lines: Lines = Field(default_factory=absent)


class QuoteNote(Given):
    """Something to say to whoever decides, or about what was decided."""

    note: Remark = ""


class QuoteReason(Given):
    """Why it is declined or withdrawn."""

    reason: Remark = ""


class AcceptanceEntered(Given):
    """That the customer accepted by other means: a signed copy, a mail, by telephone."""

    name: Annotated[Text, Field(min_length=1, max_length=200, description="Who accepted")]
    note: Remark = Field(default="", description="How we know")


class QuoteRead(RecordShown):
    """A quote as lists show it."""

    number: str = Field(description="All versions of one offer share it")
    revision: int = Field(description="Which version of the offer this is: 1, 2, 3")
    latest: bool = Field(description="Whether it is the last version")
    state: QuoteStateName
    title: str
    customer_id: UUID
    customer_name: str | None = Field(description="Null until the customer master has told of it")
    contact_id: UUID | None
    opportunity_id: UUID | None
    owner_id: UUID | None
    team_id: UUID | None
    language: Language
    currency: str
    net: Money
    tax: Money
    gross: Money
    valid_until: date | None
    issued_at: datetime | None
    viewed_at: datetime | None = Field(description="When it was first opened by its link")
    ended_at: datetime | None = Field(description="When it was answered, or could be answered no more")
    deleted_at: datetime | None = Field(description="Set while it can be restored")


class DocumentRead(Shown):
    """A document being made, or made."""

    id: UUID
    kind: Literal["draft", "issued"]
    state: Literal["queued", "running", "done", "failed"]
    quote_version: int = Field(description="Version of the record that it shows")
    sha256: str | None = Field(description="Of the PDF, in hexadecimal digits, once it is made")
    reason: dict[str, Any] | None = Field(description="Why it failed, as kind and parameters")
    created_at: datetime
    finished_at: datetime | None


class QuoteFull(QuoteRead):
    """A quote by itself."""

    addressee: str
    tax_included: bool
    lines: list[LineRead]
    taxes: list[TaxTotal]
    discount_percent: Number
    subtotal: Money = Field(description="The lines before the discount on the whole")
    discount: Money = Field(description="What is off the whole; in prices with tax it has the tax in it")
    intro: str
    terms: str
    excess: list[ExcessRead] = Field(
        description="Lines with more discount than may be given freely: of a draft as it stands, else when "
        "approval was asked for"
    )
    asked_by: UUID | None
    asked_at: datetime | None
    ask_note: str
    decision: Literal["approved", "rejected"] | None
    decided_by: UUID | None
    decided_at: datetime | None
    decision_note: str
    issued_by: UUID | None
    seller: dict[str, Any] | None = Field(description="Who offers, as it was when it was issued")
    base_currency: str | None
    exchange_rate: Number | None = Field(description="Base currency for one of its own, when it was issued")
    reason: str = Field(description="Why it was declined or withdrawn")
    evidence: dict[str, Any] | None = Field(description="Who answered, when, from where, to which document")
    document: DocumentRead | None = Field(description="The one that was asked for last")


class QuoteIssue(QuoteFull):
    """A quote that was issued just now."""

    token: str = Field(description="Opens it without sign-in; shown this once. Another one: POST …/links")


class LinkRead(Shown):
    """A link that opens a quote without sign-in."""

    token: str = Field(description="Shown this once: GET /public/quotes/{token}")
