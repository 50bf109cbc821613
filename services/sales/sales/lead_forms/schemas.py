"""Forms as their keepers and the pages that show them see them."""

import re
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Name, RecordShown, Shown, Text, absent
from sales.leads.schemas import Line, Website

FieldName = Literal[
    "name", "title", "company", "email", "phone", "website", "country", "region", "city", "postcode",
    "street", "language", "message",
]  # fmt: skip
HONEYPOT: Final = "nickname"
"""A field that people do not see: what fills it is a program."""
ORIGIN: Final = re.compile(r"https?://[^/?#\s]+")


class FormField(Given):
    """A field that a form asks for."""

    name: FieldName
    required: bool = False


def _once(fields: list[FormField]) -> list[FormField]:
    names = [one.name for one in fields]
    if len(set(names)) < len(names):
        raise PydanticCustomError("twice", "a field is there twice")
    if not {"name", "company", "email", "phone"} & set(names):
        raise PydanticCustomError("nobody", "a name, a company, a mail address or a phone is needed")
    return fields


def _origin(text: str) -> str:
    if not ORIGIN.fullmatch(text.lower()):
        raise PydanticCustomError("origin_invalid", "an origin is like https://www.example.com")
    return text.lower()


Fields = Annotated[list[FormField], Field(min_length=1, max_length=20), AfterValidator(_once)]
Origins = Annotated[
    list[Annotated[Text, Field(max_length=200), AfterValidator(_origin)]],
    Field(max_length=20, description="Pages that may send it, `https://www.example.com`; none: any page"),
]
LeastSeconds = Annotated[
    int,
    Field(
        ge=0,
        le=60,
        description="Nobody fills it in sooner. The page must send back the token that it was shown with; "
        "0: pages without scripts can send it",
    ),
]


class LeadFormCreate(Given):
    """A new form."""

    name: Name = Field(description="For those who keep it; pages do not show it")
    fields: Fields
    source: Line | None = None
    campaign: Line | None = None
    owner_id: UUID | None = Field(
        default=None, description="Neither owner nor team: the assignment rules decide"
    )
    team_id: UUID | None = None
    thanks_url: Website | None = Field(default=None, description="Where a browser goes after it was sent")
    allowed_origins: Origins = Field(default_factory=list)
    least_seconds: LeastSeconds = 0
    active: bool = True


class LeadFormUpdate(Given):
    """What to change of a form; absent fields stay, its key always does."""

    name: Name = Field(default_factory=absent)
    fields: Fields = Field(default_factory=absent)
    source: Line | None = None
    campaign: Line | None = None
    owner_id: UUID | None = None
    team_id: UUID | None = None
    thanks_url: Website | None = None
    allowed_origins: Origins = Field(default_factory=absent)
    least_seconds: LeastSeconds = Field(default_factory=absent)
    active: bool = Field(default_factory=absent)


class LeadFormRead(RecordShown):
    """A form."""

    key: str = Field(description="Public: pages send it to /forms/<key>")
    name: str
    fields: list[FormField]
    source: str | None
    campaign: str | None
    owner_id: UUID | None
    team_id: UUID | None
    thanks_url: str | None
    allowed_origins: list[str]
    least_seconds: int
    active: bool
    received: int = Field(description="Leads that it has sent")
    caught: int = Field(description="Sent by programs, as far as one can tell, and thrown away")


class FormShown(Shown):
    """A form as a page shows it."""

    fields: list[FormField]
    hidden: str = Field(description="A field to hide from people and leave empty")
    token: str = Field(description="To be sent back as `token`: says when the page was shown")
    thanks_url: str | None


class Thanks(Shown):
    """What whoever sent a form hears, whatever became of it."""

    thanks_url: str | None
