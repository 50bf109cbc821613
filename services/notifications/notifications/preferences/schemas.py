"""Preferences as people send and see them."""

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Shown
from notifications.topics import Channel


def _plain(value: time) -> time:
    if value.tzinfo is not None:
        raise PydanticCustomError("time_zone", "a time of day where the person is, without a zone")
    return value


TimeOfDay = Annotated[
    time, AfterValidator(_plain), Field(description="For instance 22:00, in one's own zone")
]


class Wish(Given):
    """Whether somebody wants a topic on a channel."""

    wanted: bool


class QuietHoursSet(Given):
    """When nothing comes that can wait."""

    starts_at: TimeOfDay
    ends_at: TimeOfDay


class QuietHoursRead(Shown):
    """When nothing comes that can wait."""

    starts_at: time
    ends_at: time


class PreferenceRead(Shown):
    """One topic on one channel."""

    topic: str
    channel: Channel
    wanted: bool
    mandatory: bool = Field(description="Comes in any case")


class PreferencesRead(Shown):
    """All of a person's preferences."""

    quiet_hours: QuietHoursRead | None
    time_zone: str = Field(description="The zone of the quiet hours: the person's own")
    topics: list[PreferenceRead]
