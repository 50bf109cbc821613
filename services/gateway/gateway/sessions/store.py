"""Browser sessions in Redis. Without Redis nobody is signed in by cookie: the gateway says 503."""

import asyncio
import secrets as random
from collections.abc import Awaitable
from dataclasses import asdict, dataclass, field
from typing import TypeVar
from uuid import UUID

import orjson
from redis.asyncio import Redis
from redis.exceptions import RedisError

from chassis.problems import Unavailable
from gateway.sessions import secrets

T = TypeVar("T")
_UNLOCK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser, as identity knows it."""

    user_id: UUID
    session_id: UUID | None
    expires_at: float
    """Of the access token, in seconds since 1970."""
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


class Store:
    """Reads and writes sessions by their cookie."""

    def __init__(self, redis: "Redis", days: int) -> None:
        self._redis = redis
        self._seconds = days * 86400
        self._unlock = redis.register_script(_UNLOCK)

    async def read(self, secret: str) -> Session | None:
        """The session as it is now."""
        sealed = await _within(self._redis.get(_key(secret)))
        content = secrets.unseal(secret, sealed) if isinstance(sealed, bytes) else None
        if content is None:
            return None
        kept = orjson.loads(content)
        session_id = UUID(kept["session_id"]) if kept["session_id"] else None
        return Session(**{**kept, "user_id": UUID(kept["user_id"]), "session_id": session_id})

    async def add(self, secret: str, session: Session) -> None:
        """Keep a new session."""
        await _within(self._redis.set(_key(secret), _sealed(secret, session), ex=self._seconds))

    async def replace(self, secret: str, session: Session) -> bool:
        """Write a session anew; False when somebody has signed it out meanwhile."""
        written = self._redis.set(_key(secret), _sealed(secret, session), ex=self._seconds, xx=True)
        return bool(await _within(written))

    async def remove(self, secret: str) -> None:
        """Forget a session."""
        await _within(self._redis.delete(_key(secret)))

    async def lock(self, secret: str, lease: float) -> str | None:
        """Become the only one to refresh this session, for as long as the lease; None when another is."""
        ticket = random.token_hex(8)
        given = self._redis.set(_key(secret) + ":lock", ticket, nx=True, px=int(lease * 1000))
        return ticket if await _within(given) else None

    async def unlock(self, secret: str, ticket: str) -> None:
        """Give the lock back, unless the lease ran out and another has it."""
        await _within(self._unlock(keys=[_key(secret) + ":lock"], args=[ticket]))


def _key(secret: str) -> str:
    return f"session:{secrets.name(secret)}"


def _sealed(secret: str, session: Session) -> bytes:
    return secrets.seal(secret, orjson.dumps(asdict(session)))


async def _within(answer: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(1):
            return await answer
    except (RedisError, OSError, TimeoutError):
        raise Unavailable(service="redis") from None
