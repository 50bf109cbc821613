"""Which web pages may call: our own, and those of the origins that the installation names (CORS)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from chassis.problems import NotAllowed
from gateway.exchange import Exchange

_PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, PATCH, DELETE"),
    (
        b"access-control-allow-headers",
        b"Authorization, Content-Type, If-Match, Idempotency-Key, Last-Event-ID, X-Device-Token",
    ),
    (b"access-control-max-age", b"600"),
]
_EXPOSED = b"ETag, Location, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Content-Disposition"


class ForeignPage(NotAllowed):
    """A page of another origin may not use this browser's session."""


class Origins:
    """Judges by the Origin and Sec-Fetch-Site headers, which pages cannot forge."""

    def __init__(self, public_url: str, allowed: Sequence[str]) -> None:
        self._own = _origin(public_url)
        self._allowed = frozenset(map(_origin, allowed))

    def welcome(self, exchange: Exchange) -> bool:
        """Add CORS headers for pages of allowed origins; True when this was a preflight to answer."""
        if not self._allowed:
            return False
        exchange.extra.append((b"vary", b"Origin"))
        origin = exchange.header(b"origin")
        if origin not in self._allowed:
            return False
        exchange.extra.append((b"access-control-allow-origin", origin.encode()))
        exchange.extra.append((b"access-control-expose-headers", _EXPOSED))
        if exchange.method != "OPTIONS" or b"access-control-request-method" not in exchange.headers:
            return False
        exchange.extra.extend(_PREFLIGHT)
        return True

    def require_own_page(self, exchange: Exchange) -> None:
        """Refuse when a browser says that a page of another site sends this.

        Older browsers and programs say nothing; then the CSRF token alone decides.
        """
        if exchange.header(b"sec-fetch-site") not in ("", "same-origin", "none"):
            raise ForeignPage
        origin = exchange.header(b"origin")
        if origin and origin != self._own and urlsplit(origin).netloc != exchange.header(b"host"):
            raise ForeignPage


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
