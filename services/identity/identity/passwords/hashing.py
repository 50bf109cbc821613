"""Argon2id in a few threads, with a bounded queue: sign-in can neither eat all memory nor all processors."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from chassis.problems import Unavailable
from identity.settings import Settings

Result = TypeVar("Result")


class Hashing:
    """One process's hashing, by its parameters."""

    def __init__(self, passes: int, memory: int, lanes: int, threads: int, queue: int) -> None:
        self._argon2 = PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=lanes)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._most = threads + queue
        self._waiting = 0
        self._nobodys = self._argon2.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        """A new hash, with its parameters and a salt of its own. Raises Unavailable."""
        return await self._run(lambda: self._argon2.hash(password))

    async def verify(self, known: str | None, password: str) -> bool:
        """Whether the password is right; without a hash to compare it is wrong after the same work."""
        return await self._run(lambda: self._matches(known or self._nobodys, password)) and known is not None

    async def renewed(self, known: str, password: str) -> str | None:
        """A hash by today's parameters where the known one has older ones."""
        return await self.hash(password) if self._argon2.check_needs_rehash(known) else None

    def _matches(self, known: str, password: str) -> bool:
        try:
            return self._argon2.verify(known, password)
        except (Argon2Error, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._waiting >= self._most:
            error = Unavailable(service="identity", reason="busy")
            error.headers["Retry-After"] = "1"
            raise error
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1


def hashing(settings: Settings) -> Hashing:
    """The hashing of this process."""
    return _hashing(
        settings.password_passes,
        settings.password_memory,
        settings.password_lanes,
        settings.password_threads,
        settings.password_queue,
    )


_hashing = cache(Hashing)
