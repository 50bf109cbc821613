"""Leads as callers send and see them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.owning import Assignment
from chassis.schemas import Given, Moment, Name, Note, RecordShown, Shown, Text, absent
from libs.countries import CountryCode, CurrencyCode, LanguageTag
from libs.names import parse_link
from sales.amounts import Amount
from sales.lead_rules.schemas import Decision, ScoreReason

MOST_HANDLES = 10
Line = Annotated[Text, Field(min_length=1, max_length=200)]
Status = Literal["new", "working", "qualified", "disqualified", "converted"]
Channel = Literal["call", "email", "sms", "meeting", "visit", "chat", "other"]


def _link(value: str) -> str:
    if (link := parse_link(value)) is None:
        raise PydanticCustomError("link_invalid", "No address of a web page")
    return link


Website = Annotated[Text, Field(min_length=1, max_length=500), AfterValidator(_link)]
Phones = Annotated[
    list[Annotated[Text, Field(min_length=1, max_length=60)]],
    Field(
        max_length=MOST_HANDLES,
        description="As written in the organisation's region, or with +; kept and shown in E.164",
    ),
]
Emails = Annotated[
    list[Annotated[Text, Field(min_length=3, max_length=254)]],
    Field(max_length=MOST_HANDLES, description="Kept and shown in small letters"),
]
Products = Annotated[list[UUID], Field(max_length=50, description="Products they are interested in")]
Utm = Annotated[
    dict[Literal["source", "medium", "campaign", "term", "content", "id"], Line],
    Field(description="What the link that brought them said, without `utm_`"),
]


class Described(Given):
    """The optional fields of a lead."""

    name: Line | None = Field(default=None, description="The person")
    title: Line | None = Field(default=None, description="Their role in the company")
    company: Line | None = None
    website: Website | None = None
    country: CountryCode | None = None
    region: Line | None = Field(default=None, description="Province, state or the like")
    city: Line | None = None
    postcode: Annotated[Text, Field(min_length=1, max_length=20)] | None = None
    street: Annotated[Text, Field(min_length=1, max_length=500)] | None = None
    language: LanguageTag | None = None
    source: Line | None = Field(default=None, description="Where it came from: fair, website, referral, …")
    campaign: Line | None = None
    message: Note | None = Field(default=None, description="What they wrote or said")


class LeadGiven(Described):
    """What is known of somebody who may come to buy."""

    emails: Emails = Field(default_factory=list)
    phones: Phones = Field(default_factory=list)
    product_ids: Products = Field(default_factory=list)
    utm: Utm = Field(default_factory=dict)

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.name or self.company or self.emails or self.phones):
            raise PydanticCustomError("nobody", "a name, a company, a mail address or a phone is needed")
        return self


class LeadCreate(LeadGiven):
    """A new lead."""

    owner_id: UUID | None = Field(default=None, description="The caller when left out")
    team_id: UUID | None = Field(default=None, description="The owner's first team when left out")
    by_rules: bool = Field(
        default=False,
        description="Let the assignment rules say who gets it; where none does, it is as without. Excludes "
        "owner_id and team_id",
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.by_rules and (self.owner_id or self.team_id):
            raise PydanticCustomError("by_rules_or_by_hand", "either by rules or to an owner or team")
        return self


class LeadUpdate(Described):
    """Fields to change; those left out stay. Owner and status have resources of their own."""

    emails: Emails = Field(default_factory=absent)
    phones: Phones = Field(default_factory=absent)
    product_ids: Products = Field(default_factory=absent)
    utm: Utm = Field(default_factory=absent)


class LeadAssignment(Assignment):
    """Who is to look after a lead."""


class Disqualification(Given):
    """Why nothing will come of a lead."""

    reason: Line


class Response(Given):
    """The first response to a lead."""

    channel: Channel = "other"
    at: Moment | None = Field(default=None, description="Now when left out; not in the future")


class OpportunityWanted(Given):
    """The deal that is to be opened with the customer; it lands where the lead is."""

    name: Name
    pipeline_id: UUID | None = Field(default=None, description="Left out: the first one of its team")
    stage_id: UUID | None = Field(default=None, description="Left out: the first one of the pipeline")
    amount: Amount | None = Field(default=None, description="Without tax, if one can tell")
    currency: CurrencyCode | None = Field(default=None, description="Left out: the organisation's")
    expected_close_on: date | None = None


class Conversion(Given):
    """What a lead is to become."""

    customer_id: UUID | None = Field(
        default=None, description="One that is there; left out: a new one of what the lead says"
    )
    contact: Literal["new", "none"] = Field(
        default="new", description="new: of what the lead says of the person, if it names one"
    )
    contact_id: UUID | None = Field(default=None, description="A contact that is there, instead of a new one")
    opportunity: OpportunityWanted | None = Field(default=None, description="Null: none yet")


class CardText(Given):
    """What stands on a business card: a vCard (as QR codes hold), or the lines that a camera read."""

    text: Annotated[Text, Field(min_length=1, max_length=20_000)]


class CardRead(Shown):
    """A draft of a lead, nothing of it kept: POST it to /leads when a person has looked at it."""

    lead: Described
    emails: list[str]
    phones: list[str]
    unread: list[str] = Field(description="Lines that nothing was made of")


class Duplicate(Shown):
    """A record that may be the same as the lead."""

    thing: Literal["lead", "customer", "contact"]
    id: UUID
    by: list[Literal["email", "phone", "name"]] = Field(description="What they have in common")


class DuplicateShown(Duplicate):
    """The same with what tells it apart, for those who may read it."""

    title: str
    number: str | None = Field(description="Of a lead or a customer")
    customer_id: UUID | None = Field(description="The customer to open")


class Duplicates(Shown):
    """What may be the same as a lead, as far as the caller may read it, at this moment."""

    items: list[DuplicateShown]
    complete: bool = Field(description="False when the customer master did not answer: only leads are shown")


class ProbabilityReason(Shown):
    """Something known of a lead that speaks for it, or against it."""

    fact: str = Field(
        description="source, campaign, country, region, language; mail (company, provider, none); phone, "
        "company, title, message (yes, no)"
    )
    value: str
    factor: float = Field(description="So many times the odds without it; below 1: it speaks against")


class Learned(Shown):
    """What a probability is learned from."""

    learned_at: datetime | None
    won: int = Field(description="Leads that bought: converted, and their deal won if they had one")
    lost: int = Field(description="Leads that did not: disqualified, or their deal lost")
    least: int = Field(description="So many of each are needed")
    error: float | None = Field(
        description="Mean squared error of the probabilities of leads that were held back: 0 is perfect"
    )
    error_of_guessing: float | None = Field(description="The same for telling everybody's share to everybody")


class Probability(Shown):
    """How likely a lead is to buy, and why."""

    state: Literal["known", "not_enough_data"]
    probability: float | None = Field(description="From 0 to 1; null when there is not enough to learn from")
    reasons: list[ProbabilityReason] = Field(description="What counts most first, at most five")
    learned: Learned


class ConversionState(Shown):
    """How the conversion of a lead stands."""

    state: Literal["running", "refused", "done"]
    asked: dict[str, Any] = Field(description="What was asked for")
    refusal: dict[str, Any] | None = Field(
        description="The problem that stood against it, as type, params and errors; null while none does"
    )


class LeadRead(RecordShown):
    """A lead."""

    number: str = Field(description="A number people can say, for instance LD-000123")
    name: str | None
    title: str | None
    company: str | None
    emails: list[str]
    phones: list[str]
    website: str | None
    country: str | None
    region: str | None
    city: str | None
    postcode: str | None
    street: str | None
    language: str | None
    source: str | None
    campaign: str | None
    utm: dict[str, str]
    message: str | None
    product_ids: list[UUID]
    form_id: UUID | None = Field(description="The form that sent it")
    external_ids: list[str] = Field(description="What other systems call it, as source:id")
    owner_id: UUID | None
    team_id: UUID | None
    status: Status
    reason: str | None = Field(description="Why nothing will come of it")
    score: int = Field(description="Points by the score rules")
    score_reasons: list[ScoreReason]
    duplicates: list[Duplicate] = Field(
        description="What may be the same: a warning to who writes it; empty when read, see …/duplicates"
    )
    assigned_by: Decision | None = Field(
        description="What the assignment rules said; null: nobody asked them"
    )
    respond_by: datetime | None = Field(description="When the first response is due")
    responded_at: datetime | None
    response_channel: str | None
    overdue_at: datetime | None = Field(description="When it was announced that the response is overdue")
    customer_id: UUID | None
    contact_id: UUID | None
    opportunity_id: UUID | None
    converted_at: datetime | None
    conversion: ConversionState | None
    deleted_at: datetime | None = Field(description="Set while it can be restored")
