"""REST of API keys."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response
from fastapi.routing import APIRoute
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Confirmed, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.schemas import Page
from identity.api_keys import exchanging, queries, service, spelling
from identity.api_keys.schemas import (
    ApiKeyCreate,
    ApiKeyMade,
    ApiKeyRead,
    ApiKeyUpdate,
    KeyGiven,
    KeyToken,
    Rotation,
)
from identity.clock import context
from identity.origins import From

# Requests that carry credentials, or get some, keep no answers: no Idempotency-Key here.
door = Router(prefix="/api-keys", tags=["api-keys"], route_class=APIRoute)
credentials = Router(prefix="/api-keys", tags=["api-keys"], route_class=APIRoute)
router = Router(prefix="/api-keys", tags=["api-keys"])
Revoked = Annotated[bool | None, Query(description="Only revoked keys, or only those that are not")]


@door.post("/token", response_model=KeyToken)
async def exchange_key(body: KeyGiven, runtime: Opened, origin: From, response: Response) -> KeyToken:
    """Exchange a key for an access token. The gateway does so by itself for `Authorization: Bearer <key>`.
    401 for a key that is unknown, revoked, expired, or not to be used from this address."""
    response.headers["Cache-Control"] = "no-store"
    return await exchanging.exchange(runtime, body.key, origin)


@router.get("", response_model=Page[ApiKeyRead])
async def list_keys(
    actor: Caller, runtime: Opened, session: Reading, query: Listed, revoked: Revoked = None
) -> dict[str, Any]:
    """API keys by name. Needs api_key.manage."""
    actor.require("api_key.manage")
    narrowed = queries.narrowed(revoked)
    found = await page(session, queries.API_KEYS, query, context(runtime, actor), [true()], *narrowed)
    return found.as_page([{**row._mapping, "prefix": spelling.prefix(row.id)} for row in found.rows])


@credentials.post("", status_code=201, response_model=ApiKeyMade)
async def create_key(
    actor: Confirmed, body: ApiKeyCreate, session: Writing, response: Response
) -> dict[str, Any]:
    """Make a key; its secret is shown this once. Needs api_key.manage, every permission that its roles and
    teams give, and a confirmed sign-in (403)."""
    actor.require("api_key.manage")
    response.headers["Cache-Control"] = "no-store"
    api_key, key = await service.create(session, actor, body)
    tag(response, api_key)
    return await service.shown(session, api_key, key=key)


@router.get("/{api_key_id}", response_model=ApiKeyRead)
async def read_key(actor: Caller, api_key_id: UUID, session: Reading, response: Response) -> dict[str, Any]:
    """One key. Needs api_key.manage."""
    actor.require("api_key.manage")
    api_key = await service.get(session, api_key_id)
    tag(response, api_key)
    return await service.shown(session, api_key)


@router.patch("/{api_key_id}", response_model=ApiKeyRead)
async def change_key(
    actor: Confirmed,
    api_key_id: UUID,
    body: ApiKeyUpdate,
    base: BaseVersion,
    session: Writing,
    response: Response,
) -> dict[str, Any]:
    """Edit a key, its roles and teams; it bites everywhere within 5 seconds. Needs api_key.manage, every
    permission that the key has before and after, and a confirmed sign-in (403). 409 once revoked."""
    actor.require("api_key.manage")
    api_key = await service.change(session, actor, api_key_id, base, body.changes())
    tag(response, api_key)
    return await service.shown(session, api_key)


@credentials.post("/{api_key_id}/rotate", response_model=ApiKeyMade)
async def rotate_key(
    actor: Confirmed, api_key_id: UUID, body: Rotation, session: Writing, origin: From, response: Response
) -> dict[str, Any]:
    """Give a key a new secret, shown this once; the one from before works for the overlap. Needs
    api_key.manage, what the key holds, and a confirmed sign-in (403). 409 once revoked."""
    actor.require("api_key.manage")
    response.headers["Cache-Control"] = "no-store"
    overlap = timedelta(seconds=body.overlap_seconds)
    api_key, key = await service.rotate(session, actor, api_key_id, overlap, origin)
    return await service.shown(session, api_key, key=key)


@router.post("/{api_key_id}/revoke", response_model=ApiKeyRead)
async def revoke_key(actor: Caller, api_key_id: UUID, session: Writing, response: Response) -> dict[str, Any]:
    """End a key for ever; it is refused everywhere within 5 seconds. Needs api_key.manage."""
    actor.require("api_key.manage")
    api_key = await service.revoke(session, api_key_id)
    tag(response, api_key)
    return await service.shown(session, api_key)
