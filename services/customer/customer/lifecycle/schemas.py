"""The lifecycle as callers send and see it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Shown, Text
from customer.lifecycle.rules import Stage


class StageChoice(Given):
    """A stage that somebody who knows better gives a customer."""

    stage: Stage
    note: Annotated[Text, Field(max_length=2000)] | None = Field(default=None, description="For the timeline")


class Stay(Shown):
    """A time in a stage."""

    stage: Stage
    entered_at: datetime
    left_at: datetime | None = Field(description="Null: still in it")
    actor: str = Field(description="Who brought it there: user:<id>, or service:<name>")
    actor_name: str | None = Field(description="Name of the person, when known")
    cause_id: UUID = Field(description="Everything one act brought about has the same")


class Lifecycle(Shown):
    """Where a customer stands, and how it got there."""

    stage: Stage
    quiet_since: datetime | None = Field(
        description="Last purchase, or when the stage was entered: from here quiet is counted"
    )
    becomes: Stage | None = Field(description="The stage that follows if nothing happens; null: none")
    becomes_at: datetime | None
    stays: list[Stay] = Field(description="Newest first, at most 100")
