"""Dependencies of routes: who calls, and the session the call works in.

`Caller` is the signed-in principal. `Writing` is the request's transaction, committed before the
answer leaves (function scope); `Reading` an autocommit session. Dependencies are solved in the order
of the parameters, so a route writes `actor: Caller` first and denied calls never open a transaction.
`PublicWriting` is for routes that anybody may call, without `Caller`.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind, service_actor
from chassis.http import idempotency, masking
from chassis.origins import of_request
from chassis.problems import NotAllowed, NotSignedIn
from chassis.runtime import Runtime

VISITOR = "visitor"
"""On whose behalf a service does what somebody not signed in asks for."""


def runtime_of(request: Request) -> Runtime:
    """The opened resources of this process."""
    runtime: Runtime = request.app.state.runtime
    return runtime


async def opened(request: Request) -> Runtime:
    """The same, as a dependency (a sync one would cost a thread)."""
    return runtime_of(request)


class Principals(SecurityBase):
    """The signed-in principal, with the permissions it has at this moment; OpenAPI tells of it."""

    model = HTTPBearer(description="Access token from POST /api/identity/sessions")
    scheme_name = "HTTPBearer"

    async def __call__(self, request: Request) -> Actor:
        """Who calls, worked out once."""
        known: Actor | None = getattr(request.state, "caller", None)
        if known is None:
            known = request.state.caller = await _principal(request)
        return known


class Newcomers(Principals):
    """Also a person who must set up a second factor before anything else."""

    async def __call__(self, request: Request) -> Actor:
        """Who calls."""
        return await user(await _principal(request, newcomer=True))


caller, newcomer = Principals(), Newcomers()


async def confirmed(actor: Annotated[Actor, Depends(caller)]) -> Actor:
    """The caller, who must have confirmed the sign-in lately: for what is dangerous in the wrong hands."""
    actor.require_confirmed()
    return actor


async def _principal(request: Request, *, newcomer: bool = False) -> Actor:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn(reason="missing")
    runtime = runtime_of(request)
    actor = runtime.access.actor(await runtime.verifier.verify(token), newcomer=newcomer)
    request.state.actor = actor
    if actor.grants.masks and request.method not in ("GET", "HEAD"):
        await masking.require_unmasked_body(request, actor)
    return actor


async def writing(request: Request) -> AsyncIterator[AsyncSession]:
    """The request's transaction; an answer already given under the same Idempotency-Key is replayed."""
    actor = await caller(request)
    origin = of_request(request, actor)
    async with runtime_of(request).database.writing(actor, origin=origin) as session:
        await idempotency.enter(request, session)
        yield session


def visiting(request: Request) -> AbstractAsyncContextManager[AsyncSession]:
    """The transaction of somebody who is not signed in, in which the service acts: its routes check what the
    visitor may do by what the visitor knows. It takes no Idempotency-Key."""
    runtime = runtime_of(request)
    actor = service_actor(runtime.service, VISITOR)
    return runtime.database.writing(actor, origin=of_request(request, actor))


async def public_writing(request: Request) -> AsyncIterator[AsyncSession]:
    """The same for the whole request."""
    async with visiting(request) as session:
        yield session


async def reading(request: Request) -> AsyncIterator[AsyncSession]:
    """A session for reads: no transaction, nothing to roll back."""
    async with runtime_of(request).database.reading() as session:
        yield session


async def user(actor: Annotated[Actor, Depends(caller)]) -> Actor:
    """A person who works here; other kinds of principals are refused."""
    if actor.kind is not Kind.USER:
        raise NotAllowed(reason="users-only")
    return actor


Opened = Annotated[Runtime, Depends(opened)]
Caller = Annotated[Actor, Depends(caller)]
User = Annotated[Actor, Depends(user)]
Newcomer = Annotated[Actor, Depends(newcomer)]
Confirmed = Annotated[Actor, Depends(confirmed)]
Writing = Annotated[AsyncSession, Depends(writing, scope="function")]
PublicWriting = Annotated[AsyncSession, Depends(public_writing, scope="function")]
Reading = Annotated[AsyncSession, Depends(reading, scope="function")]
