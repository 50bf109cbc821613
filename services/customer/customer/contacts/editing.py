"""The same change to many contacts."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

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
from customer.contacts import rewriting, scope
from customer.contacts.queries import LISTING
from customer.contacts.rewriting import TABLE
from customer.contacts.undoing import NAME, held
from customer.contacts.values import required
from customer.operations.schemas import ContactBulkEdit, ContactEdit
from customer.storing import Values

PERMISSIONS: Final = ("customer.bulk_update", "customer.update")


async def checked(session: AsyncSession, actor: Actor, access: Access, body: ContactEdit) -> Values:
    """The new values by the rules of PATCH and deleting. Raises InvalidInput, NotAllowed."""
    values: Values = {}
    if body.values:
        with part_of_body("/values"):
            values = required(body.values.changes(), defaults_of(access).region)
            if "custom" in values:
                values |= await giving.for_many(session, actor, access, NAME, values.pop("custom"))
    require_unmasked(actor, NAME, values)
    if body.deleted is not None:
        values["deleted_at"] = datetime.now(UTC) if body.deleted else None
    for permission in PERMISSIONS:
        actor.require(permission)
    return values


def choice(actor: Actor, access: Access, body: ContactBulkEdit) -> ColumnElement[bool]:
    """The contacts chosen, among those the actor reads."""
    deleted = body.deleted is False
    where = chosen_by(LISTING.shown_to(actor), actor, access, body.selection, deleted=deleted)
    return and_(scope.holding(actor), *where)


def chosen(actor: Actor, access: Access, body: ContactBulkEdit) -> Select[Any]:
    """The same as (step, thing, id), to be dealt with."""
    return parts(NAME, body.selection, select(TABLE.c.id).where(choice(actor, access, body)))


async def preview(session: AsyncSession, actor: Actor, access: Access, body: ContactBulkEdit) -> Count:
    """How many would change and how, and the first of them."""
    values, where = await checked(session, actor, access, body), choice(actor, access, body)
    allowed = and_(*(scope.holding(actor, permission) for permission in PERMISSIONS))
    differs = differing(TABLE, values)
    count = await counted(session, TABLE, where, allowed, true(), differs, body.selection)
    changing = and_(where, allowed, or_(*differs.values()))
    ids = await session.scalars(select(TABLE.c.id).where(changing).order_by(TABLE.c.id).limit(count.first))
    rows = await rewriting.load(session, list(ids), lock=False)
    pairs = [(custom.flat(row), custom.flat(custom.gathered(row | values))) for row in rows.values()]
    count.records += [edited(was["id"], was["name"], was, becomes, values) for was, becomes in pairs]
    return count


async def edit_many(
    session: AsyncSession, access: Access, actor: Actor, operation: Operation, ids: Sequence[UUID]
) -> Outcome:
    """Edit a chunk; what may not be changed is told and left."""
    body = ContactEdit.model_validate(asked(operation))
    values, outcome = await checked(session, actor, access, body), Outcome()
    before = await rewriting.load(session, ids, lock=True)
    seen, *may = [
        await held(session, actor, list(before), permission) for permission in ("customer.read", *PERMISSIONS)
    ]
    after: dict[UUID, Values] = {}
    for id_ in ids:
        if id_ not in seen or (before[id_]["deleted_at"] is None) == (body.deleted is False):
            outcome.issues.append(Found(NAME, id_, "not_found"))
        elif not all(id_ in some for some in may):
            outcome.issues.append(Found(NAME, id_, "not_allowed"))
        else:
            after[id_] = custom.gathered(before[id_] | values)
    changed = await rewriting.rewrite(session, before, after)
    outcome.counts = Counter(changed=changed, unchanged=len(after) - changed, refused=len(outcome.issues))
    return outcome
