"""REST: one's own preferences."""

from typing import Any

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading, User, Writing
from notifications.preferences import service
from notifications.preferences.schemas import PreferencesRead, QuietHoursSet, Wish
from notifications.settings import Settings
from notifications.topics import Channel

router = Router(tags=["preferences"])


@router.get("/preferences", response_model=PreferencesRead)
async def read(actor: User, session: Reading, runtime: Opened) -> Any:
    """Which topics you want on which channel, and when you want to be left alone."""
    known = runtime.access.user(actor.id)
    found = await service.all_of(session, actor.id, known["time_zone"] if known else "UTC")
    return {**found, "digest_at": Settings.of(runtime.settings).digest_at}


@router.put("/preferences/{topic}/{channel}", status_code=204)
async def wish(actor: User, session: Writing, topic: str, channel: Channel, body: Wish) -> None:
    """Say whether you want a topic on a channel, at once or once a day; 409 for one that comes in any case,
    at once.
    """
    await service.wish(session, actor.id, topic, channel, body)


@router.put("/quiet-hours", status_code=204)
async def be_quiet(actor: User, session: Writing, body: QuietHoursSet) -> None:
    """Say from when until when, in your own zone, nothing comes that can wait."""
    await service.be_quiet(session, actor.id, body)


@router.delete("/quiet-hours", status_code=204)
async def never_quiet(actor: User, session: Writing) -> None:
    """Be told at any hour again."""
    await service.never_quiet(session, actor.id)
