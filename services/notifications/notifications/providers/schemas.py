"""Answers about providers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Shown


class ProviderRead(Shown):
    """A provider as it stands; what it signs in with is not shown."""

    name: str
    kind: Literal["smtp", "sms_keyed", "sms_plain", "sandbox"]
    channel: Literal["email", "sms"]
    keyed: bool = Field(
        description="Whether the same message handed over twice is taken once: then a call without answer is "
        "repeated; otherwise the message is unknown until a look-up, a callback or a person settles it"
    )
    looks_up: bool = Field(description="Whether it can be asked what became of a message")
    calls_back: bool = Field(description="Whether it tells of delivery and bounces later")
    per_minute: int = Field(description="Messages it is given in a minute at most")
    given_in_minute: int = Field(description="Messages it was given in the last minute that it was given any")
    circuit: Literal["closed", "open", "half_open"] = Field(
        description="closed: in use; open: left alone after failures; half_open: one message tries"
    )
    failures: int = Field(description="Calls in a row without an answer that counts")
    rests_until: datetime | None = Field(description="Not used before this moment")
    last_error: str | None
    last_error_at: datetime | None


class SandboxMessageRead(Shown):
    """A message that went nowhere."""

    id: UUID
    provider: str
    channel: Literal["email", "sms"]
    reference: str = Field(description="Ours: the id of the delivery")
    sender: str
    address: str
    subject: str
    text: str
    html: str | None
    created_at: datetime
