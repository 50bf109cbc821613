"""What the gateway asks of identity on behalf of browsers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

from chassis.problems import Unavailable

_TIMEOUT = aiohttp.ClientTimeout(total=5)


@dataclass(frozen=True, slots=True)
class Answer:
    """What identity said."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether it said yes."""
        return self.status < 300

    def json(self) -> dict[str, Any]:
        """The body, which of a yes is an object."""
        value: dict[str, Any] = orjson.loads(self.body)
        return value


class Identity:
    """Identity's REST resources, as far as the gateway uses them."""

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self._client, self._url = client, url

    async def sign_in(self, credentials: bytes, headers: Mapping[str, str]) -> Answer:
        """Exchange credentials, as the browser sent them, for tokens."""
        return await self._ask(
            "POST", "/sessions", {**headers, "Content-Type": "application/json"}, credentials
        )

    async def refresh(self, refresh_token: str, address: str) -> Answer:
        """Exchange a refresh token for new tokens. For some seconds the same token gets the same answer."""
        body = orjson.dumps({"refresh_token": refresh_token})
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        return await self._ask("POST", "/sessions/refresh", headers, body)

    async def confirm(self, access_token: str, proof: bytes, headers: Mapping[str, str]) -> Answer:
        """Confirm a sign-in by what the browser sent; tokens know it from the next refresh on."""
        sent = {"Authorization": f"Bearer {access_token}", "Content-Type": "application/json"}
        return await self._ask("POST", "/sessions/confirm", {**headers, **sent}, proof)

    async def exchange(self, key: str, address: str) -> Answer:
        """Exchange an API key for an access token."""
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        return await self._ask("POST", "/api-keys/token", headers, orjson.dumps({"key": key}))

    async def me(self, access_token: str) -> Answer:
        """Who is signed in."""
        return await self._ask("GET", "/me", {"Authorization": f"Bearer {access_token}"})

    async def sign_out(self, access_token: str, address: str) -> Answer:
        """End the session in which the token was given."""
        headers = {"Authorization": f"Bearer {access_token}", "X-Forwarded-For": address}
        return await self._ask("DELETE", "/sessions/current", headers)

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        try:
            asked = self._client.request(
                method, self._url + path, data=body, headers=headers, timeout=_TIMEOUT, allow_redirects=False
            )
            async with asked as answer:
                read = Answer(answer.status, await answer.read(), answer.headers)
        except (aiohttp.ClientError, TimeoutError):
            raise Unavailable(service="identity") from None
        if read.status >= 500:
            error = Unavailable(service="identity")
            error.headers = {"Retry-After": read.headers.get("Retry-After", "1")}
            raise error
        return read
