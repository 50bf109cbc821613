"""REST of roles and permissions."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Confirmed, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.problems import NotAllowed
from chassis.schemas import Page
from crm.permissions import MASKABLE, PERMISSIONS, UNSCOPED, reading
from identity.clock import context
from identity.roles import queries, service
from identity.roles.models import Role
from identity.roles.schemas import MaskableRead, PermissionRead, RoleCreate, RoleListed, RoleRead, RoleUpdate

router = Router(tags=["roles"])


@router.get("/permissions", response_model=list[PermissionRead])
async def permissions(_actor: Caller) -> list[dict[str, Any]]:
    """Every permission that roles can hold, with the scopes it can be held for: own rows, those of one's
    teams, those of one's teams and all below, or all."""
    return [
        {
            "name": name,
            "service": owner,
            "scopes": ["all"] if name.partition(".")[0] in UNSCOPED else ["own", "team", "subtree", "all"],
        }
        for owner, names in PERMISSIONS.items()
        for name in names
    ]


@router.get("/maskable-fields", response_model=list[MaskableRead])
async def maskable_fields(_actor: Caller) -> list[dict[str, Any]]:
    """The fields that roles can hide, by object. What identifies a record, its names, owner and team show
    to everybody who may read it."""
    return [
        {"thing": thing, "fields": list(fields), "permission": reading(thing)}
        for thing, fields in MASKABLE.items()
    ]


@router.get("/roles", response_model=Page[RoleListed])
async def list_roles(actor: Caller, runtime: Opened, session: Reading, query: Listed) -> dict[str, Any]:
    """Roles by name. Needs role.manage or user.read."""
    _require_reading(actor)
    found = await page(session, queries.ROLES, query, context(runtime, actor), [true()])
    return found.as_page(found.rows)


@router.post("/roles", status_code=201, response_model=RoleRead)
async def create_role(actor: Confirmed, body: RoleCreate, session: Writing, response: Response) -> Role:
    """Make a role. Needs role.manage and a confirmed sign-in; a role can hold at most what its maker
    holds, and must hide what is hidden from its maker (403). Another role of that name: 409."""
    actor.require("role.manage")
    role = await service.create(session, actor, body)
    tag(response, role)
    return role


@router.get("/roles/{role_id}", response_model=RoleRead)
async def read_role(actor: Caller, role_id: UUID, session: Reading, response: Response) -> Role:
    """One role. Needs role.manage or user.read."""
    _require_reading(actor)
    role = await service.get(session, role_id)
    tag(response, role)
    return role


@router.patch("/roles/{role_id}", response_model=RoleRead)
async def change_role(
    actor: Confirmed, role_id: UUID, body: RoleUpdate, base: BaseVersion, session: Writing, response: Response
) -> Role:
    """Edit a role; it bites everywhere within 5 seconds. Needs role.manage, a confirmed sign-in, and every
    permission that the role has before and after (403). The administrators' role never changes (409)."""
    actor.require("role.manage")
    role = await service.change(session, actor, role_id, base, body.changes())
    tag(response, role)
    return role


@router.delete("/roles/{role_id}", status_code=204)
async def remove_role(actor: Confirmed, role_id: UUID, session: Writing) -> None:
    """Remove a role that nobody holds (409 otherwise). Needs role.manage and a confirmed sign-in (403)."""
    actor.require("role.manage")
    await service.remove(session, actor, role_id)


def _require_reading(actor: Caller) -> None:
    if not actor.may("role.manage") and not actor.may("user.read"):
        raise NotAllowed(permission="role.manage")
