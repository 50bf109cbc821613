"""Browser sessions: the browser holds a cookie, the tokens stay here and are renewed in time.

An access token about to expire is renewed by one flight: within a process the requests of a session
share one task, between processes a lock with a lease lets one ask identity while the others read its
result. A lock left behind by a crash is free again after the lease.
"""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from chassis.problems import NotSignedIn, Unavailable
from chassis.tokens import Verifier
from gateway.sessions import secrets
from gateway.sessions.identity import Answer, Identity
from gateway.sessions.store import Session, Store

RENEW_BEFORE = 30.0  # seconds of life in which an access token is replaced by a new one
TRUSTED = 5.0  # seconds for which a process believes what it read in Redis
LEASE = 6.0  # less than the seconds for which identity answers a repeated refresh alike, in case of a crash
REMEMBERED = 10_000


class Sessions:
    """All browser sessions, seen from one process."""

    def __init__(self, store: Store, identity: Identity, verifier: Verifier, *, lease: float = LEASE) -> None:
        self.store, self.identity, self.verifier, self.lease = store, identity, verifier, lease
        self._read: dict[str, tuple[float, Session]] = {}
        self._flights: dict[str, asyncio.Task[Session]] = {}

    async def sign_in(
        self, credentials: bytes, headers: Mapping[str, str]
    ) -> tuple[str, Session, str | None] | Answer:
        """A new cookie, its session and the device's new token, or identity's refusal."""
        answer = await self.identity.sign_in(credentials, headers)
        if not answer.ok:
            return answer
        secret, session = secrets.new(), await self._session(answer)
        await self.store.add(secret, session)
        return secret, session, answer.json().get("device_token")

    async def current(self, secret: str, address: str) -> Session:
        """The session of a cookie, with an access token that still lives for a while.

        `address` is where the browser is, for its list of sessions.

        Raises NotSignedIn when there is none any more, Unavailable without Redis or identity.
        """
        until, session = self._read.get(secret, (0.0, None))
        if session is not None and until > time.monotonic() and _lives(session):
            return session
        flight = self._flights.get(secret)
        if flight is None:
            flight = self._flights[secret] = asyncio.create_task(self._fetch(secret, address))
            flight.add_done_callback(lambda done: self._land(secret, done))
        return await asyncio.shield(flight)

    async def renew(self, secret: str, address: str) -> None:
        """Have new tokens now, since identity has more to say in them.

        Raises NotSignedIn, Unavailable.
        """
        deadline = time.monotonic() + self.lease + 2
        ticket = await self.store.lock(secret, self.lease)
        while ticket is None:
            if time.monotonic() > deadline:
                raise Unavailable(service="identity")
            await asyncio.sleep(0.05)
            ticket = await self.store.lock(secret, self.lease)
        await self._renew(secret, address, ticket, anyway=True)
        flight = self._flights.get(secret)
        if flight is not None:  # it may have read the tokens from before
            await asyncio.wait({flight})
        self._read.pop(secret, None)

    async def sign_out(self, secret: str, address: str) -> None:
        """End a session everywhere; that identity is away does not keep anybody signed in here."""
        with suppress(NotSignedIn, Unavailable):
            session = await self.current(secret, address)
            await self.identity.sign_out(session.access_token, address)
        await self.forget(secret)

    async def forget(self, secret: str) -> None:
        """Forget a session here."""
        self._read.pop(secret, None)
        await self.store.remove(secret)

    def distrust(self, *, session_id: UUID | None = None, user_id: UUID | None = None) -> None:
        """Read again what was read of these sessions: identity has ended or confirmed them."""
        for secret, (_, session) in list(self._read.items()):
            if session.user_id == user_id or (session_id and session.session_id == session_id):
                del self._read[secret]

    async def _fetch(self, secret: str, address: str) -> Session:
        deadline = time.monotonic() + self.lease + 2
        while time.monotonic() < deadline:
            session = await self.store.read(secret)
            if session is None:
                raise NotSignedIn(reason="session-ended")
            if _lives(session):
                return session
            ticket = await self.store.lock(secret, self.lease)
            if ticket is not None:
                return await self._renew(secret, address, ticket)
            await asyncio.sleep(0.05)
        raise Unavailable(service="identity")

    async def _renew(self, secret: str, address: str, ticket: str, *, anyway: bool = False) -> Session:
        try:
            session = await self.store.read(secret)  # it may have been renewed before we had the lock
            if session is None or (_lives(session) and not anyway):
                return _present(session)
            try:
                answer = await self.identity.refresh(session.refresh_token, address)
            except Unavailable:
                if session.expires_at > time.time() + 1 and not anyway:
                    return session
                raise
            if not answer.ok and answer.status != 429:
                await self.forget(secret)
                raise NotSignedIn(reason="session-ended")
            if not answer.ok:
                raise Unavailable(service="identity")
            renewed = await self._session(answer, session)
            return _present(renewed if await self.store.replace(secret, renewed) else None)
        finally:
            with suppress(Unavailable):
                await self.store.unlock(secret, ticket)

    async def _session(self, answer: Answer, before: Session | None = None) -> Session:
        given = answer.json()
        tokens = {
            "access_token": given["access_token"],
            "refresh_token": given["refresh_token"],
            "expires_at": time.time() + given["expires_in"],
        }
        if before is not None:
            return replace(before, **tokens)
        claims = await self.verifier.verify(given["access_token"])
        return Session(user_id=claims.subject, session_id=claims.session_id, **tokens)

    def _land(self, secret: str, flight: "asyncio.Task[Session]") -> None:
        del self._flights[secret]
        if flight.cancelled() or flight.exception():
            self._read.pop(secret, None)
            return
        if len(self._read) >= REMEMBERED:
            self._read.clear()
        self._read[secret] = time.monotonic() + TRUSTED, flight.result()


def _lives(session: Session) -> bool:
    return session.expires_at - time.time() > RENEW_BEFORE


def _present(session: Session | None) -> Session:
    if session is None:
        raise NotSignedIn(reason="session-ended")
    return session
