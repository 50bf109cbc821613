"""Custom fields in exports: a column for each, headed in the language of the file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields.declaration import declared, fields_of
from chassis.custom_fields.fields import Field, Fields
from chassis.custom_fields.kinds import Kind, python_value
from chassis.exports.catalogue import LANGUAGES
from chassis.exports.cells import Cell

Named = Mapping[UUID, str]


def titles(labels: Mapping[str, str], otherwise: str) -> dict[str, str]:
    """A label in every language; where it has none, the first one it has."""
    usual = next(iter(labels.values()), otherwise)
    return {language: labels.get(language, usual) for language in LANGUAGES}


def words(field: Field) -> dict[str, dict[str, str]]:
    """What the options of a choice are called."""
    return {one.value: titles(one.labels, one.value) for one in field.options}


async def spread(
    session: AsyncSession, actor: Actor, access: Access, thing: str, rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of a list with the cells of their custom fields, `custom.<key>`."""
    fields, zone = fields_of(thing), ZoneInfo(access.organisation()["time_zone"])
    names = await _names(session, actor, access, fields, rows)
    return [dict(row) | dict(_cells(fields, row.get("custom") or {}, zone, names)) for row in rows]


def _cells(
    fields: Fields, custom: Mapping[str, Any], zone: ZoneInfo, names: Named
) -> Iterator[tuple[str, Cell | tuple[str, ...]]]:
    for key, value in custom.items():
        if key in fields.live:
            yield fields.live[key].name, _cell(fields.live[key].holds, value, zone, names)


def _cell(kind: Kind, value: Any, zone: ZoneInfo, names: Named) -> Any:
    match kind:
        case Kind.MONEY:
            return f"{value['amount']} {value['currency']}"
        case Kind.MOMENT:
            return python_value(kind, value).astimezone(zone)
        case Kind.REFERENCE:
            return names.get(UUID(value))
        case Kind.MULTI_CHOICE:
            return tuple(value)
        case Kind.LONG_TEXT:
            return value
        case _:
            return python_value(kind, value)


async def _names(
    session: AsyncSession, actor: Actor, access: Access, fields: Fields, rows: Collection[Mapping[str, Any]]
) -> Named:
    wanted: dict[str, set[UUID]] = {}
    for field in fields.live.values():
        if field.holds is Kind.REFERENCE and field.target:
            ids = {UUID(value) for row in rows if (value := (row.get("custom") or {}).get(field.key))}
            wanted.setdefault(field.target, set()).update(ids)
    found: dict[UUID, str] = {}
    for target, ids in wanted.items():
        if ids:
            found |= await declared().targets[target](session, actor, access, ids)
    return found
