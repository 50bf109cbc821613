"""What the organisation's settings say about what is not said."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from chassis.access import Access
from chassis.actors import Actor
from libs.conditions import Context


def context_of(actor: Actor, access: Access) -> Context:
    """What filters are asked against: now, the organisation's calendar, the caller as `me`."""
    return Context(datetime.now(UTC), ZoneInfo(access.organisation()["time_zone"]), actor.id)


def today(access: Access) -> date:
    """The date in the organisation's zone: prices begin and end by it."""
    return datetime.now(ZoneInfo(access.organisation()["time_zone"])).date()
