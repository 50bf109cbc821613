"""Valuing deals anew when rates or stages have changed."""

from chassis.periodic import every
from chassis.runtime import Runtime
from sales.opportunities import revaluing


@every(10)
async def revalue(runtime: Runtime) -> None:
    """Work off what is due, a few deals at a time."""
    while await revaluing.revalue_some(runtime):
        pass
