"""Who calls: by bearer token, by session cookie, or nobody known."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from chassis.actors import Actor, Kind
from chassis.problems import DomainError, NotAllowed, NotSignedIn, Unavailable
from chassis.tokens import Verifier
from gateway.addresses import counted
from gateway.exchange import SAFE, Exchange
from gateway.origins import Origins
from gateway.sessions import cookies, secrets
from gateway.sessions.api_keys import PREFIX, ApiKeys
from gateway.sessions.service import Sessions


class CsrfTokenMissing(NotAllowed):
    """A request that changes something needs X-CSRF-Token, as GET /api/session gives it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal of a request, as far as the edge must know it. Services verify the token themselves."""

    address: str
    user_id: UUID | None = None
    session_id: UUID | None = None
    expires_at: float = 0
    token: str | None = None
    secret: str | None = None
    """The session cookie, when the token comes from there."""
    doubt: DomainError | None = None
    """Why the token does not tell who this is."""

    @property
    def key(self) -> str:
        """Under what its requests are counted."""
        return f"user:{self.user_id}" if self.user_id else f"address:{counted(self.address)}"

    def known(self) -> UUID:
        """Who it is. Raises NotSignedIn when it is nobody known, Unavailable when that cannot be told."""
        if self.user_id is None:
            raise self.doubt or NotSignedIn(reason="missing")
        return self.user_id

    def actor(self) -> Actor:
        """The principal to ask other services for. Raises what `known` raises."""
        return Actor(Kind.USER, self.known(), session_id=self.session_id, token=self.token)


class Callers:
    """Recognises callers; a bearer token wins over the cookie, since no foreign page can send one."""

    def __init__(self, verifier: Verifier, sessions: Sessions, api_keys: ApiKeys, origins: Origins) -> None:
        self._verifier, self._sessions, self._origins = verifier, sessions, origins
        self._api_keys = api_keys

    async def recognise(self, exchange: Exchange) -> Caller:
        """Who calls. Raises NotSignedIn for the cookie of a session that is no more or an API key that opens
        nothing, and NotAllowed."""
        given = exchange.headers.get(b"authorization")
        if given is not None:
            return await self._bearer(exchange, given)
        secret = cookies.read(exchange)
        if secret is None:
            return Caller(exchange.address)
        if exchange.method not in SAFE:
            self.require_csrf_token(exchange, secret)
        session = await self._sessions.current(secret, exchange.address)
        return Caller(
            exchange.address,
            session.user_id,
            session.session_id,
            session.expires_at,
            session.access_token,
            secret,
        )

    def require_csrf_token(self, exchange: Exchange, secret: str) -> None:
        """Make sure that our own page sends this, and not another page with this browser's cookie."""
        self._origins.require_own_page(exchange)
        expected = secrets.csrf_token(secret).encode()
        if not hmac.compare_digest(exchange.headers.get(b"x-csrf-token", b""), expected):
            raise CsrfTokenMissing

    async def _bearer(self, exchange: Exchange, given: bytes) -> Caller:
        scheme, _, token = given.decode("latin-1").partition(" ")
        if scheme.lower() != "bearer" or not token.isascii():
            return Caller(exchange.address)
        if token.startswith(PREFIX):
            claims = await self._api_keys.claims(token, exchange.address)
            return Caller(exchange.address, claims.subject, None, claims.expires_at, claims.token)
        try:
            claims = await self._verifier.verify(token)
        except (NotSignedIn, Unavailable) as error:  # a service that needs to know will say so itself
            return Caller(exchange.address, token=token, doubt=error)
        return Caller(exchange.address, claims.subject, claims.session_id, claims.expires_at, token)
