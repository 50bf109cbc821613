"""Roles: made, changed, removed, and added up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import masks
from chassis.actors import Actor, Reach
from chassis.http.edits import reconcile
from chassis.masks import Masks
from chassis.problems import InvalidInput, NotFound
from crm.identity.events import RoleChanged
from crm.permissions import ALL, MASKABLE, reading
from identity.announcing import announce
from identity.roles import queries
from identity.roles.delegation import require_hidden, require_within
from identity.roles.models import ADMINISTRATOR, Role, RoleInUse, RoleNameTaken
from identity.roles.schemas import RoleCreate
from libs.names import fold

LONGEST_KEY = 400
"""Characters; folding can make one into many, and an index row has room for about 2,700 bytes."""
EVERYTHING = dict.fromkeys(sorted(ALL), "all")


async def create(session: AsyncSession, actor: Actor, wanted: RoleCreate) -> Role:
    """A new role, of at most what its maker holds."""
    role = Role(**wanted.model_dump())
    require_within(actor, role.reaches)
    require_hidden(actor, role.permissions, masks_of([role]))
    session.add(role)
    await _save(session, role)
    return role


async def change(
    session: AsyncSession, actor: Actor, role_id: UUID, base: int, wanted: Mapping[str, Any]
) -> Role:
    """Edit a role; neither what it was nor what it becomes may exceed what the actor holds."""
    role = await _locked(session, role_id)
    role.require_changeable()
    require_within(actor, role.reaches)
    for name, value in (await reconcile(session, role, base, wanted)).items():
        setattr(role, name, value)
    require_within(actor, role.reaches)
    require_hidden(actor, role.permissions, masks_of([role]))
    await _save(session, role)
    return role


async def remove(session: AsyncSession, actor: Actor, role_id: UUID) -> None:
    """Remove a role nobody holds. Raises RoleInUse."""
    role = await _locked(session, role_id)
    role.require_changeable()
    require_within(actor, role.reaches)
    if await queries.held(session, role.id):
        raise RoleInUse()
    role.deleted_at = await session.scalar(select(func.now()))
    await _save(session, role)


async def get(session: AsyncSession, role_id: UUID) -> Role:
    """A role. Raises NotFound."""
    role = await session.get(Role, role_id)
    if role is None or role.deleted_at:
        raise NotFound()
    return role


async def require_live(session: AsyncSession, role_ids: Sequence[UUID]) -> list[Role]:
    """The roles somebody is to hold, kept from being removed meanwhile. Raises InvalidInput."""
    query = select(Role).where(Role.id.in_(role_ids), Role.deleted_at.is_(None))
    roles = list(await session.scalars(query.order_by(Role.id).with_for_update(read=True)))
    if missing := set(role_ids) - {role.id for role in roles}:
        raise InvalidInput.at("/role_ids", "unknown", ids=sorted(map(str, missing)))
    return roles


async def named(session: AsyncSession, role_ids: Sequence[UUID]) -> list[Role]:
    """These roles, as far as they exist, by name."""
    query = select(Role).where(Role.id.in_(role_ids), Role.deleted_at.is_(None))
    return list(await session.scalars(query.order_by(Role.name_key, Role.id)))


async def giving(session: AsyncSession, permission: str) -> list[Role]:
    """The roles that hold a permission, whatever its scope."""
    query = select(Role).where(Role.permissions.has_key(permission), Role.deleted_at.is_(None))
    return list(await session.scalars(query))


def added_up(roles: Iterable[Role]) -> dict[str, Reach]:
    """The widest reach of each permission."""
    total: dict[str, Reach] = {}
    for role in roles:
        for name, reach in role.reaches.items():
            total[name] = max(reach, total.get(name, Reach.NONE))
    return total


def masks_of(roles: Iterable[Role]) -> Masks:
    """What stays hidden from somebody with these roles, by object."""
    return masks.added_up((role.permissions, role.masks or ()) for role in roles)


def things_read(permission: str) -> list[str]:
    """The objects with fields to hide that are read with a permission."""
    return [thing for thing in MASKABLE if reading(thing) == permission]


def hidden(permission: str, roles: Iterable[Role]) -> list[str]:
    """What stays hidden from somebody with these roles of what they read with the permission."""
    found = masks_of(roles)
    return sorted(f"{thing}.{name}" for thing in things_read(permission) for name in found.get(thing, ()))


def masks_explained(permission: str, roles: Iterable[Role]) -> list[dict[str, Any]]:
    """Each field that some of these roles hides of what is read with the permission: who decides it."""
    known = [(role.id, role.permissions, role.masks) for role in roles]
    return [
        one.model_dump() | {"field": f"{thing}.{one.field}"}
        for thing in things_read(permission)
        for one in masks.explained(thing, known)
    ]


async def administrator_id(session: AsyncSession, *, lock: bool = False) -> UUID:
    """The administrators' role; locked, nobody else can be about to take it from the last one."""
    query = select(Role.id).where(Role.built_in == ADMINISTRATOR)
    return (await session.scalars(query.with_for_update() if lock else query)).one()


