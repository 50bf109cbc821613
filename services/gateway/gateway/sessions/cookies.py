"""The session cookie on the wire."""

import re

from gateway.exchange import Exchange

NAME = "crm_session"
_GIVEN = re.compile(rf"(?:^|;\s*){NAME}=([A-Za-z0-9_-]{{0,64}})")


def read(exchange: Exchange) -> str | None:
    """The cookie that the browser sent, as far as it may be one of ours."""
    found = _GIVEN.search(exchange.header(b"cookie"))
    return found[1] if found else None


def give(exchange: Exchange, secret: str, *, secure: bool) -> None:
    """Have the answer set the cookie; it ends with the browser or with the session, whichever is first."""
    _set(exchange, secret, "", secure=secure)


def take(exchange: Exchange, *, secure: bool) -> None:
    """Have the answer remove the cookie."""
    _set(exchange, "", "; Max-Age=0", secure=secure)


def _set(exchange: Exchange, value: str, ends: str, *, secure: bool) -> None:
    # Lax, so that a link in a mail opens the suite signed in; what changes something needs the CSRF token.
    cookie = f"{NAME}={value}; Path=/; HttpOnly; SameSite=Lax{ends}{'; Secure' if secure else ''}"
    exchange.extra.append((b"set-cookie", cookie.encode()))
