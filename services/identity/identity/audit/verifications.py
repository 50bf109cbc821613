"""Verifications as rows: asked for by people or the calendar, worked off by the worker, kept as evidence."""

import time
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, service_actor
from chassis.problems import NotFound
from chassis.runtime import Runtime
from chassis.work import Reason, held, work_off
from identity.audit import verifying
from identity.audit.models import Verification
from identity.settings import Settings

log = structlog.get_logger(__name__)
TASK = "audit.verify"
WHOLE = "whole"
BEAT_SECONDS = 1.0


async def request(session: AsyncSession, actor: Actor) -> Verification:
    """Queue a verification, or join the one that has not ended."""
    unfinished = select(Verification).where(Verification.finished_at.is_(None))
    if (found := await session.scalar(unfinished.limit(1))) is not None:
        return found
    work = Verification(requested_by=actor.id)
    work.wait()
    session.add(work)
    await session.flush()
    await session.refresh(work)
    return work


async def find(session: AsyncSession, verification_id: UUID) -> Verification:
    """One verification. Raises NotFound."""
    found = await session.get(Verification, verification_id)
    if found is None:
        raise NotFound(thing="verification", id=str(verification_id))
    return found


async def run(runtime: Runtime, verification_id: str) -> None:
    """Verify from the beginning; one that was interrupted starts anew."""

    async def turn(work: Verification) -> bool:
        async def show(done: int, total: int) -> None:
            await _save(runtime, work, done, total)

        settings, progress = Settings.of(runtime.settings), _every_second(show)
        verdict = await verifying.verify(runtime.database, runtime.nats, settings, progress)
        await _end(runtime, work, verdict)
        return True

    async def fail(work: Verification, reason: Reason) -> None:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            if mine := await held(session, Verification, work):
                mine.end("failed", reason)

    await work_off(runtime, Verification, UUID(verification_id), TASK, turn, fail)


async def _save(runtime: Runtime, work: Verification, done: int, total: int) -> None:
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        if mine := await held(session, Verification, work):
            mine.lines, mine.lines_total = done, total
            mine.progressed()


async def _end(runtime: Runtime, work: Verification, verdict: verifying.Verdict) -> None:
    broken = verdict.broken
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        mine = await held(session, Verification, work)
        if mine is None:
            return
        mine.lines_total, mine.anchors = verdict.lines, verdict.anchors
        mine.lines = max(broken.position - verdict.begins_after - 1, 0) if broken else verdict.lines
        mine.outcome, mine.position = (broken.kind, broken.position) if broken else (WHOLE, None)
        mine.end("done")
    if broken:
        log.error("the audit trail is broken", kind=broken.kind, position=broken.position)


async def by_command(runtime: Runtime) -> bool:
    """Verify at once and say what was found; False for a broken trail."""
    verdict = await verifying.verify(
        runtime.database, runtime.nats, Settings.of(runtime.settings), _every_second(_log_progress)
    )
    about = {"lines": verdict.lines, "after": verdict.begins_after, "anchors": verdict.anchors}
    if broken := verdict.broken:
        log.error("the audit trail is broken", kind=broken.kind, position=broken.position, **about)
    else:
        log.info("the audit trail is whole", **about)
    return broken is None


async def _log_progress(done: int, total: int) -> None:
    log.info("verifying", lines=done, lines_total=total)


def _every_second(show: verifying.Progress) -> verifying.Progress:
    """Progress that is shown now and then."""
    shown = time.monotonic()

    async def progress(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > BEAT_SECONDS:
            shown = time.monotonic()
            await show(done, total)

    return progress