async def held_by_subtree(session: AsyncSession) -> dict[str, Reach]:
    """The permissions that some role gives for a team and everything below it."""
    roles = await session.scalars(select(Role).where(Role.deleted_at.is_(None)))
    return {name: reach for role in roles for name, reach in role.reaches.items() if reach is Reach.SUBTREE}


async def ensure_built_in(session: AsyncSession, *, first_start: bool) -> UUID:
    """The roles of this release: made at the first start; later they get what a release adds, until somebody
    changes them, which the administrators' role cannot be.
    """
    if first_start:
        for built_in, (name, permissions) in BUILT_IN.items():
            role = Role(name=name, permissions=permissions, built_in=built_in, description="")
            session.add(role)
            await _save(session, role)
    role_id = await administrator_id(session, lock=True)
    ours = select(Role).where(Role.built_in.in_(BUILT_IN), Role.deleted_at.is_(None))
    for role in await session.scalars(ours.order_by(Role.id).with_for_update()):
        _, permissions = BUILT_IN[role.built_in or ""]
        if role.permissions != permissions and not await queries.changed_by_people(session, role.id):
            role.permissions = permissions
            await _save(session, role)
    return role_id


async def _locked(session: AsyncSession, role_id: UUID) -> Role:
    query = select(Role).where(Role.id == role_id, Role.deleted_at.is_(None)).with_for_update()
    role = (await session.scalars(query)).one_or_none()
    if role is None:
        raise NotFound()
    return role


async def _save(session: AsyncSession, role: Role) -> None:
    if not session.is_modified(role):
        return
    name = role.name  # not to be read any more once the flush has failed
    role.name_key = fold(name)[:LONGEST_KEY]
    try:
        await session.flush()
    except IntegrityError as error:
        if "uq_role_name" in str(error.orig):
            raise RoleNameTaken(name=name) from None
        raise
    event = RoleChanged(
        role_id=role.id,
        version=role.version,
        name=role.name,
        permissions=role.permissions,
        masks=role.masks,
        deleted=role.deleted_at is not None,
    )
    await announce(session, event)


def _of(scope: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, scope)


def _data(*, wide: str) -> dict[str, str]:
    """Daily work with data of other services; what a release does not know yet is left out."""
    verbs = ("create", "read", "update", "bulk_update", "assign", "export", "import", "delete")
    return _of(wide, *(f"customer.{verb}" for verb in verbs))


SOLD_WITH: Final = ("lead", "opportunity", "quote", "order", "contract")


def _sales(*, wide: str) -> dict[str, str]:
    """Daily work with leads, deals, quotes, orders and contracts."""
    verbs = ("create", "read", "update", "bulk_update", "assign", "import", "delete", "approve", "invoice")
    names = (f"{thing}.{verb}" for thing in SOLD_WITH for verb in verbs)
    return _of(wide, *(name for name in names if name in ALL))


BUILT_IN: Mapping[str, tuple[str, dict[str, str]]] = {
    ADMINISTRATOR: ("Administrator", EVERYTHING),
    "sales-manager": (
        "Sales manager",
        _data(wide="subtree")
        | _sales(wide="subtree")
        | _of("all", "tag.manage", "user.read", "view.share")
        | _of("all", "pipeline.manage", "exchange_rate.manage", "lead_rule.manage")
        | _of("all", "product.read", "product.manage", "price_book.manage"),
    ),
    "sales-representative": (
        "Sales representative",
        _of("own", "customer.create", "customer.update", "customer.export")
        | _of(
            "own",
            *(f"{thing}.{verb}" for thing in SOLD_WITH for verb in ("create", "update")),
            "quote.delete",
            "contract.delete",
        )
        | _of("team", "customer.read", *(f"{thing}.read" for thing in SOLD_WITH))
        | _of("all", "product.read"),
    ),
    "marketer": (
        "Marketer",
        _of("all", "customer.read", "customer.export", "tag.manage", "view.share", "product.read"),
    ),
    "service-agent": ("Service agent", _of("all", "customer.read", "customer.update", "product.read")),
    "auditor": ("Auditor", _of("all", *(name for name in sorted(ALL) if name.endswith(".read")))),
}
"""The roles of the first start; all but the administrators' are there to be changed."""
