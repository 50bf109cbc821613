"""The same change to many customers: who may change which, what it would do, and doing it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields import giving
from chassis.custom_fields import rows as custom
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
from chassis.operations.models import Operation
from chassis.organisation import defaults_of
from chassis.owning import target_of
from customer.customers import groups, rewriting, scope
from customer.customers.models import Customer
from customer.customers.queries import LISTING
from customer.customers.rewriting import TABLE
from customer.customers.undoing import NAME, needs
from customer.customers.values import required
from customer.operations.schemas import CustomerBulkEdit, CustomerEdit
from customer.storing import Values
from customer.tags import service as tags

PERMISSION: Final = "customer.bulk_update"


@dataclass(frozen=True)
class Edit:
    """A checked bulk edit."""

    values: Values
    add: list[str]
    remove: list[str]
    note: str | None = None
    above: frozenset[UUID] = frozenset()
    """The new parent and all above it: these cannot get it."""

    @property
    def needed(self) -> set[str]:
        """The permissions that each record must be within."""
        fields = [*self.values, *(["tags"] if self.add or self.remove else [])]
        return {PERMISSION} | needs(fields)

    def of(self, row: Values) -> Values:
        """The row as it is to be."""
        new = custom.gathered(row | self.values)
        if self.add or self.remove:
            kept = [one for one in new["tags"] if one not in self.remove]
            new["tags"] = kept + [one for one in self.add if one not in kept]
        return new

    def differing(self) -> dict[str, ColumnElement[bool]]:
        """Field → whether it would change, in SQL."""
        found = differing(TABLE, self.values)
        if (self.add or self.remove) and "tags" not in found:
            add, remove = (literal(some, ARRAY(Text())) for some in (self.add, self.remove))
            found["tags"] = or_(
                ~TABLE.c.tags.bool_op("@>")(add),
                TABLE.c.tags.bool_op("&&")(remove) if set(self.remove) - set(self.add) else ~true(),
            )
        return found


async def checked(session: AsyncSession, actor: Actor, access: Access, body: CustomerEdit) -> Edit:
    """The edit by the rules of PATCH, assigning and deleting. Raises InvalidInput, NotAllowed."""
    add, remove = ([str(one) for one in dict.fromkeys(some)] for some in (body.add_tags, body.remove_tags))
    values: Values = {}
    above: Sequence[UUID] = ()
    if body.values:
        with part_of_body("/values"):
            values = required(body.values.changes(), defaults_of(access).region)
            if "custom" in values:
                values |= await giving.for_many(session, actor, access, NAME, values.pop("custom"))
            await tags.require_known(session, values.get("tags", ()))
            if values.get("parent_id"):
                await groups.require_parent(session, actor, None, values["parent_id"])
                above = await groups.ancestors(session, values["parent_id"])
    require_unmasked(actor, NAME, [*values, *(["tags"] if add or remove else [])])
    await tags.require_known(session, add, "/add_tags")
    if body.assign:
        with part_of_body("/assign"):
            values |= target_of(access, body.assign)
    if body.deleted is not None:
        values["deleted_at"] = datetime.now(UTC) if body.deleted else None
    edit = Edit(values, add, remove, body.assign.note if body.assign else None, frozenset(above))
    for permission in edit.needed:
        actor.require(permission)
    return edit


def choice(actor: Actor, access: Access, body: CustomerBulkEdit) -> ColumnElement[bool]:
    """The customers chosen, among those the actor reads."""
    deleted = body.deleted is False
    where = chosen_by(LISTING.shown_to(actor), actor, access, body.selection, deleted=deleted)
    return and_(or_(*scope.branches(actor, deleted=deleted)), *where)


def chosen(actor: Actor, access: Access, body: CustomerBulkEdit) -> Select[Any]:
    """The same as (step, thing, id), to be dealt with."""
    return parts(NAME, body.selection, select(TABLE.c.id).where(choice(actor, access, body)))


async def preview(session: AsyncSession, actor: Actor, access: Access, body: CustomerBulkEdit) -> Count:
    """How many would change and how, and the first of them."""
    edit = await checked(session, actor, access, body)
    where, allowed = choice(actor, access, body), func.coalesce(and_(*_within(actor, edit)), false())
    differs, possible = edit.differing(), TABLE.c.id.not_in(edit.above)
    count = await counted(session, TABLE, where, allowed, possible, differs, body.selection)
    changing = and_(where, allowed, possible, or_(*differs.values()))
    ids = await session.scalars(select(TABLE.c.id).where(changing).order_by(TABLE.c.id).limit(count.first))
    rows = await rewriting.load(session, list(ids), lock=False, deleted=True)
    pairs = [(custom.flat(row), custom.flat(edit.of(row))) for row in rows.values()]
    count.records += [edited(was["id"], was["name"], was, becomes, differs) for was, becomes in pairs]
    return count


def _within(actor: Actor, edit: Edit) -> list[ColumnElement[bool]]:
    scopes = [actor.scope(permission) for permission in sorted(edit.needed)]
    return [one.predicate(Customer.owner_id, Customer.team_id) for one in scopes]


async def edit_many(
    session: AsyncSession, access: Access, actor: Actor, operation: Operation, ids: Sequence[UUID]
) -> Outcome:
    """Edit a chunk; what may not be changed is told and left."""
    body = CustomerEdit.model_validate(asked(operation))
    edit = await checked(session, actor, access, body)
    restoring = body.deleted is False
    before = await rewriting.load(session, ids, deleted=restoring)
    outcome = Outcome()
    after: dict[UUID, Values] = {}
    for id_ in ids:
        kind = _refusal(actor, edit, before.get(id_))
        if kind:
            outcome.issues.append(Found(NAME, id_, kind))
        else:
            after[id_] = edit.of(before[id_])
    raised = await rewriting.rewrite(session, actor, before, after, note=edit.note)
    outcome.counts = Counter(
        changed=len(raised), unchanged=len(after) - len(raised), refused=len(outcome.issues)
    )
    return outcome


def _refusal(actor: Actor, edit: Edit, row: Values | None) -> str | None:
    if row is None:
        return "not_found"
    place = (row["owner_id"], row["team_id"])
    if not actor.scope("customer.read").covers(*place):
        return "not_found"
    if not all(actor.scope(permission).covers(*place) for permission in edit.needed):
        return "not_found" if row["deleted_at"] else "not_allowed"
    return "group_circle" if row["id"] in edit.above else None
