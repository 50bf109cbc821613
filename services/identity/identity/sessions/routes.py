"""REST of sign-in and sessions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Response
from fastapi.routing import APIRoute

from chassis.actors import Actor
from chassis.http.app import Router
from chassis.http.doors import Caller, Newcomer, Opened, Reading, User, Writing
from chassis.http.lists import Found, Listed, ListQuery, page
from chassis.problems import NotSignedIn
from chassis.runtime import Runtime
from chassis.schemas import Page
from identity.clock import context
from identity.origins import From
from identity.sessions import confirming, queries, service, signing_in
from identity.sessions.schemas import (
    Confirmation,
    ConfirmedRead,
    Refresh,
    SessionRead,
    SignInCreate,
    Tokens,
)
from identity.users import service as users

# Requests that carry credentials keep no answers: no Idempotency-Key here.
door = Router(prefix="/sessions", tags=["sessions"], route_class=APIRoute)
router = Router(tags=["sessions"])
own = Router(prefix="/sessions", tags=["sessions"], route_class=APIRoute)
DeviceToken = Annotated[
    str | None,
    Header(
        alias="X-Device-Token",
        max_length=200,
        description="`device_token` of the last sign-in with this device; empty to become a known device",
    ),
]


@door.post("", status_code=201, response_model=Tokens)
async def sign_in(
    body: SignInCreate, runtime: Opened, origin: From, response: Response, device_token: DeviceToken = None
) -> Tokens:
    """Sign in. 401 without saying what was wrong, but second-factor-required or second-factor-wrong when
    only the code is; 429 with Retry-After (seconds) after 10 failures within 15 minutes, twice as long after
    each further one; 503 with Retry-After when too many sign in at once. Failures with a device that signed
    in before are counted apart from all others."""
    response.headers["Cache-Control"] = "no-store"
    return await signing_in.sign_in(runtime, body, device_token, origin)


@door.post("/refresh", response_model=Tokens)
async def refresh(body: Refresh, runtime: Opened, origin: From, response: Response) -> Tokens:
    """Exchange a refresh token for new tokens. The same token sent again within 10 seconds gets the same
    successor; later it ends the session, because somebody has a copy (401)."""
    response.headers["Cache-Control"] = "no-store"
    return await signing_in.refresh(runtime, body.refresh_token, origin)


@own.post("/confirm", response_model=ConfirmedRead)
async def confirm_session(
    actor: Newcomer, body: Confirmation, runtime: Opened, origin: From, response: Response
) -> ConfirmedRead:
    """Confirm one's sign-in, which opens dangerous actions for 10 minutes (a sign-in does so too): by `otp`
    for people with a second factor, else by `password`. Access tokens know it from the next refresh on. 403
    wrong-password or wrong-code, 422 when the other one is needed, 429 after too many failures."""
    response.headers["Cache-Control"] = "no-store"
    return await confirming.confirm(runtime, actor, body, origin)


@own.delete("/current", status_code=204)
async def sign_out(actor: Newcomer, runtime: Opened, origin: From) -> None:
    """Sign out: this session's tokens stop working, everywhere within 5 seconds."""
    if actor.session_id is None:
        raise NotSignedIn(reason="no-session")
    async with runtime.database.writing(actor) as session:
        await service.end(session, actor, actor.session_id, origin, reason="signed-out")


@router.get("/sessions", response_model=Page[SessionRead])
async def list_sessions(actor: User, runtime: Opened, session: Reading, query: Listed) -> dict[str, Any]:
    """Where one is signed in, newest first."""
    found = await _page(session, runtime, actor, actor.id, query)
    items = [{**row._mapping, "current": row.id == actor.session_id} for row in found.rows]
    return found.as_page(items)


@router.get("/users/{user_id}/sessions", response_model=Page[SessionRead])
async def list_sessions_of(
    actor: Caller, user_id: UUID, runtime: Opened, session: Reading, query: Listed
) -> dict[str, Any]:
    """Where somebody is signed in. Needs user.manage."""
    actor.require("user.manage")
    await users.get(session, user_id)
    found = await _page(session, runtime, actor, user_id, query)
    return found.as_page(found.rows)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(actor: Caller, session_id: UUID, session: Writing, origin: From) -> None:
    """End one of one's own sessions, or with user.manage anybody's."""
    await service.end(session, actor, session_id, origin, reason="revoked")


@router.post("/users/{user_id}/sessions/revoke-all", status_code=204)
async def end_all_sessions(actor: Caller, user_id: UUID, session: Writing, origin: From) -> None:
    """End every session of a person; they can sign in again. Needs user.manage."""
    actor.require("user.manage")
    await users.get(session, user_id)
    await service.end_all(session, user_id, origin, reason="revoked")


async def _page(session: Reading, runtime: Runtime, actor: Actor, user_id: UUID, query: ListQuery) -> Found:
    mine = [queries.of(user_id)]
    return await page(session, queries.SESSIONS, query, context(runtime, actor), mine, queries.live())
