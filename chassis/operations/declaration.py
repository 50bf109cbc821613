"""What a service says about its operations: the things they touch, the kinds there are."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.declaring import Declared
from chassis.operations.models import Issue, Operation, Part
from crm.event import Event

State = dict[str, Any]
"""A record's fields by their names in change rows, nested ones flat (`custom.<key>`)."""
States = Mapping[UUID, State]
Wanted = dict[UUID, State]
"""The fields that records are to get, with their new values."""


class Found(NamedTuple):
    """Something that was left as it was."""

    thing: str
    record_id: UUID
    kind: str
    field: str | None = None
    params: Mapping[str, Any] = {}


@dataclass
class Outcome:
    """What became of a chunk: records by outcome (changed, removed, unchanged, refused), and why not."""

    counts: Counter[str] = field(default_factory=Counter)
    issues: list[Found] = field(default_factory=list)


class Thing:
    """One kind of record, as undo needs to know it."""

    name: ClassVar[str]
    """Its name in change rows."""
    target: ClassVar[str]
    """Its name in lists."""
    sets: ClassVar[frozenset[str]] = frozenset()
    """Lists without order: what was added is taken out, what was taken out is put back."""
    together: ClassVar[Sequence[frozenset[str]]] = ()
    """Fields that are put back together or not at all."""
    nested: ClassVar[Collection[str]] = ()
    """Fields of change rows that hold fields of their own, by key."""
    beside: ClassVar[frozenset[str]]
    """What states hold besides what history keeps."""

    def computed(self) -> frozenset[str]:
        """Fields that follow from others: they are neither put back nor told."""
        return frozenset()

    def released(self, state: State) -> State:
        """What a removed record gives free, with the values it is left with."""
        return {}

    async def load(self, session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, State]:
        """The records that exist, deleted ones too; locked in the order of their ids."""
        raise NotImplementedError

    def value(self, field: str, plain: Any) -> Any:
        """A value of a change row, as states hold it."""
        raise NotImplementedError

    async def refused(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted, *, creation: bool
    ) -> dict[UUID, str]:
        """Which records the actor may not change so, and why: not_found, not_allowed.

        `creation` says that records appear and disappear as what an act created, not by deleting.
        """
        raise NotImplementedError

    async def uses(
        self, session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
    ) -> dict[UUID, dict[str, int]]:
        """By what live records these, created by `cause_id`, are used; those in `gone` count as deleted."""
        raise NotImplementedError

    async def impossible(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted
    ) -> list[Found]:
        """Values that cannot come back (a circle, an id that others have now): taken out of `wanted`."""
        return []

    async def write(
        self, session: AsyncSession, actor: Actor, access: Access, states: States, wanted: Wanted
    ) -> None:
        """Write them, with versions, change rows and events as single edits make them."""
        raise NotImplementedError

    async def readable(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Which of these records the actor may read."""
        raise NotImplementedError


Act = Callable[[AsyncSession, Access, Actor, Operation, Sequence[UUID]], Awaitable[Outcome]]
"""Deals with a chunk of an operation's records in the caller's transaction."""


@dataclass(frozen=True)
class Operations:
    """The operations of one service."""

    operation: type[Operation]
    part: type[Part]
    issue: type[Issue]
    things: Mapping[str, Thing]
    """By name, those that refer to others first."""
    acts: Mapping[tuple[str, str], Act]
    """(kind, thing) → what it does; undo is built in."""
    finished: Callable[..., Event]
    """The event that tells of an end."""


declared = Declared[Operations]()
"""The operations of this service."""
declare = declared.declare
"""Say, once per process, which operations this service has."""
