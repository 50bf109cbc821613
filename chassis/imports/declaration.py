"""What a service says about the objects that can be imported into it."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor, Reach
from chassis.custom_fields.declaration import fields_of
from chassis.custom_fields.importing import readers
from chassis.declaring import Declared
from chassis.exports.catalogue import Sentences
from chassis.imports.cells import Reader
from chassis.imports.models import Fault, Job, RememberedMapping
from chassis.imports.problems import RowError
from chassis.imports.schemas import Options
from chassis.masks import hides
from chassis.problems import NotAllowed
from chassis.runtime import Runtime
from crm.event import Event

Action = Literal["create", "update", "skip", "fail"]


@dataclass(frozen=True)
class TargetField:
    """One field of an object: how its cells are read and what columns are usually called."""

    read: Reader
    names: Sequence[str] = ()
    """Headers it is known by, in every language."""
    required: bool = False
    """A new record needs it."""
    several: bool = False
    """More than one column may give values, which are collected in a list."""


@dataclass
class ReadRow:
    """A row after cleaning: its number, the values by field, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    errors: list[RowError] = field(default_factory=list)
    checked: Any = None
    """What the target's `check` made of the values."""

    def refuse(self, name: str | None, kind: str, **params: object) -> None:
        """The row cannot be written."""
        self.errors.append(RowError(None, name, kind, params, self._shown(name), fatal=True))

    def remark(self, name: str | None, kind: str, **params: object) -> None:
        """One value was left out, the row is written."""
        self.errors.append(RowError(None, name, kind, params, self._shown(name), fatal=False))

    @property
    def refused(self) -> bool:
        """Whether the row is left out."""
        return any(error.fatal for error in self.errors)

    def _shown(self, name: str | None) -> str:
        value = self.values.get(name) if name else None
        several = value if isinstance(value, list) else [] if value is None else [value]
        return ", ".join(map(str, several))


@dataclass
class Plan:
    """What is to happen with one row."""

    row: ReadRow
    action: Action
    record_id: UUID | None = None
    payload: Any = None


@dataclass(frozen=True)
class Act:
    """One import at work: who, under which id, with which choices."""

    id: UUID
    actor: Actor
    access: Access
    options: Options
    mapped: frozenset[str] = frozenset()
    """The fields that some column is mapped to."""


class Target:
    """One object. `plan` decides without writing, which is the preview too; `apply` writes."""

    name: ClassVar[str]
    permission: ClassVar[str]
    """What somebody needs to import it."""
    declared: ClassVar[Mapping[str, TargetField]]
    match_keys: ClassVar[Mapping[str, Sequence[str]]]
    """Name of a key → the fields it reads; rows are matched by the keys chosen, in the order given."""
    usual_keys: ClassVar[Sequence[str]] = ()
    """The keys that rows are matched by when none is chosen, as far as the file gives them."""
    telling: ClassVar[Sequence[str]]
    """Headers that only this object's files have."""
    belongs_to: ClassVar[str | None] = None
    """The service that imports these rows, when it is not this one: they are refused with a pointer."""
    thing: ClassVar[str] = ""
    """The object that the rows become, when it has fields that can be hidden."""
    tells: ClassVar[Mapping[str, str]] = {}
    """Field → the `<object>.<field>` that it gives, when that is not the one of its name."""

    @property
    def fields(self) -> Mapping[str, TargetField]:
        """What is declared, and what the organisation added to the object: `custom.<key>`."""
        custom = fields_of(self.thing)
        if not custom.live:
            return self.declared
        own: dict[str, TargetField] = custom.remembered.setdefault(("target", self.name), {})
        if not own:
            own |= self.declared
            own |= {name: TargetField(read, names) for name, (read, names) in readers(custom).items()}
        return own

    def hidden_from(self, actor: Actor) -> frozenset[str]:
        """The fields that write what is hidden from somebody: for them there are none such."""
        given = {name: self.tells.get(name, f"{self.thing}.{name}") for name in self.fields}
        return frozenset(name for name, told in given.items() if hides(actor.grants.masks, told))

    def keys_for(self, actor: Actor) -> Mapping[str, Sequence[str]]:
        """The match keys that read nothing hidden from somebody."""
        hidden = self.hidden_from(actor)
        return {key: fields for key, fields in self.match_keys.items() if hidden.isdisjoint(fields)}

    def check(self, row: ReadRow, act: Act) -> Sequence[Hashable]:
        """Check the row by itself and say its keys; rows that share one wait for each other."""
        raise NotImplementedError

    async def ask(self, runtime: Runtime, act: Act, rows: Sequence[ReadRow]) -> None:
        """Ask other services about rows that were checked, before a transaction begins. Raises Unavailable:
        then the import waits for them.
        """

    async def plan(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        """Create, update, skip or refuse each row; no two of them share a key."""
        raise NotImplementedError

    async def apply(self, session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
        """Write the plans to create and update, in a few statements."""
        raise NotImplementedError


@dataclass(frozen=True)
class Importing:
    """The import of one service: its tables and its objects."""

    job: type[Job]
    fault: type[Fault]
    remembered: type[RememberedMapping]
    targets: Mapping[str, Target]
    finished: Callable[..., Event]
    """The event that tells of an end."""
    errors: Sentences = field(default_factory=dict)
    """Its own kinds of errors, for the files people open."""

    def require(self, actor: Actor) -> None:
        """Refuse somebody who may import nothing. Raises NotAllowed."""
        if not self.permits(actor):
            raise NotAllowed(permission=next(iter(self.targets.values())).permission)

    def permits(self, actor: Actor) -> bool:
        """Whether somebody may import anything."""
        return any(actor.may(one.permission) for one in self.targets.values())

    def shows(self, actor: Actor, target: str | None) -> bool:
        """Whether somebody sees everyone's imports of an object, or of all: not when fields are hidden from
        them, for a file shows what is written in it.
        """
        known = self.targets.get(target or "")
        asked = [known] if known else self.targets.values()
        return not actor.grants.masks and all(actor.reach(one.permission) is Reach.ALL for one in asked)

    def seen_by(self, actor: Actor) -> ColumnElement[bool]:
        """The imports somebody may see: their own, and everyone's of the objects that they import for all."""
        if not self.permits(actor):
            return false()
        if self.shows(actor, None):
            return true()
        everyones = [name for name in self.targets if self.shows(actor, name)]
        return or_(self.job.requested_by == actor.id, self.job.target.in_(everyones))

    async def readable_ids(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Which of these imports somebody may see."""
        return set(
            await session.scalars(select(self.job.id).where(self.job.id.in_(ids), self.seen_by(actor)))
        )


declared = Declared[Importing]()
"""What this service imports."""
declare = declared.declare
"""Say, once per process, what this service imports."""
