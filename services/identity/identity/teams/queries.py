"""Reading teams: the list, the tree, and who is in one."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, column, exists, false, literal, or_, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from identity.teams.models import Team
from libs.conditions import Kind
from libs.names import query_words

# People stand on teams, not the other way round: what is asked of them here is only their columns.
_user = table("user", column("id", Uuid()), column("team_ids", ARRAY(Uuid())))


def search(query: str) -> ColumnElement[bool]:
    """Teams whose name, pinyin or initials contain every word."""
    words = query_words(query)
    return and_(*(Team.search.contains(word, autoescape=True) for word in words)) if words else false()


_team = Team.__table__.c
TEAMS = Listing(
    source=Team.__table__,
    columns=list(_team),
    key=_team.id,
    offers={
        "name": Offer(Kind.TEXT, _team.name, nullable=False, sorts=True, by=_team.sort_name),
        "parent_id": Offer(Kind.REFERENCE, _team.parent_id),
    },
    sort="name",
    deleted_at=_team.deleted_at,
    search=search,
)


async def subtree(session: AsyncSession, roots: Sequence[UUID]) -> set[UUID]:
    """These teams and all below them."""
    live = Team.deleted_at.is_(None)
    found = select(Team.id).where(Team.id.in_(roots), live).cte("found", recursive=True)
    found = found.union(select(Team.id).where(Team.parent_id == found.c.id, live))
    return set(await session.scalars(select(found.c.id)))


async def above(session: AsyncSession, team_id: UUID) -> list[UUID]:
    """This team and all it stands below."""
    live = Team.deleted_at.is_(None)
    found = select(Team.id, Team.parent_id).where(Team.id == team_id, live).cte("found", recursive=True)
    found = found.union(select(Team.id, Team.parent_id).where(Team.id == found.c.parent_id, live))
    return list(await session.scalars(select(found.c.id)))


async def occupied(session: AsyncSession, team_id: UUID) -> bool:
    """Whether anybody, deactivated people included, or another team is in the team."""
    people = exists().where(_user.c.team_ids.bool_op("@>")(literal([team_id], ARRAY(Uuid()))))
    teams = exists().where(Team.parent_id == team_id, Team.deleted_at.is_(None))
    return bool(await session.scalar(select(or_(people, teams))))


async def is_somebody(session: AsyncSession, user_id: UUID) -> bool:
    """Whether there is such a person."""
    return bool(await session.scalar(select(exists().where(_user.c.id == user_id))))
