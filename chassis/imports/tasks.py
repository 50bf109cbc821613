"""What the worker and the scheduler of an importing service load."""

from datetime import UTC, datetime

from sqlalchemy import delete, select

from chassis.imports.declaration import declared
from chassis.imports.running import TASK
from chassis.imports.service import KEPT
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.work import hint_again


@every(15)
async def resume_imports(runtime: Runtime) -> None:
    """Hint again at imports that wait, or whose worker has died."""
    await hint_again(runtime, declared().job, TASK)


@every(3600)
async def forget_imports(runtime: Runtime) -> None:
    """Remove what needs the file that has expired: errors, and imports that were never started."""
    job, fault = declared().job, declared().fault
    expired = datetime.now(UTC) - KEPT
    ended = select(job.id).where(job.finished_at < expired)
    async with runtime.database.engine.begin() as connection:
        await connection.execute(delete(fault).where(fault.import_id.in_(ended)))
        idle = job.state.in_(["uploaded", "ready"])
        await connection.execute(delete(job).where(idle, job.created_at < expired))
