"""What somebody wants, and from when on they may be told."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import DomainError, InvalidInput
from notifications.preferences.models import Preference, QuietHours
from notifications.preferences.quiet import next_allowed
from notifications.preferences.schemas import QuietHoursSet, Wish
from notifications.topics import CHANNELS, TOPICS, WISHED

AT_ONCE = Wish(wanted=True)
How = Literal["at_once", "digest", "off"]


class TopicMandatory(DomainError):
    """This topic cannot be switched off."""


async def all_of(session: AsyncSession, user_id: UUID, time_zone: str) -> dict[str, Any]:
    """Every topic on every channel, and the quiet hours."""
    kept = await session.scalars(select(Preference).filter_by(user_id=user_id))
    said = {(one.topic, one.channel): one for one in kept}

    def wish_for(name: str, channel: str) -> Preference | Wish:
        return AT_ONCE if TOPICS[name].mandatory else said.get((name, channel), _unless_said(name, channel))

    topics = [
        {
            "topic": name,
            "channel": channel,
            "wanted": wish_for(name, channel).wanted,
            "digest": wish_for(name, channel).digest,
            "mandatory": topic.mandatory,
        }
        for name, topic in WISHED.items()
        for channel in CHANNELS
    ]
    quiet = await session.get(QuietHours, user_id)
    return {"quiet_hours": quiet, "time_zone": time_zone, "topics": topics}


def _unless_said(topic: str, channel: str) -> Wish:
    by_mail = channel == "email"
    return Wish(wanted=by_mail, digest=by_mail and TOPICS[topic].daily)


async def wish(session: AsyncSession, user_id: UUID, topic: str, channel: str, body: Wish) -> None:
    """Say how one wants a topic on a channel. Raises TopicMandatory (409)."""
    if topic not in WISHED:
        raise InvalidInput.at("/path/topic", "topic_unknown", expected=sorted(WISHED))
    if WISHED[topic].mandatory and body != AT_ONCE:
        raise TopicMandatory(topic=topic)
    if body.digest and (channel != "email" or not body.wanted):
        raise InvalidInput.at("/digest", "only_by_mail")
    key = {"user_id": user_id, "topic": topic, "channel": channel}
    row = insert(Preference).values(**key, **body.model_dump())
    await session.execute(row.on_conflict_do_update(index_elements=list(key), set_=body.model_dump()))


async def be_quiet(session: AsyncSession, user_id: UUID, body: QuietHoursSet) -> None:
    """Say when one wants to be left alone."""
    if body.starts_at == body.ends_at:
        raise InvalidInput.at("/ends_at", "no_hours")
    values = body.model_dump()
    row = insert(QuietHours).values(user_id=user_id, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def never_quiet(session: AsyncSession, user_id: UUID) -> None:
    """Be told at any hour again."""
    await session.execute(delete(QuietHours).where(QuietHours.user_id == user_id))


async def how(session: AsyncSession, user_id: UUID, topic: str, channel: str) -> How:
    """How a person is to get a topic on a channel."""
    if TOPICS[topic].mandatory:
        return "at_once"
    said = await session.get(Preference, (user_id, topic, channel)) or _unless_said(topic, channel)
    if not said.wanted:
        return "off"
    return "digest" if said.digest else "at_once"


async def allowed_from(
    session: AsyncSession, user_id: UUID, topic: str, zone: str, now: datetime
) -> datetime:
    """The first moment from now on outside a person's quiet hours, which what is mandatory does not heed."""
    kept = None if TOPICS[topic].mandatory else await session.get(QuietHours, user_id)
    return next_allowed(now, ZoneInfo(zone), kept.hours) if kept else now
