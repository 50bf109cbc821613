"""What callers give for the custom fields of a record, checked as far as the record's own service can."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields import rows
from chassis.custom_fields.declaration import declared
from chassis.custom_fields.fields import PREFIX, Fields, differing, merged
from chassis.custom_fields.indexing import Revalued, fresh, require_free
from chassis.custom_fields.kinds import Kind
from chassis.problems import FieldError, InvalidInput


async def first(
    session: AsyncSession, actor: Actor, access: Access, thing: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of a new record. Raises InvalidInput naming each key, CustomValueTaken."""
    fields = declared().of(thing)
    values = fields.first(given)
    await _require(session, actor, access, fields, None, {}, values)
    return values


async def changes(
    session: AsyncSession, actor: Actor, access: Access, thing: str, record: Any, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What a caller wants to change, as `custom.<key>`; None empties. Raises as `first` does."""
    fields = declared().of(thing)
    wanted = fields.accepted(given, record.custom)
    await _require(session, actor, access, fields, record.id, record.custom, merged(record.custom, wanted))
    return {PREFIX + key: value for key, value in wanted.items()}


async def for_many(
    session: AsyncSession, actor: Actor, access: Access, thing: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What a caller wants to change in many records alike, as `custom.<key>`. Raises InvalidInput."""
    fields = declared().of(thing)
    wanted, errors = fields.checked(given, {})
    for key, value in wanted.items():
        field = fields.live[key]
        if value is None and field.required:
            errors.append(FieldError(pointer=f"/custom/{key}", kind="missing"))
        if value is not None and field.unique:
            errors.append(FieldError(pointer=f"/custom/{key}", kind="unique_in_many"))
    if errors:
        raise InvalidInput(errors=errors)
    filled = {key: value for key, value in wanted.items() if value is not None}
    await _require_known(session, actor, access, fields, filled)
    return {PREFIX + key: value for key, value in wanted.items()}


def gathered(record: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Fields to set, with those called `custom.<key>` put together into the column."""
    return rows.gathered({"custom": record.custom, **wanted})


def names_of(changed: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of fields that changed, as events tell them."""
    return sorted({*(changed.keys() - {"custom"}), *(PREFIX + key for key in differing(before, after))})


async def _require(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    fields: Fields,
    record_id: UUID | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Whether what is referred to is there, and what is unique is free."""
    changed = {key: after[key] for key in differing(before, after) if key in after and key in fields.live}
    if not changed:
        return
    await _require_known(session, actor, access, fields, changed)
    revalued = Revalued(record_id or UUID(int=0), before, after)
    await require_free(session, declared().values, fields, list(fresh(fields, [revalued])))


async def _require_known(
    session: AsyncSession, actor: Actor, access: Access, fields: Fields, changed: Mapping[str, Any]
) -> None:
    references = {
        key: (target, UUID(value))
        for key, value in changed.items()
        if fields.live[key].kind is Kind.REFERENCE and (target := fields.live[key].target)
    }
    named: dict[str, set[UUID]] = {}
    for target, id_ in references.values():
        named.setdefault(target, set()).add(id_)
    targets = declared().targets
    known = {target: await targets[target](session, actor, access, ids) for target, ids in named.items()}
    errors = [
        FieldError(pointer=f"/custom/{key}", kind=f"{target}_unknown")
        for key, (target, id_) in references.items()
        if id_ not in known[target]
    ]
    if errors:
        raise InvalidInput(errors=errors)
