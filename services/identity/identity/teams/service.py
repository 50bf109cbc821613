"""The tree of teams."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import InvalidInput, NotFound
from crm.identity.events import TeamChanged
from identity.announcing import announce
from identity.roles import service as roles
from identity.roles.delegation import require_within
from identity.teams import queries
from identity.teams.models import Team, TeamNotEmpty
from identity.teams.schemas import TeamCreate
from libs.names import search_text, sort_key

TREE = 0x7465616D73  # "teams"


async def create(session: AsyncSession, wanted: TeamCreate) -> Team:
    """A new team, empty."""
    await _one_at_a_time(session)
    team = Team(**wanted.model_dump())
    await _check(session, team)
    session.add(team)
    await _save(session, team)
    return team


async def change(
    session: AsyncSession, actor: Actor, team_id: UUID, base: int, wanted: Mapping[str, Any]
) -> Team:
    """Rename, lead or move a team. Raises TeamCycle."""
    await _one_at_a_time(session)
    team = await _locked(session, team_id)
    changes = await reconcile(session, team, base, wanted)
    parent_id = changes.pop("parent_id", team.parent_id)
    with session.no_autoflush:
        if parent_id != team.parent_id:
            await _move(session, actor, team, parent_id)
        for name, value in changes.items():
            setattr(team, name, value)
        await _check(session, team)
    await _save(session, team)
    return team


async def _move(session: AsyncSession, actor: Actor, team: Team, parent_id: UUID | None) -> None:
    """A team's rows come within reach of everybody above it, so the mover must hold as much of them."""
    below = await queries.subtree(session, [team.id])
    team.move_below(parent_id, below)
    if parent_id is not None:
        require_within(actor, await roles.held_by_subtree(session), subtree=below)


async def remove(session: AsyncSession, team_id: UUID) -> None:
    """Remove an empty team. Raises TeamNotEmpty."""
    await _one_at_a_time(session)
    team = await _locked(session, team_id)
    if await queries.occupied(session, team.id):
        raise TeamNotEmpty()
    team.deleted_at = await session.scalar(select(func.now()))
    await _save(session, team)


async def get(session: AsyncSession, team_id: UUID) -> Team:
    """A team. Raises NotFound."""
    team = await session.get(Team, team_id)
    if team is None or team.deleted_at:
        raise NotFound()
    return team


async def named(session: AsyncSession, team_ids: Sequence[UUID]) -> list[Team]:
    """These teams, as far as they exist, by name."""
    query = select(Team).where(Team.id.in_(team_ids), Team.deleted_at.is_(None))
    return list(await session.scalars(query.order_by(Team.sort_name, Team.id)))


async def require_live(session: AsyncSession, team_ids: Sequence[UUID]) -> None:
    """The teams somebody is to be in, kept from being removed meanwhile. Raises InvalidInput."""
    query = select(Team.id).where(Team.id.in_(team_ids), Team.deleted_at.is_(None))
    found = set(await session.scalars(query.order_by(Team.id).with_for_update(read=True)))
    if missing := set(team_ids) - found:
        raise InvalidInput.at("/team_ids", "unknown", ids=sorted(map(str, missing)))


async def subtree(session: AsyncSession, team_ids: Sequence[UUID]) -> set[UUID]:
    """These teams and all below them."""
    return await queries.subtree(session, team_ids)


async def above(session: AsyncSession, team_id: UUID) -> list[UUID]:
    """This team and all it stands below."""
    return await queries.above(session, team_id)


async def _one_at_a_time(session: AsyncSession) -> None:
    """Two moves at once could each be right and together make a cycle."""
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": TREE})


async def _check(session: AsyncSession, team: Team) -> None:
    if team.parent_id is not None and not await queries.subtree(session, [team.parent_id]):
        raise InvalidInput.at("/parent_id", "unknown")
    if team.manager_id is not None and not await queries.is_somebody(session, team.manager_id):
        raise InvalidInput.at("/manager_id", "unknown")


async def _locked(session: AsyncSession, team_id: UUID) -> Team:
    query = select(Team).where(Team.id == team_id, Team.deleted_at.is_(None)).with_for_update()
    team = (await session.scalars(query)).one_or_none()
    if team is None:
        raise NotFound()
    return team


async def _save(session: AsyncSession, team: Team) -> None:
    if not session.is_modified(team):
        return
    team.sort_name, team.search = sort_key(team.name), search_text([team.name])
    await session.flush()
    event = TeamChanged(
        team_id=team.id,
        version=team.version,
        name=team.name,
        parent_id=team.parent_id,
        deleted=team.deleted_at is not None,
    )
    await announce(session, event)
