"""Reading roles: the list, and who holds one."""

from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, column, exists, func, literal, select, table
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from chassis.tables import change
from identity.roles.models import Role
from libs.conditions import Kind
from libs.names import fold

# People stand on roles, not the other way round: what is asked of them here is only their column.
_user = table("user", column("role_ids", ARRAY(Uuid())))
_api_key = table("api_key", column("role_ids", ARRAY(Uuid())), column("revoked_at"))


def search(query: str) -> ColumnElement[bool]:
    """Roles whose name contains the words."""
    return Role.name_key.contains(fold(query), autoescape=True)


_role = Role.__table__.c
_holds = _user.c.role_ids.bool_op("@>")(array([_role.id]))
_holders = select(func.count()).where(_holds).correlate(Role.__table__)
ROLES = Listing(
    source=Role.__table__,
    columns=[*_role, _holders.label("holders")],
    key=_role.id,
    offers={"name": Offer(Kind.TEXT, _role.name, nullable=False, sorts=True, by=_role.name_key)},
    sort="name",
    deleted_at=_role.deleted_at,
    search=search,
)


async def held(session: AsyncSession, role_id: UUID) -> bool:
    """Whether anybody, deactivated people included, or an API key in force has the role."""
    this = literal([role_id], ARRAY(Uuid()))
    people = exists().where(_user.c.role_ids.bool_op("@>")(this))
    keys = exists().where(_api_key.c.role_ids.bool_op("@>")(this), _api_key.c.revoked_at.is_(None))
    return bool(await session.scalar(select(people | keys)))


async def changed_by_people(session: AsyncSession, role_id: UUID) -> bool:
    """Whether anybody but the service itself has changed a role."""
    by_hand = exists().where(change.c.record_id == role_id, ~change.c.actor.startswith("service:"))
    return bool(await session.scalar(select(by_hand)))
