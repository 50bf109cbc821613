"""The use cases of definitions: add a field, change it, archive it, bring it back."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import ColumnElement, select, text
from sqlalchemy import update as update_rows
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import reload_everywhere
from chassis.actors import Actor
from chassis.custom_fields import defining
from chassis.custom_fields.declaration import CustomFields, declared
from chassis.custom_fields.fields import Field, Fields
from chassis.custom_fields.kinds import Kind
from chassis.custom_fields.schemas import FieldCreate, FieldUpdate
from chassis.http.edits import reconcile
from chassis.problems import DomainError, InvalidInput, NotFound
from chassis.runtime import Runtime
from chassis.wake import hint

MOST_FIELDS: Final = 200
SETTLING: Final = timedelta(seconds=5)
"""By then every process knows the new definition, and nothing is computed by the old one any more."""
LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('custom fields', 0))")


class CustomFieldExists(DomainError):
    """The object has a field of this key, perhaps an archived one."""

    status = 409


class CustomFieldInUse(DomainError):
    """Formulas of other fields read this one; `keys` names them."""

    status = 409


class OptionInUse(DomainError):
    """Records have this option; archive it instead."""

    status = 409


class ValuesNotUnique(DomainError):
    """Some records have the same value in this field already."""

    status = 409


class TooManyCustomFields(DomainError):
    """An object has at most 200 custom fields, archived ones not counted."""

    status = 409


async def create(session: AsyncSession, actor: Actor, runtime: Runtime, body: FieldCreate) -> Any:
    """Add a field to an object."""
    custom = declared()
    actor.require(custom.permission)
    if body.object not in custom.objects:
        raise InvalidInput.at("/object", "enum", expected=sorted(custom.objects))
    await session.execute(LOCK)
    fields = await _fields(session, custom, body.object)
    if body.key in fields.every:
        raise CustomFieldExists(object=body.object, key=body.key)
    _require_room(fields)
    values = body.model_dump(mode="json")
    values["rules"] = defining.plain_rules(body.kind, values["rules"])
    record = custom.definition(**values, result=None, archived_at=None, due_at=None)
    _judge(custom, fields, record)
    if record.formula:
        record.due_at = datetime.now(UTC) + SETTLING
    session.add(record)
    await _tell(session, custom, runtime, record)
    return record


async def get(session: AsyncSession, field_id: UUID, *, lock: bool = False) -> Any:
    """A field, archived or not. Raises NotFound."""
    definition = declared().definition
    statement = select(definition).where(definition.id == field_id)
    record = await session.scalar(statement.with_for_update() if lock else statement)
    if record is None:
        raise NotFound(thing="custom_field", id=str(field_id))
    return record


async def update(
    session: AsyncSession, actor: Actor, runtime: Runtime, field_id: UUID, base: int, body: FieldUpdate
) -> Any:
    """Change a field; records are computed anew within seconds when its formula changed."""
    custom, record = await _to_change(session, actor, field_id)
    given = to_jsonable_python(body.changes())
    if "rules" in given:
        given["rules"] = defining.plain_rules(Kind(record.kind), given["rules"])
    wanted = await reconcile(session, record, base, given)
    changed = {name: value for name, value in wanted.items() if getattr(record, name) != value}
    if "options" in changed:
        await _require_unused(session, custom, record, changed["options"])
    for name, value in changed.items():
        setattr(record, name, value)
    with session.no_autoflush:
        _judge(custom, await _fields(session, custom, record.object), record)
    if "unique" in changed:
        await _set_unique(session, custom, record)
    if record.formula and changed.keys() & {"formula", "rules"}:
        record.due_at = datetime.now(UTC) + SETTLING
    if changed:
        await _tell(session, custom, runtime, record)
    return record


async def archive(session: AsyncSession, actor: Actor, runtime: Runtime, field_id: UUID) -> Any:
    """Hide a field; its values are kept. Raises CustomFieldInUse."""
    custom, record = await _to_change(session, actor, field_id)
    if record.archived_at is None:
        keys = defining.used_by(Field.of(record), await _fields(session, custom, record.object))
        if keys:
            raise CustomFieldInUse(keys=keys)
        record.archived_at = datetime.now(UTC)
        await _tell(session, custom, runtime, record)
    return record


async def restore(session: AsyncSession, actor: Actor, runtime: Runtime, field_id: UUID) -> Any:
    """Show an archived field again, with the values it had."""
    custom, record = await _to_change(session, actor, field_id)
    if record.archived_at is not None:
        fields = await _fields(session, custom, record.object)
        _require_room(fields)
        record.archived_at = None
        _judge(custom, fields, record)
        if record.formula:
            record.due_at = datetime.now(UTC) + SETTLING
        await _tell(session, custom, runtime, record)
    return record


async def _to_change(session: AsyncSession, actor: Actor, field_id: UUID) -> tuple[CustomFields, Any]:
    custom = declared()
    actor.require(custom.permission)
    await session.execute(LOCK)
    return custom, await get(session, field_id, lock=True)


async def _fields(session: AsyncSession, custom: CustomFields, thing: str) -> Fields:
    """The fields of an object as the database has them, which is what formulas are checked against."""
    table = custom.definition.__table__
    rows = await session.execute(select(*table.columns).where(table.c.object == thing))
    return Fields(map(Field.of, rows), custom.objects[thing].declared)


def _require_room(fields: Fields) -> None:
    if len(fields.live) >= MOST_FIELDS:
        raise TooManyCustomFields(most=MOST_FIELDS)


def _judge(custom: CustomFields, fields: Fields, record: Any) -> None:
    """Whether the definition makes sense; fills in what follows from it. Raises InvalidInput."""
    field = defining.field_of(record)
    defining.require_sound(field, custom.targets)
    record.default = defining.default_of(field, record.default)
    if field.formula is None:
        return
    result = defining.result_of(field, fields)
    if record.result is not None and result != record.result:
        raise InvalidInput.at("/formula", "formula_result_changed", expected=record.result, given=result)
    record.result = str(result)
    if field.rules.get("decimals") is not None and result is not Kind.NUMBER:
        raise InvalidInput.at("/rules/decimals", "not_for_kind", given=record.result)


async def _require_unused(
    session: AsyncSession, custom: CustomFields, record: Any, options: list[dict[str, Any]]
) -> None:
    kept = {one["value"] for one in options}
    gone = [one["value"] for one in record.options if one["value"] not in kept]
    table = custom.values
    multi = record.kind == Kind.MULTI_CHOICE
    for value in gone:
        has: ColumnElement[bool] = table.c["items"].contains([value]) if multi else table.c.text == value
        if await session.scalar(select(table.c.record_id).where(table.c.field_id == record.id, has).limit(1)):
            raise OptionInUse(option=value)


async def _set_unique(session: AsyncSession, custom: CustomFields, record: Any) -> None:
    table = custom.values
    statement = update_rows(table).where(table.c.field_id == record.id).values(is_unique=record.unique)
    try:
        await session.execute(statement)
    except IntegrityError:
        raise ValuesNotUnique(key=record.key) from None


async def _tell(session: AsyncSession, custom: CustomFields, runtime: Runtime, record: Any) -> None:
    """Write and announce it; this process follows before its next request, the others in a moment."""
    await session.flush()
    await custom.changed(session, record)
    await reload_everywhere(session)

    async def follow() -> None:
        await runtime.access.load(runtime.database)

    hint(session, follow)
