"""Idempotency-Key: the same request sent again has one effect and gets the same answer.

`IdempotentRoute` keeps key, request hash and the serialised 2xx answer in the transaction that did the work,
so either all of it is there or nothing. A key in flight answers 409 with Retry-After; the same key
with another body 422. Keys live 24 hours, per principal.
"""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.copying import at_commit
from chassis.http.bodies import JsonRequest
from chassis.problems import DomainError, InvalidInput
from chassis.tables import idempotency

HEADER = "idempotency-key"
KEPT_HEADERS = ("content-type", "location", "etag")


class RequestInFlight(DomainError):
    """A request with this Idempotency-Key is being worked on; ask again after Retry-After seconds."""

    status = 409


class KeyReused(DomainError):
    """This Idempotency-Key was used for another request."""

    status = 422


class _Replayed(Exception):  # carries an answer, is not an error
    def __init__(self, response: Response) -> None:
        self.response = response


class IdempotentRoute(APIRoute):
    """A route whose writing requests may carry an Idempotency-Key."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler; its transaction is still open when it returns."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            request = JsonRequest(request.scope, request.receive)
            if HEADER not in request.headers:
                return await handle(request)
            request.state.idempotency = None
            await request.body()
            try:
                response = await handle(request)
            except _Replayed as replayed:
                return replayed.response
            _keep(request, response)
            return response

        return handler


async def enter(request: Request, session: AsyncSession) -> None:
    """Claim the key for this transaction, or replay the answer given under it."""
    key = request.headers.get(HEADER)
    if key is None or not hasattr(request.state, "idempotency"):
        return
    if not 0 < len(key) <= 200:
        raise InvalidInput.at("/headers/Idempotency-Key", "length", min=1, max=200)
    principal = str(session.info["actor"])
    request_hash = await _hash(request)
    lock = hashlib.sha256(f"{principal}\0{key}".encode()).digest()
    number = int.from_bytes(lock[:8], signed=True)
    claimed = await session.scalar(text("SELECT pg_try_advisory_xact_lock(:number)"), {"number": number})
    if not claimed:
        error = RequestInFlight()
        error.headers["Retry-After"] = "1"
        raise error
    found = (
        await session.execute(
            select(idempotency).where(idempotency.c.principal == principal, idempotency.c.key == key)
        )
    ).one_or_none()
    if found is None:
        request.state.idempotency = (session, principal, key, request_hash)
        return
    if found.request != request_hash:
        raise KeyReused()
    raise _Replayed(Response(found.body, found.status, {**found.headers, "idempotent-replay": "true"}))


async def _hash(request: Request) -> bytes:
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\0".encode())
    digest.update(await request.body())
    return digest.digest()


def _keep(request: Request, response: Response) -> None:
    claim = request.state.idempotency
    if claim is None or not 200 <= response.status_code < 300:
        return
    session, principal, key, request_hash = claim
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    row = {"principal": principal, "key": key, "request": request_hash, "status": response.status_code}
    at_commit(session, idempotency, [row | {"headers": headers, "body": bytes(response.body)}])
