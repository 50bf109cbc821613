"""Preferences as people send and see them."""

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Shown
from notifications.topics import Channel


def _plain(value: time) -> time:
    if value.tzinfo is not None:
        raise PydanticCustomError("time_zone", "a time of day where the person is, without a zone")
    return value


PLAIN = WithJsonSchema(
    {
        "type": "string",
        "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$",
        "description": "For instance 22:00, in one's own zone",
    }
)
"""JSON Schema's own `time` has a zone."""
TimeOfDay = Annotated[time, AfterValidator(_plain), PLAIN]
TimeRead = Annotated[time, PLAIN]


class Wish(Given):
    """How somebody wants a topic on a channel."""

    wanted: bool
    digest: bool = Field(default=False, description="Once a day, gathered into one mail; only by mail")


class QuietHoursSet(Given):
    """When nothing comes that can wait."""

    starts_at: TimeOfDay
    ends_at: TimeOfDay


class QuietHoursRead(Shown):
    """When nothing comes that can wait."""

    starts_at: TimeRead
    ends_at: TimeRead


class PreferenceRead(Shown):
    """One topic on one channel."""

    topic: str
    channel: Channel
    wanted: bool
    digest: bool = Field(description="Once a day, gathered into one mail")
    mandatory: bool = Field(description="Comes in any case")


class PreferencesRead(Shown):
    """All of a person's preferences."""

    quiet_hours: QuietHoursRead | None
    time_zone: str = Field(description="The zone of the quiet hours: the person's own")
    digest_at: TimeRead = Field(description="When the mail that gathers a day's news comes, in that zone")
    topics: list[PreferenceRead]
