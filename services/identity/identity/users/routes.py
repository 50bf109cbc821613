"""REST of people."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from fastapi.routing import APIRoute
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Confirmed, Opened, Reading, Writing
from chassis.http.doors import User as Person
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.schemas import Page
from identity.clock import context
from identity.origins import From
from identity.passwords import service as passwords
from identity.settings import Settings
from identity.users import permissions, queries, service
from identity.users.models import User
from identity.users.schemas import (
    ColleagueRead,
    HolderRead,
    PasswordSet,
    PermissionHeld,
    UserCreate,
    UserQuery,
    UserRead,
    UserUpdate,
)

Permission = Annotated[str, Path(pattern="^[a-z_]{1,48}[.][a-z_]{1,48}$", examples=["customer.read"])]
router = Router(tags=["users"])
# Requests that carry credentials keep no answers: no Idempotency-Key here.
credentials = Router(prefix="/users", tags=["users"], route_class=APIRoute)


@router.get("/directory", response_model=Page[ColleagueRead])
async def directory(actor: Person, runtime: Opened, session: Reading, query: Listed) -> dict[str, Any]:
    """Colleagues: names and teams of active people, for everybody who works here. `q` finds names in any
    script, by pinyin and by initials."""
    active = User.__table__.c.active.is_(True)
    found = await page(session, queries.DIRECTORY, query, context(runtime, actor), [true()], active)
    return found.as_page(found.rows)


@router.get("/users", response_model=Page[UserRead])
async def list_users(
    actor: Caller, runtime: Opened, session: Reading, query: Annotated[UserQuery, Query()]
) -> dict[str, Any]:
    """People. `q` finds names in any script, by pinyin and initials, and mail addresses. Needs user.read."""
    actor.require("user.read")
    narrowed = queries.narrowed(query)
    found = await page(session, queries.USERS, query, context(runtime, actor), [true()], *narrowed)
    return found.as_page(found.rows)


@credentials.post("", status_code=201, response_model=UserRead)
async def create_user(
    actor: Confirmed, body: UserCreate, runtime: Opened, session: Writing, response: Response
) -> User:
    """Add a person, with a password or invited. Needs user.manage, a confirmed sign-in, and every
    permission that their roles and teams give (403). A mail address somebody has, in whatever case: 409."""
    actor.require("user.manage")
    values = body.model_dump(exclude={"password"})
    values["time_zone"] = body.time_zone or runtime.access.organisation()["time_zone"]
    settings = Settings.of(runtime.settings)
    password_hash = await passwords.hash_new(settings, body.password) if body.password else None
    user = await service.create(session, actor, values, password_hash)
    tag(response, user)
    return user


@router.get("/users/{user_id}", response_model=UserRead)
async def read_user(actor: Caller, user_id: UUID, session: Reading, response: Response) -> User:
    """One person. Needs user.read; oneself is in /me."""
    actor.require("user.read")
    user = await service.get(session, user_id)
    tag(response, user)
    return user


@router.patch("/users/{user_id}", response_model=UserRead)
async def change_user(
    actor: Caller, user_id: UUID, body: UserUpdate, base: BaseVersion, session: Writing, response: Response
) -> User:
    """Edit a person, their roles and teams; it bites everywhere within 5 seconds. Needs user.manage, and
    every permission that the person has before and after (403); other roles, teams or another mail address
    also a confirmed sign-in (403). The last active administrator keeps the administrators' role (409)."""
    actor.require("user.manage")
    if body.model_fields_set & {"role_ids", "team_ids", "email"}:
        actor.require_confirmed()
    user = await service.change(session, actor, user_id, base, body.changes())
    tag(response, user)
    return user


@router.post("/users/{user_id}/deactivate", response_model=UserRead)
async def deactivate_user(
    actor: Caller, user_id: UUID, session: Writing, origin: From, response: Response
) -> User:
    """Let somebody in no longer: all their sessions end within 5 seconds, their records stay theirs. Needs
    user.manage and what they hold (403). The last active administrator stays (409)."""
    actor.require("user.manage")
    user = await service.deactivate(session, actor, user_id, origin)
    tag(response, user)
    return user


@router.post("/users/{user_id}/reactivate", response_model=UserRead)
async def reactivate_user(actor: Caller, user_id: UUID, session: Writing, response: Response) -> User:
    """Let somebody in again, with the roles and teams they had. Needs user.manage and what they
    hold (403)."""
    actor.require("user.manage")
    user = await service.reactivate(session, actor, user_id)
    tag(response, user)
    return user


@credentials.post("/{user_id}/password", status_code=204)
async def set_password(
    actor: Confirmed, user_id: UUID, body: PasswordSet, runtime: Opened, session: Writing, origin: From
) -> None:
    """Give somebody else a password, invited people their first; their sessions end. Needs user.manage,
    what they hold, and a confirmed sign-in (403)."""
    actor.require("user.manage")
    password_hash = await passwords.hash_new(Settings.of(runtime.settings), body.password)
    await service.set_password(session, actor, user_id, password_hash, origin)


@router.get("/users/{user_id}/permissions", response_model=list[PermissionHeld])
async def permissions_of(
    actor: Caller,
    user_id: UUID,
    session: Reading,
    owner_id: UUID | None = None,
    team_id: UUID | None = None,
) -> list[dict[str, Any]]:
    """What somebody may do, and why: each permission with its scope, the roles that give it, the teams
    whose rows it covers, and the fields that are hidden all the same. With `owner_id` and `team_id` of a
    record only what reaches that record. Needs user.read."""
    actor.require("user.read")
    return await permissions.held(session, await service.get(session, user_id), owner_id, team_id)


@router.get("/permissions/{permission}/holders", response_model=Page[HolderRead])
async def holders(
    actor: Caller,
    permission: Permission,
    runtime: Opened,
    session: Reading,
    query: Listed,
    owner_id: UUID | None = None,
    team_id: UUID | None = None,
) -> dict[str, Any]:
    """Who has a permission on a record, by the record's owner and team; without these, who has it for all.
    `masked` names what is hidden from them all the same. Needs user.read."""
    actor.require("user.read")
    reaching = await permissions.reaching(session, permission, owner_id, team_id)
    found = await page(session, queries.HOLDERS, query, context(runtime, actor), [true()], reaching)
    return found.as_page(await permissions.with_masks(session, permission, found.rows))
