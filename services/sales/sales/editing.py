"""The same change to many records that somebody looks after: who may change which, what it would do, and
doing it. What can be changed, and by which rules, each feature says by a subclass.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http.lists import Listing
from chassis.masks import require_unmasked
from chassis.operations.choosing import (
    Count,
    asked,
    chosen_by,
    counted,
    differing,
    edited,
    part_of_body,
    parts,
)
from chassis.operations.declaration import Found, Outcome
from chassis.operations.edits import Selection
from chassis.operations.models import Operation
from chassis.operations.problems import kind_of
from chassis.owning import target_of
from chassis.problems import DomainError
from sales import owned
from sales.operations.schemas import OwnedEdit
from sales.owned import PLACE, O, needs
from sales.records import table_of

Values = dict[str, Any]


class Editing(Generic[O]):
    """Many records of one kind."""

    model: ClassVar[type[Any]]
    listing: ClassVar[Listing]
    body: ClassVar[type[OwnedEdit]]

    def wanted(self, body: Any) -> Values:
        """The fields that are to be set, but for owner, team and deletion."""
        values: Values = body.values.changes() if body.values else {}
        return values

    def possible(self, values: Values) -> ColumnElement[bool]:
        """Which records take these values as they stand, in SQL: what `change` says of one."""
        return true()

    def change(self, record: O, values: Values) -> None:
        """Give a record these values. Raises what its rules say, and has changed nothing then."""
        for name, value in values.items():
            setattr(record, name, value)

    def called(self, record: O) -> str:
        """Its name to people."""
        raise NotImplementedError

    async def barred(
        self, session: AsyncSession, records: Mapping[UUID, O], values: Values
    ) -> Mapping[UUID, str]:
        """Which of these cannot be changed so because of what is elsewhere, and why."""
        return {}

    async def locked(self, session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, O]:
        """Those that exist, locked."""
        found: dict[UUID, O] = await owned.many(session, self.model, ids, lock=True)
        return found

    async def settle(self, session: AsyncSession, access: Access, records: Sequence[O]) -> Collection[UUID]:
        """Save those that were changed, with all that follows from it; which ones."""
        raise NotImplementedError

    @property
    def thing(self) -> str:
        """The name in change rows and permissions."""
        name: str = self.model.__tablename__
        return name

    @property
    def permission(self) -> str:
        """What a bulk edit needs besides the permission for each change."""
        return f"{self.thing}.bulk_update"

    def checked(self, actor: Actor, access: Access, body: OwnedEdit) -> Values:
        """The new values by the rules of PATCH, assigning and deleting. Raises InvalidInput, NotAllowed."""
        values = self.wanted(body)
        require_unmasked(actor, self.thing, values)
        if body.assign:
            with part_of_body("/assign"):
                values |= target_of(access, body.assign)
        if body.deleted is not None:
            values["deleted_at"] = datetime.now(UTC) if body.deleted else None
        for permission in self._needed(values):
            actor.require(permission)
        return values

    def chosen(self, actor: Actor, access: Access, body: OwnedEdit, selection: Selection) -> Select[Any]:
        """The records chosen, as (step, thing, id), to be dealt with."""
        where = self._choice(actor, access, body, selection)
        return parts(self.thing, selection, select(self.model.id).where(where))

    async def preview(
        self, session: AsyncSession, actor: Actor, access: Access, body: OwnedEdit, selection: Selection
    ) -> Count:
        """How many would change and how, and the first of them."""
        values, table = self.checked(actor, access, body), table_of(self.model)
        where, allowed = self._choice(actor, access, body, selection), self._allowed(actor, values)
        possible, differs = self.possible(values), differing(table, self.told(values))
        count = await counted(session, table, where, allowed, possible, differs, selection)
        changing = and_(where, allowed, possible, or_(*differs.values()))
        first = select(table.c.id).where(changing).order_by(table.c.id).limit(count.first)
        records: dict[UUID, O] = await owned.many(session, self.model, (await session.scalars(first)).all())
        for id_, one in records.items():
            was = {name: getattr(one, name) for name in differs}
            count.records.append(edited(id_, self.called(one), was, values, differs))
        return count

    def told(self, values: Values) -> Values:
        """The values by which a record is said to change."""
        return values

    async def edit_many(
        self,
        session: AsyncSession,
        access: Access,
        actor: Actor,
        operation: Operation,
        ids: Sequence[UUID],
    ) -> Outcome:
        """Edit a chunk; what may not be changed is told and left."""
        values = self.checked(actor, access, self.body.model_validate(asked(operation)))
        records = await self.locked(session, ids)
        barred = await self.barred(session, records, values)
        outcome, kept = Outcome(), list[O]()
        for id_ in ids:
            record = records.get(id_)
            kind = barred.get(id_) or self._tried(actor, record, values)
            if record is None or kind:
                outcome.issues.append(Found(self.thing, id_, kind or "not_found"))
            else:
                kept.append(record)
        changed = len(await self.settle(session, access, kept))
        left = {"unchanged": len(kept) - changed, "refused": len(outcome.issues)}
        outcome.counts = Counter(changed=changed, **left)
        return outcome

    def _tried(self, actor: Actor, record: O | None, values: Values) -> str | None:
        """Change a record if that may and can be; why not."""
        restoring = values.get("deleted_at", values) is None
        if record is None or (record.deleted_at is not None and not restoring):
            return "not_found"
        if kind := owned.refusal(actor, record, self._needed(values)):
            return kind
        try:
            self.change(record, values)
        except DomainError as error:
            return kind_of(error)
        return None

    def _needed(self, values: Values) -> set[str]:
        return {self.permission} | needs(self.thing, values)

    def _choice(
        self, actor: Actor, access: Access, body: OwnedEdit, selection: Selection
    ) -> ColumnElement[bool]:
        deleted = body.deleted is False
        where = chosen_by(self.listing, actor, access, selection, deleted=deleted)
        return and_(or_(*owned.branches(actor, self.model, deleted=deleted)), *where)

    def _allowed(self, actor: Actor, values: Values) -> ColumnElement[bool]:
        scopes = [actor.scope(permission) for permission in sorted(self._needed(values))]
        place = [getattr(self.model, name) for name in PLACE]
        return func.coalesce(and_(*(one.predicate(*place) for one in scopes)), false())
