"""The managed list of tags: what they are called, and what becomes of those that are given up."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import DomainError, FieldError, InvalidInput, NotFound
from customer.tags.models import Tag
from customer.tags.schemas import TagCreate, TagMerge, TagShown, TagUpdate


class TagExists(DomainError):
    """There is a tag of this name, capitals apart."""

    status = 409


class Retired(NamedTuple):
    """A tag that is to disappear from customers, and what takes its place."""

    id: UUID
    into_id: UUID | None
    by: str


async def create(session: AsyncSession, actor: Actor, body: TagCreate) -> Tag:
    """Add a tag to the list."""
    actor.require("tag.manage")
    tag = Tag(name=body.name, colour=body.colour)
    session.add(tag)
    await _flush(session, tag)
    return tag


async def get(session: AsyncSession, tag_id: UUID, *, lock: bool = False) -> Tag:
    """A live tag. Raises NotFound."""
    statement = select(Tag).where(Tag.id == tag_id, Tag.deleted_at.is_(None))
    tag = await session.scalar(statement.with_for_update() if lock else statement)
    if tag is None:
        raise NotFound(thing="tag", id=str(tag_id))
    return tag


async def update(session: AsyncSession, actor: Actor, tag_id: UUID, base: int, body: TagUpdate) -> Tag:
    """Rename or recolour; customers show it at once."""
    actor.require("tag.manage")
    tag = await get(session, tag_id, lock=True)
    for name, value in (await reconcile(session, tag, base, body.changes())).items():
        setattr(tag, name, value)
    await _flush(session, tag)
    return tag


async def retire(session: AsyncSession, actor: Actor, tag_id: UUID, body: TagMerge | None = None) -> None:
    """Delete a tag, or merge it into another; the sweep takes it off the customers."""
    actor.require("tag.manage")
    tag = await get(session, tag_id, lock=True)
    if body is not None:
        if body.into_id == tag_id:
            raise InvalidInput.at("/into_id", "same_tag")
        tag.merged_into_id = (await get(session, body.into_id, lock=True)).id
    tag.deleted_at = await session.scalar(select(func.now()))
    tag.retired_by = str(actor)
    await session.flush()


async def _flush(session: AsyncSession, tag: Tag) -> None:
    name = tag.name
    try:
        await session.flush()
    except IntegrityError:
        raise TagExists(name=name) from None


async def require_known(session: AsyncSession, ids: Collection[str], at: str = "/tags") -> None:
    """Refuse (422) ids that are on the list no more, or never were."""
    if not ids:
        return
    wanted = [UUID(one) for one in ids]
    known = set(await session.scalars(select(Tag.id).where(Tag.id.in_(wanted), Tag.deleted_at.is_(None))))
    errors = [
        FieldError(pointer=f"{at}/{index}", kind="tag_unknown")
        for index, one in enumerate(wanted)
        if one not in known
    ]
    if errors:
        raise InvalidInput(errors=errors)


async def named_ids(session: AsyncSession, ids: Collection[str]) -> dict[str, TagShown]:
    """How the tags of these ids are shown; a merged one as what it was merged into, a deleted one not."""
    if not ids:
        return {}
    known = await _known(session)
    found = {id_: _standing(known, UUID(id_)) for id_ in ids}
    return {id_: TagShown(id=row.id, name=row.name, colour=row.colour) for id_, row in found.items() if row}


async def _known(session: AsyncSession) -> dict[UUID, Any]:
    columns = (Tag.id, Tag.name, Tag.colour, Tag.deleted_at, Tag.merged_into_id, Tag.retired_by)
    return {row.id: row for row in await session.execute(select(*columns))}


def _standing(known: Mapping[UUID, Any], tag_id: UUID) -> Any:
    """The live tag that an id stands for after merges, None when it was deleted."""
    row = known.get(tag_id)
    while row is not None and row.deleted_at is not None:
        row = known.get(row.merged_into_id)
    return row


async def named(session: AsyncSession, names: Iterable[str]) -> dict[str, UUID]:
    """Ids of live tags by name in small letters, for imports."""
    wanted = [name.lower() for name in names]
    found = await session.execute(
        select(func.lower(Tag.name), Tag.id).where(func.lower(Tag.name).in_(wanted), Tag.deleted_at.is_(None))
    )
    return {row[0]: row[1] for row in found}


async def retired(session: AsyncSession) -> list[Retired]:
    """Tags whose removal from customers is not finished."""
    known = await _known(session)
    pending = [row for row in known.values() if row.retired_by]
    targets = {row.id: _standing(known, row.id) for row in pending}
    return [
        Retired(row.id, targets[row.id].id if targets[row.id] else None, row.retired_by) for row in pending
    ]


async def finish(session: AsyncSession, tag_id: UUID) -> None:
    """No customer has the retired tag any more."""
    tag = await session.get_one(Tag, tag_id)
    tag.retired_by = None
    await session.flush()
