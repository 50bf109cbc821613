"""Removing timeline entries for good: those deleted long ago, and those of purged customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.operations import service as operations
from chassis.tables import change
from customer.external import ExternalReference
from customer.interactions.models import Interaction

BATCH: Final = 1000


async def purge(session: AsyncSession, before: datetime) -> int:
    """Remove entries deleted before a moment, at most a thousand; returns how many."""
    statement = select(Interaction.id).where(Interaction.deleted_at < before).limit(BATCH)
    ids = (await session.scalars(statement.with_for_update(skip_locked=True))).all()
    if ids:
        await _remove(session, Interaction.id.in_(ids))
    return len(ids)


async def purge_with(session: AsyncSession, customer_ids: Sequence[UUID]) -> None:
    """Remove the timelines of customers."""
    await _remove(session, Interaction.customer_id.in_(customer_ids))


async def _remove(session: AsyncSession, which: ColumnElement[bool]) -> None:
    ids: Select[Any] = select(Interaction.id).where(which)
    await session.execute(delete(change).where(change.c.record_id.in_(ids)))
    await operations.forget(session, ids)
    await session.execute(delete(ExternalReference).where(ExternalReference.record_id.in_(ids)))
    await session.execute(delete(Interaction).where(which).execution_options(synchronize_session=False))
