"""Keeping what is known of customers true."""

from chassis.periodic import every
from chassis.runtime import Runtime
from sales.customers import service

DAY = 86_400


@every(DAY)
async def compare_with_master(runtime: Runtime) -> None:
    """Take in what was never heard: facts that were dropped while this service was away for long."""
    await service.snapshot(runtime)
