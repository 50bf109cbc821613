"""Deliveries as callers send and see them."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import orjson
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.exports.catalogue import Language
from chassis.schemas import Given, Moment, Shown, Text
from notifications.deliveries.models import State
from notifications.topics import Channel


def _printable(value: Any) -> Any:
    if "\\u0000" in orjson.dumps(value).decode():
        raise PydanticCustomError("nul_character", "text may not contain the character U+0000")
    return value


Answer = Literal["never_asked", "got_it", "on_its_way", "in_digest", "not_known", "did_not_get_it"]
Params = Annotated[dict[str, Any], AfterValidator(_printable)]


class Recipient(Given):
    """Who a message is for; consent is asked about and preferences looked up by it."""

    thing: Literal["user", "contact", "customer"] = Field(
        description="user: a person who works here; contact, customer: of the customer master"
    )
    id: UUID


class DeliveryCreate(Given):
    """A message to one recipient."""

    key: Annotated[Text, Field(min_length=1, max_length=200)] = Field(
        description="Yours: the same key with the same content is the same message, with another it is 409"
    )
    topic: Text = Field(description="What it is about; GET /topics lists them with their fields")
    channel: Channel
    recipient: Recipient
    customer_id: UUID | None = Field(
        default=None, description="The customer that a contact's message belongs to"
    )
    address: Annotated[Text, Field(max_length=254)] | None = Field(
        default=None,
        description="Mail address or phone number. Left out: a contact's or customer's main mail address or "
        "mobile number in the customer master when it is sent; a person's mail address",
    )
    language: Language | None = Field(
        default=None, description="Left out: the recipient's, or the organisation's"
    )
    params: Params = Field(default_factory=dict, description="Values of the topic's fields")
    not_before: Moment | None = None
    expires_at: Moment | None = Field(
        default=None, description="Given up then, if not sent; 3 days if left out"
    )

    @model_validator(mode="after")
    def _addressed(self) -> Self:
        if self.address is None and self.recipient.thing == "user" and self.channel != "email":
            raise PydanticCustomError("address_missing", "nobody keeps people's numbers but those who send")
        return self


class DeliveryRead(Shown):
    """A message in the ledger, without what it said and to which address."""

    id: UUID
    version: int
    key: str
    requested_by: str = Field(description="user:<id>, service:<name>, …")
    cause_id: UUID
    channel: Channel
    topic: str
    purpose: str
    user_id: UUID | None
    contact_id: UUID | None
    customer_id: UUID | None
    state: State
    reason: dict[str, Any] | None = Field(
        description="Why it is in that state: `kind`, stable for translation, and its parameters"
    )
    due_at: datetime | None = Field(description="When it is looked at next")
    expires_at: datetime
    attempts: int
    provider: str | None
    provider_reference: str | None
    template_number: int | None = Field(description="Version of the text; 0: the suite's own")
    created_at: datetime
    updated_at: datetime


class StepRead(Shown):
    """One change of state."""

    version: int
    state: State
    reason: dict[str, Any] = Field(description="`kind`, stable for translation, and its parameters")
    provider: str | None
    at: datetime


class DeliveryWhole(DeliveryRead):
    """A message with its content and its life."""

    address: str | None = Field(description="Null when it is hidden from you, or not known yet")
    language: str | None
    params: dict[str, Any]
    subject: str | None
    text: str | None
    html: str | None = Field(description="Foreign text: show it in a sandboxed frame only")
    steps: list[StepRead]


class Explained(Shown):
    """Why somebody did or did not get something."""

    answer: Answer = Field(
        description="Of the newest message; never_asked: the ledger has none; in_digest: it is told of in "
        "the mail that gathers a day's news"
    )
    reason: dict[str, Any] | None = Field(description="Why: kind and parameters")
    deliveries: list["WithSteps"] = Field(description="The newest ones, at most 10")


class WithSteps(DeliveryRead):
    """A message with its life."""

    steps: list[StepRead]


class Settlement(Given):
    """What a person found out about a message of which nobody knew the end."""

    arrived: bool = Field(description="false: it is sent again")


Explained.model_rebuild()
