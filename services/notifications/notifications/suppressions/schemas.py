"""Suppressions as callers send and see them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from chassis.schemas import Given, Shown, Text
from notifications.topics import Channel

Reason = Literal["bounced", "complained", "manual"]


class Addressed(Given):
    """An address of a channel."""

    channel: Channel
    address: Annotated[Text, Field(max_length=254, description="Mail address, or phone number in E.164")]


class SuppressionCreate(Addressed):
    """Send nothing there any more."""

    detail: Annotated[Text, Field(max_length=200)] = ""


class SuppressionRead(Shown):
    """Whether and why nothing is sent to an address."""

    suppressed: bool
    reason: Reason | None = Field(description="bounced: nobody is there; complained: marked as spam; manual")
    detail: str
    created_at: datetime | None
