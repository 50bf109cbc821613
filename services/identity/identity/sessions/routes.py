"""REST of sign-in and sessions."""

from typing import Any
from uuid import UUID

from fastapi import Response
from fastapi.routing import APIRoute

from chassis.actors import Actor
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, User, Writing, signed_in
from chassis.http.lists import Found, Listed, ListQuery, page
from chassis.problems import NotSignedIn
from chassis.runtime import Runtime
from chassis.schemas import Page
from identity.clock import context
from identity.origins import From
from identity.sessions import queries, service, signing_in
from identity.sessions.schemas import Refresh, SessionRead, SignInCreate, Tokens
from identity.users import service as users

# Requests that carry credentials keep no answers: no Idempotency-Key here.
door = Router(prefix="/sessions", tags=["sessions"], route_class=APIRoute)
router = Router(tags=["sessions"], dependencies=signed_in)


@door.post("", status_code=201, response_model=Tokens)
async def sign_in(body: SignInCreate, runtime: Opened, origin: From, response: Response) -> Tokens:
    """Sign in. 401 without saying what was wrong; 429 with Retry-After (seconds) after 10 failures within
    15 minutes, twice as long after each further one; 503 with Retry-After when too many sign in at once."""
    response.headers["Cache-Control"] = "no-store"
    return await signing_in.sign_in(runtime, body.email, body.password, origin)


@door.post("/refresh", response_model=Tokens)
async def refresh(body: Refresh, runtime: Opened, origin: From, response: Response) -> Tokens:
    """Exchange a refresh token for new tokens. The same token sent again within 10 seconds gets the same
    successor; later it ends the session, because somebody has a copy (401)."""
    response.headers["Cache-Control"] = "no-store"
    return await signing_in.refresh(runtime, body.refresh_token, origin)


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


@router.delete("/sessions/current", status_code=204)
async def sign_out(actor: User, session: Writing, origin: From) -> None:
    """Sign out: this session's tokens stop working, everywhere within 5 seconds."""
    if actor.session_id is None:
        raise NotSignedIn(reason="no-session")
    await service.end(session, actor, actor.session_id, origin, reason="signed-out")


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
