"""What a service says about its custom fields, and what this process knows of them."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import access
from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields.fields import Field, Fields
from libs.formulas import Type

EMPTY = Fields()


Known = Callable[[AsyncSession, Actor, Access, Collection[UUID]], Awaitable[Mapping[UUID, str]]]
"""Which of the things that references name exist and may be read, with what a cell calls them."""


@dataclass(frozen=True)
class Customised:
    """One object: its model, which has the column `custom`, and the columns that formulas may read."""

    model: type[Any]
    declared: Mapping[str, Type]
    recomputed: Callable[[AsyncSession, Sequence[Any]], Awaitable[None]]
    """Announces records whose computed values changed by themselves."""


class CustomFields:
    """The custom fields of one service. `of` gives those of an object as they stand now."""

    def __init__(
        self,
        definition: type[Any],
        value: type[Any],
        objects: Mapping[str, Customised],
        *,
        targets: Mapping[str, Known],
        permission: str,
        changed: Callable[[AsyncSession, Any], Awaitable[None]],
    ) -> None:
        """`changed` announces a definition that was added or changed."""
        self.definition, self.objects = definition, objects
        self.values: Table = value.__table__
        self.targets, self.permission, self.changed = targets, permission, changed
        self._fields: Mapping[str, Fields] = {}
        self._by_model = {one.model: name for name, one in objects.items()}

    def of(self, name: str) -> Fields:
        """The fields of an object."""
        return self._fields.get(name, EMPTY)

    def of_record(self, record: object) -> Fields | None:
        """The fields of a record's object; None when it can have none."""
        name = self._by_model.get(type(record))
        return None if name is None else self.of(name)

    async def load(self, session: AsyncSession) -> None:
        """Read all definitions anew: some hundred rows, when they have changed."""
        by_object: dict[str, list[Field]] = {name: [] for name in self.objects}
        for row in await session.execute(select(*self.definition.__table__.columns)):
            if row.object in by_object:
                by_object[row.object].append(Field.of(row))
        found = {name: Fields(fields, self.objects[name].declared) for name, fields in by_object.items()}
        for name, known in self._fields.items():
            if known.every == found[name].every:
                found[name] = known  # with what was derived of its fields
        self._fields = found

    def widened(self, masks: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
        """Masks with those of the fields that are computed of masked ones."""
        return {thing: self.of(thing).widened(hidden) for thing, hidden in masks.items()}


_declared: list[CustomFields] = []


def declare(service: str, custom: CustomFields) -> CustomFields:
    """Say, once per process, which objects of this service have custom fields."""
    from chassis.custom_fields import recording

    _declared[:] = [custom]
    access.followers[service] = custom
    recording.listen()
    return custom


def fields_of(thing: str) -> Fields:
    """The custom fields of an object; none where no service of this process declared any."""
    return _declared[0].of(thing) if _declared else EMPTY


def declared() -> CustomFields:
    """The custom fields of this service."""
    return _declared[0]
