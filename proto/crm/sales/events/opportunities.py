"""Facts about deals, the pipelines they go through, and what their currencies are worth."""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event


class OpportunityEvent(Event):
    """What every fact about an opportunity carries: enough to show, to find and to add it up."""

    record: ClassVar[str] = "opportunity_id"
    opportunity_id: UUID
    version: int
    number: str = Field(description="Human number, for instance OP-000123")
    name: str
    customer_id: UUID
    owner_id: UUID | None
    team_id: UUID | None
    pipeline_id: UUID
    stage_id: UUID
    status: Literal["open", "won", "lost"] = Field(description="Not where it stands: that is its stage")
    currency: str = Field(description="ISO 4217")
    amount: str | None = Field(
        description="Without tax, in the currency, for instance 12.50; null: not known"
    )
    base_currency: str = Field(description="The organisation's, ISO 4217")
    base_amount: str | None = Field(description="In the base currency; null: no amount, or no rate for it")
    probability: int = Field(description="Percent")
    expected_close_on: date | None = Field(description="When it is thought to be won or lost")
    lead_id: UUID | None = Field(description="The lead that it came of")


class OpportunityCreated(OpportunityEvent):
    """A deal was opened."""

    subject: ClassVar[str] = "sales.opportunity.created"


class OpportunityUpdated(OpportunityEvent):
    """Fields of a deal changed; which ones and to what is in the change stream."""

    subject: ClassVar[str] = "sales.opportunity.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class OpportunityAssigned(OpportunityEvent):
    """A deal was given to another owner or team."""

    subject: ClassVar[str] = "sales.opportunity.assigned"
    previous_owner_id: UUID | None
    previous_team_id: UUID | None


class OpportunityMoved(OpportunityEvent):
    """A deal entered another stage; `pipeline_id` and `stage_id` say which."""

    subject: ClassVar[str] = "sales.opportunity.moved"
    previous_pipeline_id: UUID
    previous_stage_id: UUID
    stage_name: str


class OpportunityWon(OpportunityEvent):
    """A deal was won. Amount and rate stay as they are from here on."""

    subject: ClassVar[str] = "sales.opportunity.won"
    closed_at: datetime = Field(description="The rate of that day is its rate")
    reason: str | None = Field(description="Why, stable for translation: price, product, service, …")
    imported: bool = Field(
        default=False, description="Whether it came in a file as what it was: history, nothing to act on"
    )


class OpportunityLost(OpportunityEvent):
    """A deal was lost."""

    subject: ClassVar[str] = "sales.opportunity.lost"
    closed_at: datetime = Field(description="The rate of that day is its rate")
    reason: str = Field(description="Why, stable for translation: price, product, competitor, …")
    imported: bool = Field(
        default=False, description="Whether it came in a file as what it was: history, nothing to act on"
    )


class OpportunityReopened(OpportunityEvent):
    """A deal that was won or lost is open again."""

    subject: ClassVar[str] = "sales.opportunity.reopened"
    previous_status: Literal["won", "lost"] = Field(description="How it had ended")


class OpportunityDeleted(OpportunityEvent):
    """A deal was deleted; it can be restored."""

    subject: ClassVar[str] = "sales.opportunity.deleted"


class OpportunityRestored(OpportunityEvent):
    """A deleted deal came back."""

    subject: ClassVar[str] = "sales.opportunity.restored"


class OpportunityPurged(Event):
    """A deal deleted long ago was removed for good, with its history."""

    subject: ClassVar[str] = "sales.opportunity.purged"
    record: ClassVar[str] = "opportunity_id"
    opportunity_id: UUID
    version: int


class PipelineChanged(Event):
    """A pipeline was made, changed or removed; the event carries all of its stages."""

    subject: ClassVar[str] = "sales.pipeline.changed"
    record: ClassVar[str] = "pipeline_id"
    pipeline_id: UUID
    version: int
    name: str
    team_ids: list[UUID] = Field(description="Whose it is, and of the teams below them; empty: everybody's")
    stages: list[dict[str, str | int | None]] = Field(
        description="In order: id, name, probability in percent, rotting_days or null"
    )
    deleted: bool = False


class ExchangeRateChanged(Event):
    """What a currency is worth from a day on was set, changed or removed."""

    subject: ClassVar[str] = "sales.exchange-rate.changed"
    record: ClassVar[str] = "exchange_rate_id"
    exchange_rate_id: UUID
    version: int
    currency: str = Field(description="ISO 4217")
    base_currency: str = Field(description="The organisation's, ISO 4217")
    starts_on: date = Field(description="First day; it ends where the next one starts")
    rate: str = Field(description="Units of the base currency that one of the currency is worth, e.g. 7.1")
    deleted: bool = False
