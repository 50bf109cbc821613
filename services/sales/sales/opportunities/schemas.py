"""Opportunities as callers send and see them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from chassis.schemas import Given, Name, Note, RecordShown, Shown, Text, absent
from libs.countries import CurrencyCode
from sales.amounts import Amount, Money, Number
from sales.lines.schemas import LineRead, Lines
from sales.opportunities.models import Status
from sales.products.schemas import ProductCard

Line = Annotated[Text, Field(min_length=1, max_length=200)]
Probability = Annotated[int, Field(ge=0, le=100, description="Percent")]
ContactRole = Literal[
    "decision_maker", "champion", "influencer", "buyer", "user", "technical", "gatekeeper", "other"
]
WonReason = Literal["price", "product", "service", "relationship", "timing", "other"]
LostReason = Literal[
    "price", "product", "competitor", "timing", "budget", "no_decision", "contact_lost", "other"
]


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


Competitors = Annotated[list[Line], Field(max_length=20), AfterValidator(_once)]


class OpportunityContact(Given):
    """Somebody at the customer, and what they have to do with the deal."""

    contact_id: UUID
    role: ContactRole = "other"


Contacts = Annotated[list[OpportunityContact], Field(max_length=50)]


class Described(Given):
    """The optional fields of an opportunity."""

    amount: Amount | None = Field(
        default=None, description="Without tax; of a deal with lines it is their net total and not given"
    )
    expected_close_on: date | None = None
    next_step: Annotated[Text, Field(min_length=1, max_length=500)] | None = None
    next_step_on: date | None = None
    source: Line | None = Field(default=None, description="How it came to us")
    description: Note | None = None


class OpportunityCreate(Described):
    """A new opportunity."""

    name: Name
    customer_id: UUID
    pipeline_id: UUID | None = Field(default=None, description="Left out: the first one of its team")
    stage_id: UUID | None = Field(default=None, description="Left out: the first one of the pipeline")
    currency: CurrencyCode | None = Field(default=None, description="Left out: the organisation's")
    lines: Lines = Field(default_factory=list)
    contacts: Contacts = Field(default_factory=list)
    competitors: Competitors = Field(default_factory=list)
    owner_id: UUID | None = Field(default=None, description="The caller when left out")
    team_id: UUID | None = Field(default=None, description="The owner's first team when left out")


class OpportunityUpdate(Described):
    """Fields to change; those left out stay. Owner, stage, probability and outcome change by acts of their
    own."""

    name: Name = Field(default_factory=absent)
    customer_id: UUID = Field(default_factory=absent)
    currency: CurrencyCode = Field(default_factory=absent)
    lines: Lines = Field(default_factory=absent)
    contacts: Contacts = Field(default_factory=absent)
    competitors: Competitors = Field(default_factory=absent)


class Move(Given):
    """Where a deal is to stand: in a stage, next to another deal of it."""

    stage_id: UUID
    pipeline_id: UUID | None = Field(default=None, description="Left out: the one it is in")
    after_id: UUID | None = Field(default=None, description="The deal right above it")
    before_id: UUID | None = Field(default=None, description="The deal right below it; neither: on top")


class Judgement(Given):
    """How likely somebody thinks it is."""

    probability: Probability


class Winning(Given):
    """Why the customer buys."""

    reason: WonReason | None = None
    note: Annotated[Text, Field(max_length=2000)] | None = None


class Losing(Given):
    """Why the customer does not buy."""

    reason: LostReason
    note: Annotated[Text, Field(max_length=2000)] | None = None


class Reopening(Given):
    """Where a deal goes on."""

    stage_id: UUID | None = Field(default=None, description="Left out: where it was, or the first stage")


class OpportunityRead(RecordShown):
    """An opportunity as lists show it."""

    number: str = Field(description="A number people can say, for instance OP-000123")
    name: str
    customer_id: UUID
    customer_name: str | None = Field(description="Null while the customer master has not told of it")
    pipeline_id: UUID
    stage_id: UUID
    stage_since: datetime
    status: Status
    closed_at: datetime | None
    reason: str | None = Field(description="Why it was won or lost")
    reason_note: str | None
    currency: str = Field(description="ISO 4217")
    amount: Money | None = Field(description="Without tax; null: not known")
    base_amount: Money | None = Field(
        description="In the organisation's currency, in which deals are added up; null: there is no amount, "
        "or no rate for its currency"
    )
    weighted_amount: Money | None = Field(description="What is to be expected: base_amount × probability")
    probability: int
    probability_by_hand: bool = Field(description="Whether somebody judged it; otherwise the stage says it")
    rots_at: datetime | None = Field(
        description="From then on it stands in its stage for longer than that allows; null: never, or closed"
    )
    expected_close_on: date | None
    push_count: int = Field(description="How often the day on which it is to close was put off")
    competitors: list[str]
    next_step: str | None
    next_step_on: date | None
    source: str | None
    owner_id: UUID | None
    team_id: UUID | None
    lead_id: UUID | None
    external_ids: list[str] = Field(description="What other systems call it, as source:id")
    deleted_at: datetime | None = Field(description="Set while it can be restored")


class OpportunityFull(OpportunityRead):
    """An opportunity by itself."""

    description: str | None
    contacts: list[OpportunityContact]
    lines: list[LineRead]
    products: list[ProductCard] = Field(description="Those of the lines, by name")
    rate: Number | None = Field(description="Units of the base currency that one of its currency is worth")


class VisitRead(Shown):
    """A time that a deal stood in a stage."""

    pipeline_id: UUID
    stage_id: UUID
    stage_name: str
    entered_at: datetime
    left_at: datetime | None = Field(description="Null: it stands there still")
    outcome: Literal["on", "back", "away", "won", "lost"] | None
    entered_by: str = Field(description="user:<id>, or service:<name>")
    seconds: int = Field(description="Until it was left, or until now")


class Visits(Shown):
    """Where a deal has been, first to last."""

    items: list[VisitRead]
