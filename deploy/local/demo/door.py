"""The suite's public API as one signed-in person sees it."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import aiohttp

AT_ONCE: Final = 8
PATIENCE: Final = 20.0
"""Seconds to go on asking a service that is busy, or has not heard of a new person yet."""


class Refused(Exception):
    """The suite answered something that the demo cannot deal with."""


class Door:
    """Calls the API for one person, some calls side by side; answers that ask to wait are waited for."""

    def __init__(self, client: aiohttp.ClientSession, limit: asyncio.Semaphore, token: str = "") -> None:
        self._client, self._limit = client, limit
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def sign_in(self, email: str, password: str) -> "Door":
        """The same API for somebody else."""
        tokens = await self.post("/api/identity/sessions", {"email": email, "password": password})
        return Door(self._client, self._limit, tokens["access_token"])

    async def get(self, path: str, **query: Any) -> Any:
        """Read."""
        return await self._call("GET", path, params=query)

    async def each(self, path: str, **query: Any) -> AsyncIterator[dict[str, Any]]:
        """Every item of a list, page after page."""
        page = await self.get(path, limit=200, **query)
        while True:
            for item in page["items"]:
                yield item
            if not page["next"]:
                return
            page = await self.get(path, limit=200, after=page["next"], **query)

    async def post(self, path: str, body: object, *, key: str = "") -> Any:
        """Create; the same key has one effect, however often a loader that was killed starts again."""
        headers = {"Idempotency-Key": str(uuid5(NAMESPACE_URL, f"demo/{key}"))} if key else {}
        return await self._call("POST", path, json=body, headers=headers)

    async def patch(self, path: str, version: int, body: object) -> Any:
        """Change what was read in this version."""
        return await self._call("PATCH", path, json=body, headers={"If-Match": f'"{version}"'})

    async def put(self, path: str, body: object) -> Any:
        """Put in place."""
        return await self._call("PUT", path, json=body)

    async def _call(self, method: str, path: str, **options: Any) -> Any:
        headers = self._headers | options.pop("headers", {})
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            async with self._limit, self._client.request(method, path, headers=headers, **options) as answer:
                if answer.status < 300:
                    return await answer.json(content_type=None)
                text = await answer.text()
            wait = float(answer.headers.get("Retry-After", 0)) or (
                0.3 if _not_yet(answer.status, text) else 0
            )
            if not wait or asyncio.get_running_loop().time() + wait > deadline:
                raise Refused(f"{method} {path}: {answer.status} {text[:1000]}")
            await asyncio.sleep(wait)


def _not_yet(status: int, text: str) -> bool:
    """Whether the same call may be answered otherwise in a moment: events take theirs to arrive."""
    unheard_of = status == 422 and ("person_unknown" in text or "team_unknown" in text)
    return status >= 500 or status == 401 or unheard_of


async def together(work: Iterable[Any]) -> list[Any]:
    """Do all of it side by side, as far as the doors allow."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in work]
    return [one.result() for one in tasks]
