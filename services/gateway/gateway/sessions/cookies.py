"""The session cookie on the wire."""

import re

from gateway.exchange import Exchange

NAME = "crm_session"
DEVICE = "crm_device"
DEVICE_SECONDS = 180 * 86400
_GIVEN = re.compile(rf"(?:^|;\s*){NAME}=([A-Za-z0-9_-]{{0,64}})")
_DEVICE_GIVEN = re.compile(rf"(?:^|;\s*){DEVICE}=([A-Za-z0-9_-]{{0,200}})")


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


def device(exchange: Exchange) -> str:
    """What the browser shows to be known again, for identity to judge; empty when it has nothing."""
    found = _DEVICE_GIVEN.search(exchange.header(b"cookie"))
    return found[1] if found else ""


def keep_device(exchange: Exchange, token: str, *, secure: bool) -> None:
    """Have the browser show this at its next sign-in; it is sent to that one resource and nowhere else."""
    ends = f"; Max-Age={DEVICE_SECONDS}{'; Secure' if secure else ''}"
    cookie = f"{DEVICE}={token}; Path=/api/session; HttpOnly; SameSite=Strict{ends}"
    exchange.extra.append((b"set-cookie", cookie.encode()))


def _set(exchange: Exchange, value: str, ends: str, *, secure: bool) -> None:
    # Lax, so that a link in a mail opens the suite signed in; what changes something needs the CSRF token.
    cookie = f"{NAME}={value}; Path=/; HttpOnly; SameSite=Lax{ends}{'; Secure' if secure else ''}"
    exchange.extra.append((b"set-cookie", cookie.encode()))
