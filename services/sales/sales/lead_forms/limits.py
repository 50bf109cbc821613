"""How often a form may be sent: by one address, and by all together, counted by all processes in Redis."""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from chassis.problems import TooManyRequests

log = structlog.get_logger(__name__)
WINDOW: Final = 60


async def take(redis: Redis, key: str, address: str, each: int, all_: int) -> None:
    """Count one sending. Raises TooManyRequests beyond either limit a minute; 0 is no limit. Without Redis
    nobody is refused: the gateway's own limits hold.
    """
    window = int(time.time() // WINDOW)
    names = {f"form:{key}:{counted(address)}:{window}": each, f"form:{key}:{window}": all_}
    pipeline = redis.pipeline(transaction=False)
    for name in names:
        pipeline.incr(name)
        pipeline.expire(name, 2 * WINDOW)
    try:
        counts = (await pipeline.execute())[::2]
    except (RedisError, OSError) as error:
        log.warning("forms are not counted", error=repr(error))
        return
    for count, limit in zip(counts, names.values(), strict=True):
        if limit and count > limit:
            seconds = WINDOW - int(time.time() % WINDOW)
            refusal = TooManyRequests(limit=limit, seconds=seconds)
            refusal.headers["Retry-After"] = str(seconds)
            raise refusal


def counted(address: str) -> str:
    """Under what an address is counted: IPv6 by its /64, of which anybody owns whole ones."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address) or parsed.ipv4_mapped:
        return address
    return str(ip_network((parsed, 64), strict=False))
