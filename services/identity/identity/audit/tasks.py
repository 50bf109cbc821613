"""The worker's and the scheduler's part: verifying, and removing what is too old."""

from datetime import UTC, datetime, timedelta

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tasks import later, task
from chassis.wake import hint
from chassis.work import hint_again
from identity.audit import retention, verifications
from identity.audit.models import Verification
from identity.settings import Settings

DAY = 86_400


@task(verifications.TASK)
async def verify(runtime: Runtime, verification_id: str) -> None:
    """Work off one verification."""
    await verifications.run(runtime, verification_id)


@every(15)
async def resume_verifications(runtime: Runtime) -> None:
    """Hint again at those that wait, or whose worker has died."""
    await hint_again(runtime, Verification, verifications.TASK)


@every(DAY)
async def verify_daily(runtime: Runtime) -> None:
    """Nobody need think of it."""
    we = service_actor("identity")
    async with runtime.database.writing(we) as session:
        work = await verifications.request(session, we)
        hint(session, later(runtime, verifications.TASK, str(work.id)))


@every(DAY)
async def forget_lines(runtime: Runtime) -> None:
    """Remove what is older than the trail is kept."""
    until = datetime.now(UTC) - timedelta(days=Settings.of(runtime.settings).audit_days)
    removed: int | None = 0
    while removed is not None:
        async with runtime.database.writing(service_actor("identity")) as session:
            removed = await retention.cut(session, until)
