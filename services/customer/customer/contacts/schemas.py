"""Contacts as callers send and see them."""

from datetime import date, datetime
from typing import ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.custom_fields.schemas import Custom, CustomShown
from chassis.masks import Masked
from chassis.schemas import Given, Name, Note, RecordShown, Shown, absent
from customer.details import EmailEntry, Emails, Line, PhoneEntry, Phones
from libs.countries import LanguageTag, TimeZoneName

DecisionRole = Literal["champion", "decider", "influencer", "blocker", "user"]


class LinkGiven(Given):
    """What a contact is at one customer."""

    thing: ClassVar[str] = "contact"
    title: Line | None = Field(default=None, description="Role there, for instance purchasing manager")
    department: Line | None = None
    reports_to_id: UUID | None = Field(
        default=None, description="Another contact of the same customer, not one that reports to this one"
    )
    decision_role: DecisionRole | None = None
    primary: bool = Field(default=False, description="The customer's main contact; there is one at most")


class LinkCreate(LinkGiven):
    """A customer that a new contact works for, and what it is there."""

    customer_id: UUID


class Described(Given):
    """The optional fields of a contact."""

    thing: ClassVar[str] = "contact"
    family_name: Name | None = None
    given_name: Name | None = None
    name_en: Name | None = Field(default=None, description="Name in English")
    name_native: Name | None = Field(default=None, description="Name in its own script")
    birthday: date | None = None
    language: LanguageTag | None = None
    time_zone: TimeZoneName | None = None
    description: Note | None = None


class ContactCreate(Described):
    """A new contact."""

    name: Name | None = Field(default=None, description="As displayed; from family and given name otherwise")
    phones: Phones = Field(default_factory=list)
    emails: Emails = Field(default_factory=list)
    custom: Custom = Field(default_factory=dict)
    customers: list[LinkCreate] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not (self.name or self.family_name or self.given_name):
            raise PydanticCustomError("name_missing", "name, family_name or given_name is needed")
        return self


class ContactUpdate(Described):
    """Fields to change; those left out stay. What it is at a customer changes by the link."""

    name: Name = Field(default_factory=absent)
    phones: Phones = Field(default_factory=absent)
    emails: Emails = Field(default_factory=absent)
    custom: Custom = Field(default_factory=absent)


class LinkRead(Masked, Shown):
    """What a contact is at one customer that the caller may read."""

    thing: ClassVar[str] = "contact"
    customer_id: UUID
    customer_name: str
    customer_owner_id: UUID | None = Field(description="Whose customer it is; permissions are held by it")
    customer_team_id: UUID | None
    title: str | None
    department: str | None
    reports_to_id: UUID | None
    decision_role: DecisionRole | None
    primary: bool


class ContactRead(Masked, RecordShown):
    """A contact; what is hidden from the caller is absent."""

    thing: ClassVar[str] = "contact"
    name: str
    family_name: str | None
    given_name: str | None
    name_en: str | None
    name_native: str | None
    phones: list[PhoneEntry]
    emails: list[EmailEntry]
    birthday: date | None
    language: str | None
    time_zone: str | None
    description: str | None
    created_by: UUID | None
    custom: CustomShown
    external_ids: list[str] = Field(description="What other systems call it")
    customers: list[LinkRead]
    deleted_at: datetime | None = Field(description="Set while it can be restored")


class Position(Masked, Shown):
    """One contact in a customer's org chart."""

    thing: ClassVar[str] = "contact"
    contact_id: UUID
    name: str
    title: str | None
    department: str | None
    decision_role: DecisionRole | None
    primary: bool
    reports_to_id: UUID | None


class OrgChart(Shown):
    """Who reports to whom at one customer."""

    positions: list[Position]
    truncated: bool = Field(description="True when the customer has more than 500 contacts")
