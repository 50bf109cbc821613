"""What the organisation's settings say about what is not said."""

from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chassis.access import Access
from chassis.actors import Actor
from libs.conditions import Context


class Defaults(NamedTuple):
    """The region phone numbers are written in, and the zone of dates and times without one."""

    region: str
    zone: str


def defaults_of(access: Access) -> Defaults:
    """The organisation's region and zone."""
    found = access.organisation()
    return Defaults(found["region"], found["time_zone"])


def context_of(actor: Actor, access: Access) -> Context:
    """What filters are asked against: now, the organisation's calendar, the caller as `me`."""
    return Context(datetime.now(UTC), ZoneInfo(defaults_of(access).zone), actor.id)


def today(access: Access) -> date:
    """The date in the organisation's zone."""
    return day_of(access, datetime.now(UTC))


def day_of(access: Access, at: datetime) -> date:
    """The date of a moment in the organisation's zone."""
    return at.astimezone(ZoneInfo(defaults_of(access).zone)).date()


def base_currency(access: Access) -> str:
    """The currency that amounts of several currencies are added up in."""
    return str(access.organisation()["base_currency"])
