"""Announcing what decides about access: to the other services, and to identity's own projection at once."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import project
from chassis.outbox import publish
from crm.event import Event


async def announce(session: AsyncSession, event: Event) -> None:
    """Publish a fact and take it into this service's own `access` table, in one transaction."""
    publish(session, event)
    await project(session, event)
