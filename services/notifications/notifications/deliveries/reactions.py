"""Which mails follow from what happened elsewhere. Each is keyed by its event, so that none is sent twice."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard
from crm.identity.events import SecondFactorReset
from crm.sales.events.opportunities import OpportunityWon
from notifications import people
from notifications.deliveries import service
from notifications.deliveries.schemas import DeliveryCreate, Recipient
from notifications.inbox.selling import NEWS, Sold, about, concerned
from notifications.topics import TOPICS


async def tell_sellers(session: AsyncSession, event: Sold, heard: Heard) -> None:
    """What stands in the inbox of those whom it concerns; what it is worth hears only who looks after it."""
    topic, _ = NEWS[type(event)]
    names = {"owner": await _name(session, event.owner_id), "by": await _name(session, heard.person)}
    said = {name: one for name, one in {**names, **about(event)}.items() if one}
    told = {name: said[name] for name in TOPICS[topic].sample.keys() & said.keys()}
    for user_id in await concerned(session, event, heard):
        worth = _worth(event) if user_id == event.owner_id else {}
        await _mail(session, event, user_id, topic, told | worth)


def _worth(event: Sold) -> dict[str, Any]:
    if not isinstance(event, OpportunityWon) or not event.amount:
        return {}
    return {"amount": {"amount": event.amount, "currency": event.currency}}


async def tell_person(session: AsyncSession, event: SecondFactorReset, heard: Heard) -> None:
    """Somebody's account is less safe than they think."""
    name = await _name(session, heard.person)
    await _mail(session, event, event.user_id, "second-factor-reset", {"by": name} if name else {})


async def _name(session: AsyncSession, user_id: UUID | None) -> str | None:
    known = await people.known(session, user_id) if user_id else None
    return str(known["name"]) if known else None


async def _mail(
    session: AsyncSession,
    event: Sold | SecondFactorReset,
    user_id: UUID,
    topic: str,
    params: dict[str, Any],
) -> None:
    key = f"{event.subject}:{event.record_id}:{event.version}:{user_id}"
    recipient = Recipient(thing="user", id=user_id)
    body = DeliveryCreate(key=key, topic=topic, channel="email", recipient=recipient, params=params)
    await service.send(session, body)
