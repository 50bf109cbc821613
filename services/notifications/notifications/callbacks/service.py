"""Believing providers: signed reports, each once, whenever they come."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, cast

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from notifications.callbacks.models import Callback
from notifications.deliveries import service as deliveries
from notifications.providers.contract import Report, ReportKind

WAITING: Final = timedelta(days=3)
"""For so long a report may come before what it speaks of."""
KEPT: Final = timedelta(days=90)


async def receive(session: AsyncSession, provider: str, reports: Sequence[Report]) -> None:
    """Keep the reports that are new, and apply those whose delivery is known."""
    for report in reports:
        row = {
            "provider": provider,
            "report_id": report.id[:200],
            "reference": report.reference[:200],
            "kind": report.kind,
            "detail": report.detail,
            "reported_at": report.at,
        }
        new = insert(Callback).values(row).on_conflict_do_nothing().returning(Callback)
        callback: Callback | None = await session.scalar(new)
        if callback is not None:
            await _apply(session, callback)


async def apply_some(session: AsyncSession, limit: int) -> int:
    """Apply reports that came early and whose delivery is known by now; returns how many."""
    early = select(Callback).where(
        Callback.applied_at.is_(None), Callback.received_at > datetime.now(UTC) - WAITING
    )
    rows = await session.scalars(
        early.order_by(Callback.received_at).limit(limit).with_for_update(skip_locked=True)
    )
    return sum([await _apply(session, one) for one in rows.all()])


async def _apply(session: AsyncSession, callback: Callback) -> bool:
    delivery = await deliveries.named_by(session, callback.provider, callback.reference)
    if delivery is None:
        return False
    kind = cast("ReportKind", callback.kind)
    report = Report(callback.report_id, callback.reference, kind, callback.reported_at, callback.detail)
    await deliveries.believe(session, delivery, report)
    callback.applied_at = await session.scalar(select(func.now()))
    return True


async def forget_some(session: AsyncSession) -> None:
    """Remove reports that have served their time."""
    await session.execute(delete(Callback).where(Callback.received_at < datetime.now(UTC) - KEPT))
