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


async def tell_team(session: AsyncSession, event: OpportunityWon, heard: Heard) -> None:
    """A deal was won: the team hears by whom, and what it is worth only who looks after it."""
    owner = await people.known(session, event.owner_id) if event.owner_id else None
    told: dict[str, Any] = {"name": event.name, **({"owner": owner["name"]} if owner else {})}
    worth = {"amount": {"amount": event.amount, "currency": event.currency}} if event.amount else {}
    team = await people.members(session, event.team_id) if event.team_id else []
    for user_id in sorted({*team, *([event.owner_id] if event.owner_id else [])} - {heard.person}):
        await _mail(session, event, user_id, "deal-won", told | (worth if user_id == event.owner_id else {}))


async def tell_person(session: AsyncSession, event: SecondFactorReset, heard: Heard) -> None:
    """Somebody's account is less safe than they think."""
    known = await people.known(session, heard.person) if heard.person else None
    await _mail(session, event, event.user_id, "second-factor-reset", {"by": known["name"]} if known else {})


async def _mail(
    session: AsyncSession,
    event: OpportunityWon | SecondFactorReset,
    user_id: UUID,
    topic: str,
    params: dict[str, Any],
) -> None:
    key = f"{event.subject}:{event.record_id}:{event.version}:{user_id}"
    recipient = Recipient(thing="user", id=user_id)
    body = DeliveryCreate(key=key, topic=topic, channel="email", recipient=recipient, params=params)
    await service.send(session, body)
