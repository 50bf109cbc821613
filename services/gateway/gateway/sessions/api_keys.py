"""API keys: exchanged at identity for access tokens, which are kept here while they live.

A revoked key is refused within moments by whoever hears of it, and its token by every service.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable
from uuid import UUID

from chassis.problems import NotSignedIn, Unavailable
from chassis.tokens import Claims, Verifier
from gateway.sessions.identity import Identity

PREFIX = "crm_"
RENEW_BEFORE = 30.0  # seconds of life in which a token is replaced by a new one
REMEMBERED = 10_000
_Name = tuple[bytes, str]


class ApiKeys:
    """The keys that one process has seen lately, each with its token by address: a key may be bound to some.

    `admit` is called with an address before identity is asked, and raises when it asked too often.
    """

    def __init__(self, identity: Identity, verifier: Verifier, admit: Callable[[str], None]) -> None:
        self._identity, self._verifier, self._admit = identity, verifier, admit
        self._tokens: dict[_Name, Claims] = {}
        self._flights: dict[_Name, asyncio.Task[Claims]] = {}

    async def claims(self, key: str, address: str) -> Claims:
        """The token of a key. Raises NotSignedIn, TooManyRequests, Unavailable."""
        name = (hashlib.sha256(key.encode()).digest(), address)
        known = self._tokens.get(name)
        if known is not None and known.expires_at - time.time() > RENEW_BEFORE:
            return known
        flight = self._flights.get(name)
        if flight is None:
            self._admit(address)
            flight = self._flights[name] = asyncio.create_task(self._exchange(key, name))
            flight.add_done_callback(lambda _: self._flights.pop(name))
        try:
            return await asyncio.shield(flight)
        except Unavailable:
            if known is not None and known.expires_at > time.time() + 1:
                return known
            raise

    def distrust(self, api_key_id: UUID) -> None:
        """Exchange this key anew: identity has changed or revoked it."""
        for name, known in list(self._tokens.items()):
            if known.subject == api_key_id:
                del self._tokens[name]

    async def _exchange(self, key: str, name: _Name) -> Claims:
        answer = await self._identity.exchange(key, name[1])
        if answer.status == 429:
            raise Unavailable(service="identity")
        if not answer.ok:
            self._tokens.pop(name, None)
            given = answer.json() if answer.status == 401 else {}
            raise NotSignedIn(reason=given.get("params", {}).get("reason", "api-key-refused"))
        claims = await self._verifier.verify(answer.json()["access_token"])
        if len(self._tokens) >= REMEMBERED:
            self._tokens.clear()
        self._tokens[name] = claims
        return claims
