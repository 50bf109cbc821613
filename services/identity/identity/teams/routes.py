"""REST of teams."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, User, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.schemas import Page
from identity.clock import context
from identity.teams import queries, service
from identity.teams.models import Team
from identity.teams.schemas import TeamCreate, TeamRead, TeamUpdate

router = Router(prefix="/teams", tags=["teams"])


@router.get("", response_model=Page[TeamRead])
async def list_teams(actor: User, runtime: Opened, session: Reading, query: Listed) -> dict[str, Any]:
    """Teams by name, for everybody who works here; `parent_id` makes them a tree."""
    found = await page(session, queries.TEAMS, query, context(runtime, actor), [true()])
    return found.as_page(found.rows)


@router.post("", status_code=201, response_model=TeamRead)
async def create_team(actor: Caller, body: TeamCreate, session: Writing, response: Response) -> Team:
    """Make a team. Needs team.manage."""
    actor.require("team.manage")
    team = await service.create(session, body)
    tag(response, team)
    return team


@router.get("/{team_id}", response_model=TeamRead)
async def read_team(_actor: User, team_id: UUID, session: Reading, response: Response) -> Team:
    """One team."""
    team = await service.get(session, team_id)
    tag(response, team)
    return team


@router.patch("/{team_id}", response_model=TeamRead)
async def change_team(
    actor: Caller, team_id: UUID, body: TeamUpdate, base: BaseVersion, session: Writing, response: Response
) -> Team:
    """Rename, lead or move a team. Needs team.manage. A team cannot be moved below itself (409). Moving it
    opens its rows to people above, so the mover needs their permissions on it too (403)."""
    actor.require("team.manage")
    team = await service.change(session, actor, team_id, base, body.changes())
    tag(response, team)
    return team


@router.delete("/{team_id}", status_code=204)
async def remove_team(actor: Caller, team_id: UUID, session: Writing) -> None:
    """Remove a team without people and teams in it (409 otherwise). Needs team.manage."""
    actor.require("team.manage")
    await service.remove(session, team_id)
