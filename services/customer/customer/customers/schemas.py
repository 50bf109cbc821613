"""Customers as callers send and see them."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from chassis.custom_fields.schemas import Custom, CustomShown
from chassis.masks import Masked
from chassis.owning import Assignment
from chassis.schemas import Given, Name, Note, RecordShown, Shown, Text, absent
from customer.details import (
    AddressEntry,
    Addresses,
    EmailEntry,
    Emails,
    Line,
    PhoneEntry,
    Phones,
)
from customer.lifecycle.rules import Stage
from customer.tags.schemas import TagShown
from libs.countries import CurrencyCode, LanguageTag, TimeZoneName
from libs.names import parse_link

Kind = Literal["company", "person"]
Size = Annotated[
    Text,
    Field(pattern=r"^[0-9]{1,9}(-[0-9]{1,9}|\+)?$", description="Employees: 12, or a band: 50-199, 1000+"),
]
LONGEST_LINK = 500


def _link(written: str) -> str:
    found = parse_link(written)
    if found is None or len(found) > LONGEST_LINK:
        raise PydanticCustomError("link_invalid", "not an address of the web")
    return found


Website = Annotated[
    Text,
    Field(
        min_length=1,
        max_length=LONGEST_LINK,
        description="An http or https address; acme.example is kept as https://acme.example",
    ),
    AfterValidator(_link),
]


class ExternalId(Given):
    """What another system calls this record."""

    source: Text = Field(min_length=1, max_length=64, description="The other system or file")
    external_id: Text = Field(min_length=1, max_length=200)


class Described(Given):
    """The optional fields of a customer."""

    thing: ClassVar[str] = "customer"
    name_en: Name | None = Field(default=None, description="Name in English")
    name_short: Name | None = Field(default=None, description="What everybody calls it")
    name_native: Name | None = Field(default=None, description="Name in its own script")
    parent_id: UUID | None = Field(default=None, description="The customer above it in its group")
    website: Website | None = None
    industry: Line | None = None
    size: Size | None = None
    source: Line | None = Field(default=None, description="How it came to us")
    tax_number: Line | None = None
    registered_on: date | None = Field(default=None, description="When it became a customer of the house")
    currency: CurrencyCode | None = None
    language: LanguageTag | None = None
    time_zone: TimeZoneName | None = None
    description: Note | None = None


TagIds = Annotated[list[UUID], Field(max_length=100, description="Ids of tags from the managed list")]


class CustomerCreate(Described):
    """A new customer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "company",
                    "name": "青岚示例仪器有限公司",
                    "phones": [{"number": "+86 512 0000 0180"}],
                    "emails": [{"address": "qinglan@example.com"}],
                }
            ]
        }
    )
    kind: Kind = "company"
    name: Name
    lifecycle: Stage = "lead"
    addresses: Addresses = Field(default_factory=list)
    phones: Phones = Field(default_factory=list)
    emails: Emails = Field(default_factory=list)
    tags: TagIds = Field(default_factory=list)
    custom: Custom = Field(default_factory=dict)
    owner_id: UUID | None = Field(default=None, description="The caller when left out")
    team_id: UUID | None = Field(default=None, description="The owner's first team when left out")
    external: list[ExternalId] = Field(default_factory=list, max_length=20)


class CustomerUpdate(Described):
    """Fields to change; those left out stay. Owner and team change by assigning."""

    kind: Kind = Field(default_factory=absent)
    name: Name = Field(default_factory=absent)
    addresses: Addresses = Field(default_factory=absent)
    phones: Phones = Field(default_factory=absent)
    emails: Emails = Field(default_factory=absent)
    tags: TagIds = Field(default_factory=absent)
    custom: Custom = Field(default_factory=absent)


class CustomerRead(Masked, RecordShown):
    """A customer; what is hidden from the caller is absent."""

    thing: ClassVar[str] = "customer"
    kind: Kind
    number: str = Field(description="A number people can say, for instance CU-000123")
    name: str
    name_en: str | None
    name_short: str | None
    name_native: str | None
    parent_id: UUID | None
    addresses: list[AddressEntry]
    phones: list[PhoneEntry]
    emails: list[EmailEntry]
    website: str | None
    industry: str | None
    size: str | None
    source: str | None
    tax_number: str | None
    registered_on: date | None
    currency: str | None
    language: str | None
    time_zone: str | None
    owner_id: UUID | None
    team_id: UUID | None
    description: str | None
    tags: list[TagShown]
    custom: CustomShown
    external_ids: list[str] = Field(description="What other systems call it")
    lifecycle: str = Field(description="lead, prospect, customer, active, at_risk, lost, won_back")
    last_interaction_at: datetime | None = Field(description="Latest contact in the timeline")
    deleted_at: datetime | None = Field(description="Set while it can be restored")


class CustomerAssignment(Assignment):
    """Who is to look after a customer."""

    note: Annotated[Text, Field(max_length=2000)] | None = Field(default=None, description="For the timeline")


class BulkAssignment(CustomerAssignment):
    """Who is to look after many customers."""

    customer_ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]


class RowOutcome(Shown):
    """What became of one record of a bulk request."""

    id: UUID
    outcome: Literal["assigned", "unchanged", "not_found", "not_allowed"]
    version: int | None = None


class BulkOutcome(Shown):
    """What a bulk request did; everything it changed carries the cause."""

    cause_id: UUID
    results: list[RowOutcome]


class TagChoice(Given):
    """The tags a customer is to have."""

    thing: ClassVar[str] = "customer"
    tags: TagIds


class GroupMember(Shown):
    """One customer in a group; one you may not read has no name."""

    id: UUID
    parent_id: UUID | None
    readable: bool
    number: str | None = None
    name: str | None = None
    kind: Kind | None = None
    owner_id: UUID | None = None


class Group(Shown):
    """The group a customer belongs to, from its top down."""

    root_id: UUID
    members: list[GroupMember]
    truncated: bool = Field(description="True when the group has more than 500 members")
