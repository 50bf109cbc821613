"""Passing a request on to the service it is for. Large bodies flow through in both directions."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import aiohttp
import structlog
from yarl import URL

from chassis.problems import DomainError, NotFound, Unavailable
from gateway.callers import Caller
from gateway.exchange import BodyTooLarge, ClientGone, Exchange
from gateway.proxying import headers

log = structlog.get_logger(__name__)
WHOLE = 64 * 1024  # bytes up to which a body is passed on in one piece
_BODILESS = {204, 304}
_WITHIN_PAGES = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""For documents: the web app shows them within its pages."""


class UnknownService(NotFound):
    """No service has this name."""


class NoAnswerInTime(DomainError):
    """The service did not answer in time; whether it did what was asked is not known."""

    status = 504


class Proxy:
    """The services behind the edge."""

    def __init__(
        self, client: aiohttp.ClientSession, peers: Mapping[str, str], *, body_limit: int, upload_limit: int
    ) -> None:
        self._client = client
        self._peers = {name: url.rstrip("/") for name, url in peers.items()}
        self._body_limit, self._upload_limit = body_limit, upload_limit

    def address(self, service: str) -> str:
        """Where a service is. Raises UnknownService."""
        if service not in self._peers:
            raise UnknownService(service=service)
        return self._peers[service]

    async def forward(self, exchange: Exchange, caller: Caller, service: str, path: str) -> None:
        """Ask the service and pass its answer back."""
        url = self.address(service) + path
        if exchange.query:
            url += "?" + _ascii(exchange.query)
        refusal: list[BodyTooLarge | ClientGone] = []
        try:
            asked = self._client.request(
                exchange.method,
                URL(url, encoded=True),
                data=await self._body(exchange, caller, refusal),
                headers=headers.request(exchange, caller),
                allow_redirects=False,
            )
            async with asked as answer:
                await _pass_back(exchange, answer, service)
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            if refusal:
                raise refusal[0] from None
            if exchange.answered:
                log.warning("answer broken off", service=service, error=repr(error))
                return  # unfinished, so the server closes the connection and the client sees that it is
            raise _problem(service, error) from None

    async def _body(
        self, exchange: Exchange, caller: Caller, refusal: list[BodyTooLarge | ClientGone]
    ) -> bytes | AsyncIterator[bytes] | None:
        length = exchange.headers.get(b"content-length")
        if length is None and b"transfer-encoding" not in exchange.headers:
            exchange.complete = True
            return None
        known = caller.user_id is not None  # services read a body before they say who may not send it
        limit = self._upload_limit if known and _is_upload(exchange) else self._body_limit
        if length is not None and int(length) <= WHOLE:
            return await exchange.body(limit)
        if int(length or 0) > limit:
            raise BodyTooLarge(limit)
        return _flowing(exchange, limit, refusal)


def _is_upload(exchange: Exchange) -> bool:
    media_type = exchange.headers.get(b"content-type", b"")
    return bool(media_type) and b"json" not in media_type


async def _flowing(
    exchange: Exchange, limit: int, refusal: list[BodyTooLarge | ClientGone]
) -> AsyncIterator[bytes]:
    try:
        async for chunk in exchange.chunks(limit):
            yield chunk
    except (BodyTooLarge, ClientGone) as error:
        refusal.append(error)  # the client library wraps what a body raises
        raise


async def _pass_back(exchange: Exchange, answer: aiohttp.ClientResponse, service: str) -> None:
    if answer.content_type == "application/pdf":
        exchange.policy = _WITHIN_PAGES
    bodiless = exchange.method == "HEAD" or answer.status in _BODILESS
    length = answer.content_length
    if bodiless or (length is not None and length <= WHOLE):
        body = b"" if bodiless else await answer.read()
        await exchange.start(answer.status, headers.answer(answer.raw_headers, service))
        await exchange.write(body)
        return
    await exchange.start(answer.status, headers.answer(answer.raw_headers, service))
    gone = asyncio.create_task(exchange.hung_up()) if exchange.complete else None
    try:
        async for chunk in answer.content.iter_any():
            await exchange.write(chunk, more=True)
            if gone is not None and gone.done():
                raise ClientGone
        await exchange.write(b"")
    finally:
        if gone is not None:
            gone.cancel()


def _ascii(query: bytes) -> str:
    """The query as it came; what should have been percent-encoded is."""
    if query.isascii():
        return query.decode()
    return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in query)


def _problem(service: str, error: Exception) -> DomainError:
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return NoAnswerInTime(service=service)
    return Unavailable(service=service)
