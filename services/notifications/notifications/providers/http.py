"""Calling providers by HTTP: what is known after which failure, and no way into the house's own network."""

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from chassis.runtime import Runtime
from notifications.providers.contract import Deferred, NotSigned, Refused, Unclear

IDLE_SECONDS = 4.0
"""For so long a connection is kept for the next message: less than servers keep it, so that hardly a call
meets one that is closed already."""
LARGEST_ANSWER = 64 * 1024
NOT_TAKEN = {429, 503}
"""Answers by which a provider says that it did not look at the message: too many requests, unavailable."""


class Answered(NamedTuple):
    """An answer that was read."""

    status: int
    body: bytes
    retry_after: float | None


class PrivateAddress(OSError):
    """The provider's name leads into a private network."""


class PublicOnly(AbstractResolver):
    """Resolves names, and refuses those of private addresses at the moment of connecting."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name."""
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(one["host"]) for one in found):
            raise PrivateAddress(f"{host} is private")
        return found

    async def close(self) -> None:
        """Nothing is kept open."""


def is_public(address: str) -> bool:
    """Whether an IP address is reachable by everybody."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def opened_client(runtime: Runtime, *, private: bool) -> aiohttp.ClientSession:
    """Connections that all calls of a process share, closed with it."""
    resolver = None if private else PublicOnly()
    connector = aiohttp.TCPConnector(resolver=resolver, keepalive_timeout=IDLE_SECONDS)
    client = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
    runtime.closing.push_async_callback(client.close)
    return client


class Line:
    """The way to one provider."""

    def __init__(self, client: aiohttp.ClientSession, url: str, *, private: bool, seconds: float) -> None:
        host = urlsplit(url).hostname or ""
        if not private and (urlsplit(url).scheme != "https" or (_is_address(host) and not is_public(host))):
            raise ValueError(f"{url}: a provider is asked by https, at a public address")
        self._client, self._url = client, url.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=seconds)

    async def ask(self, method: str, path: str, **request: Any) -> Answered | Deferred | Unclear:
        """The answer; Deferred when the request never left, Unclear when the answer never came."""
        try:
            async with self._client.request(
                method, self._url + path, allow_redirects=False, timeout=self._timeout, **request
            ) as answer:
                body = await answer.content.read(LARGEST_ANSWER)
                return Answered(answer.status, body, _seconds(answer.headers))
        except aiohttp.ClientConnectorError as error:
            return Deferred(type(error).__name__)
        except aiohttp.ConnectionTimeoutError:
            return Deferred("connect_timeout")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Unclear(type(error).__name__)


def failure(answer: Answered) -> Deferred | Refused | Unclear:
    """What an answer other than success means: 429 and 503 not now, other 4xx never, 5xx nothing for sure."""
    detail = f"{answer.status} {answer.body[:160].decode(errors='replace')}"
    if answer.status in NOT_TAKEN:
        return Deferred(detail, answer.retry_after)
    return Refused(detail) if 400 <= answer.status < 500 else Unclear(detail)


def require_signed(body: bytes, signature: str, secret: str) -> None:
    """Refuse what is not signed by HMAC-SHA256 (hexadecimal). Raises NotSigned."""
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), signature.strip().lower().encode()):
        raise NotSigned()


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds; its other form, a date, is left to our own back-off."""
    text = headers.get("Retry-After", "")
    return min(float(text), 3600.0) if text.isascii() and text.isdigit() else None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
