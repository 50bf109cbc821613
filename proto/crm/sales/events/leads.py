"""Facts about people and companies that may come to buy. They are lean: ids, names for display, states."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from crm.event import Event


class LeadEvent(Event):
    """What every fact about a lead carries: enough to show it and to tell whom it concerns."""

    record: ClassVar[str] = "lead_id"
    lead_id: UUID
    version: int
    number: str = Field(description="Human number, for instance LD-000123")
    name: str = Field(
        description="Of the person or company, or how they are reached when nothing else is known"
    )
    status: str = Field(description="new, working, qualified, disqualified or converted")
    source: str | None = Field(description="Where it came from, in the organisation's words")
    owner_id: UUID | None
    team_id: UUID | None


class LeadCreated(LeadEvent):
    """Somebody showed interest: written down by hand, sent by a form, taken from a card."""

    subject: ClassVar[str] = "sales.lead.created"
    respond_by: datetime | None = Field(description="When the first response is due; null: no such promise")


class LeadUpdated(LeadEvent):
    """Fields of a lead changed; which ones and to what is in the change stream."""

    subject: ClassVar[str] = "sales.lead.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class LeadAssigned(LeadEvent):
    """A lead was given to somebody: by the rules when it came, or by hand."""

    subject: ClassVar[str] = "sales.lead.assigned"
    previous_owner_id: UUID | None
    previous_team_id: UUID | None
    rule_id: UUID | None = Field(description="The assignment rule that decided; null: by hand")


class LeadDisqualified(LeadEvent):
    """Nothing will come of a lead."""

    subject: ClassVar[str] = "sales.lead.disqualified"
    reason: str = Field(description="Why, in the words of whoever said so")


class LeadResponded(LeadEvent):
    """A lead was answered for the first time."""

    subject: ClassVar[str] = "sales.lead.responded"
    responded_at: datetime = Field(description="When it was, which may be before it was written down")
    in_time: bool = Field(description="Whether that was before the response was due; true when none was")


class LeadResponseOverdue(LeadEvent):
    """The first response to a lead is due and has not been given; said once."""

    subject: ClassVar[str] = "sales.lead.response-overdue"
    respond_by: datetime = Field(description="When it was due")


class LeadConverted(LeadEvent):
    """A lead became a customer; the lead stays readable and changes no more."""

    subject: ClassVar[str] = "sales.lead.converted"
    customer_id: UUID
    contact_id: UUID | None
    opportunity_id: UUID | None


class LeadDeleted(LeadEvent):
    """A lead was deleted; it can be restored."""

    subject: ClassVar[str] = "sales.lead.deleted"


class LeadRestored(LeadEvent):
    """A deleted lead came back."""

    subject: ClassVar[str] = "sales.lead.restored"


class LeadPurged(Event):
    """A lead deleted long ago was removed for good, with its history."""

    subject: ClassVar[str] = "sales.lead.purged"
    record: ClassVar[str] = "lead_id"
    lead_id: UUID
    version: int
