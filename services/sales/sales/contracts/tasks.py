"""What happens to contracts by itself."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.organisation import today
from chassis.periodic import every
from chassis.runtime import Runtime
from sales.contracts import lasting
from sales.contracts.lasting import TOGETHER
from sales.settings import SalesSettings


@every(60)
async def pass_on(runtime: Runtime) -> None:
    """Renew or end contracts whose last day, in the organisation's zone, is over."""
    on = today(runtime.access)
    await _all(runtime, lambda session: lasting.pass_on(session, on))


@every(60)
async def warn(runtime: Runtime) -> None:
    """Tell of contracts that end soon, early enough to give notice."""
    on, days = today(runtime.access), SalesSettings.of(runtime.settings).contract_warning_days
    await _all(runtime, lambda session: lasting.warn(session, on, days))


async def _all(runtime: Runtime, some: Callable[[AsyncSession], Awaitable[int]]) -> None:
    done = TOGETHER
    while done == TOGETHER:
        async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
            done = await some(session)
