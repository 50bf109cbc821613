"""What filters of lists reckon with."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chassis.actors import Actor
from chassis.runtime import Runtime
from libs.conditions import Context


def context(runtime: Runtime, actor: Actor) -> Context:
    """Now, the person's zone (the organisation's for others), and who asks."""
    user = runtime.access.user(actor.id)
    zone = user["time_zone"] if user else runtime.access.organisation()["time_zone"]
    return Context(datetime.now(UTC), ZoneInfo(zone), actor.id)
