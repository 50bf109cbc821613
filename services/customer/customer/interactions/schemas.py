"""Timeline entries as callers send and see them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from chassis.masks import Masked
from chassis.schemas import Given, Moment, Name, Note, RecordShown, Text, absent

Channel = Literal["call", "email", "sms", "meeting", "visit", "web", "chat", "letter", "event", "note"]
"""The channels of entries made by hand; events have others too, such as system."""
Direction = Literal["in", "out", "none"]
FollowUp = Annotated[Text, Field(min_length=1, max_length=2000)]
Duration = Annotated[int, Field(ge=0, le=604_800, description="Seconds")]


class Participant(Given):
    """Somebody who took part."""

    kind: Literal["contact", "person", "other"]
    id: UUID | None = Field(default=None, description="The contact, or the person of the house")
    name: Name | None = Field(default=None, description="Of others")


Participants = Annotated[list[Participant], Field(max_length=50)]


class Described(Given):
    """The optional fields of an entry."""

    thing: ClassVar[str] = "interaction"
    summary: Note | None = None
    contact_id: UUID | None = Field(default=None, description="A contact of the customer")
    duration_seconds: Duration | None = None
    follow_up: FollowUp | None = Field(default=None, description="What is to be done next")
    follow_up_on: date | None = Field(default=None, description="By which day")


class InteractionCreate(Described):
    """A call, visit, message or note, recorded by hand."""

    customer_id: UUID
    channel: Channel
    direction: Direction = "none"
    occurred_at: Moment
    participants: Participants = Field(default_factory=list)


class InteractionUpdate(Described):
    """Fields to change; those left out stay."""

    channel: Channel = Field(default_factory=absent)
    direction: Direction = Field(default_factory=absent)
    occurred_at: Moment = Field(default_factory=absent)
    participants: Participants = Field(default_factory=absent)


class InteractionRead(Masked, RecordShown):
    """One entry of the timeline; what is hidden from the caller is absent."""

    thing: ClassVar[str] = "interaction"
    params_of: ClassVar[Mapping[str, str]] = {"params": "customer"}
    customer_id: UUID
    contact_id: UUID | None
    channel: str = Field(
        description="call, email, sms, meeting, visit, web, chat, letter, event, note, system, …"
    )
    direction: Direction
    kind: str = Field(description="`noted` for entries made by hand, else what happened, for translation")
    params: dict[str, Any] = Field(description="What a translated sentence about the kind needs")
    summary: str | None
    occurred_at: datetime
    duration_seconds: int | None
    follow_up: str | None
    follow_up_on: date | None
    participants: list[Participant]
    recorded_by: UUID | None
