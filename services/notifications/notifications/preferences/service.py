"""What somebody wants, and from when on they may be told."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import DomainError, InvalidInput
from notifications.preferences.models import Preference, QuietHours
from notifications.preferences.quiet import next_allowed
from notifications.preferences.schemas import QuietHoursSet
from notifications.topics import CHANNELS, TOPICS

UNLESS_SAID = {"email": True, "sms": False}


class TopicMandatory(DomainError):
    """This topic cannot be switched off."""


async def all_of(session: AsyncSession, user_id: UUID, time_zone: str) -> dict[str, Any]:
    """Every topic on every channel, and the quiet hours."""
    kept = await session.scalars(select(Preference).filter_by(user_id=user_id))
    said = {(one.topic, one.channel): one.wanted for one in kept}
    topics = [
        {
            "topic": name,
            "channel": channel,
            "wanted": topic.mandatory or said.get((name, channel), UNLESS_SAID[channel]),
            "mandatory": topic.mandatory,
        }
        for name, topic in TOPICS.items()
        if topic.for_people
        for channel in CHANNELS
    ]
    quiet = await session.get(QuietHours, user_id)
    return {"quiet_hours": quiet, "time_zone": time_zone, "topics": topics}


async def wish(session: AsyncSession, user_id: UUID, topic: str, channel: str, *, wanted: bool) -> None:
    """Say whether one wants a topic on a channel. Raises TopicMandatory (409)."""
    if topic not in TOPICS or not TOPICS[topic].for_people:
        expected = sorted(name for name, one in TOPICS.items() if one.for_people)
        raise InvalidInput.at("/path/topic", "topic_unknown", expected=expected)
    if TOPICS[topic].mandatory and not wanted:
        raise TopicMandatory(topic=topic)
    key = {"user_id": user_id, "topic": topic, "channel": channel}
    row = insert(Preference).values(**key, wanted=wanted)
    await session.execute(row.on_conflict_do_update(index_elements=list(key), set_={"wanted": wanted}))


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


async def wanted(session: AsyncSession, user_id: UUID, topic: str, channel: str) -> bool:
    """Whether a person is to get a topic on a channel."""
    if TOPICS[topic].mandatory:
        return True
    said = await session.get(Preference, (user_id, topic, channel))
    return said.wanted if said else UNLESS_SAID[channel]


async def allowed_from(
    session: AsyncSession, user_id: UUID, topic: str, zone: str, now: datetime
) -> datetime:
    """The first moment from now on outside a person's quiet hours, which what is mandatory does not heed."""
    kept = None if TOPICS[topic].mandatory else await session.get(QuietHours, user_id)
    return next_allowed(now, ZoneInfo(zone), kept.hours) if kept else now
