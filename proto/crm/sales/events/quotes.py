"""Facts about quotes: offers to a customer that can be accepted as they stand.

They are lean: ids, number, amounts, states. The link that opens a quote without sign-in is a secret and in
none.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from crm.event import Event


class QuoteEvent(Event):
    """What every fact about a quote carries: enough to show, to find and to write about it."""

    record: ClassVar[str] = "quote_id"
    quote_id: UUID
    version: int
    number: str = Field(description="All versions of one offer share it: QT-2026-000123")
    revision: int = Field(description="Which version of the offer this is: 1, 2, 3")
    title: str = Field(description="What it is about")
    state: str = Field(
        description="draft, awaiting_approval, approved, issued, accepted, declined, expired, superseded, "
        "withdrawn"
    )
    customer_id: UUID
    contact_id: UUID | None = Field(description="Whom it is written to")
    opportunity_id: UUID | None
    owner_id: UUID | None
    team_id: UUID | None
    language: str = Field(description="It is written in: zh-CN, zh-TW or en")
    currency: str = Field(description="ISO 4217")
    net: str = Field(description="Without tax, for instance 12.50")
    gross: str = Field(description="With tax, for instance 14.13")
    valid_until: date | None = Field(description="Last day on which it can be accepted")


class QuoteCreated(QuoteEvent):
    """A quote was drafted, or a new version of one."""

    subject: ClassVar[str] = "sales.quote.created"


class QuoteUpdated(QuoteEvent):
    """A draft was changed."""

    subject: ClassVar[str] = "sales.quote.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class QuoteAssigned(QuoteEvent):
    """Somebody else looks after a quote."""

    subject: ClassVar[str] = "sales.quote.assigned"
    previous_owner_id: UUID | None
    previous_team_id: UUID | None


class QuoteDeleted(QuoteEvent):
    """A quote that was never issued was deleted."""

    subject: ClassVar[str] = "sales.quote.deleted"


class QuoteRestored(QuoteEvent):
    """A deleted quote came back."""

    subject: ClassVar[str] = "sales.quote.restored"


class QuotePurged(Event):
    """A draft deleted long ago was removed for good, with its history."""

    subject: ClassVar[str] = "sales.quote.purged"
    record: ClassVar[str] = "quote_id"
    quote_id: UUID
    version: int


class QuoteSubmitted(QuoteEvent):
    """Its discounts are above what may be given freely: somebody is asked to approve them."""

    subject: ClassVar[str] = "sales.quote.submitted"
    asked_by: UUID


class QuoteApproved(QuoteEvent):
    """Its discounts were approved: it can be issued."""

    subject: ClassVar[str] = "sales.quote.approved"
    asked_by: UUID
    decided_by: UUID


class QuoteRejected(QuoteEvent):
    """Its discounts were not approved: it is a draft again."""

    subject: ClassVar[str] = "sales.quote.rejected"
    asked_by: UUID
    decided_by: UUID


class QuoteReopened(QuoteEvent):
    """One that waited for approval or had it is a draft again."""

    subject: ClassVar[str] = "sales.quote.reopened"


class QuoteIssued(QuoteEvent):
    """It is binding and never changes again; its document is being made."""

    subject: ClassVar[str] = "sales.quote.issued"


class QuoteDocumentReady(QuoteEvent):
    """The document of an issued quote is made."""

    subject: ClassVar[str] = "sales.quote.document-ready"
    document_id: UUID
    sha256: str = Field(description="Of the PDF, in hexadecimal digits")


class QuoteSent(QuoteEvent):
    """It was handed to notifications to go to the customer by mail."""

    subject: ClassVar[str] = "sales.quote.sent"
    sent_by: UUID
    delivery_id: UUID = Field(description="In the ledger of notifications")


class QuoteViewed(QuoteEvent):
    """Somebody opened it by its link for the first time."""

    subject: ClassVar[str] = "sales.quote.viewed"


class QuoteAccepted(QuoteEvent):
    """The customer accepted it."""

    subject: ClassVar[str] = "sales.quote.accepted"
    by_link: bool = Field(description="By the customer itself; else entered by somebody who works here")


class QuoteDeclined(QuoteEvent):
    """The customer declined it."""

    subject: ClassVar[str] = "sales.quote.declined"
    by_link: bool = Field(description="By the customer itself; else entered by somebody who works here")


class QuoteExpired(QuoteEvent):
    """Its last day is over and nobody has answered."""

    subject: ClassVar[str] = "sales.quote.expired"


class QuoteSuperseded(QuoteEvent):
    """A later version of it was issued in its place."""

    subject: ClassVar[str] = "sales.quote.superseded"


class QuoteWithdrawn(QuoteEvent):
    """The seller took it back."""

    subject: ClassVar[str] = "sales.quote.withdrawn"
