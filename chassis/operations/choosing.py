"""Which records a bulk edit is about, and how many of them it would change."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, FromClause, Select, Table, Uuid, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields import rows as custom
from chassis.http.lists import Listing, ListQuery
from chassis.operations.edits import Edit, EditedRecord, Selection
from chassis.operations.models import Operation
from chassis.organisation import context_of
from chassis.problems import InvalidInput

Values = Mapping[str, Any]
FIRST = 20


@dataclass
class Count:
    """What a bulk edit would do."""

    matched: int
    changed: int
    not_allowed: int
    not_possible: int
    not_found: int
    fields: dict[str, int]
    first: int = FIRST
    records: list[EditedRecord] = field(default_factory=list)


@contextmanager
def part_of_body(pointer: str) -> Iterator[None]:
    """What is found wrong stands below this place in the body."""
    try:
        yield
    except InvalidInput as error:
        for one in error.errors:
            one.pointer = pointer + one.pointer
        raise


def chosen_by(
    listing: Listing, actor: Actor, access: Access, selection: Selection, *, deleted: bool
) -> list[ColumnElement[bool]]:
    """What a selection asks for, as the list does. Raises InvalidInput."""
    filtered = orjson.dumps(selection.filter).decode() if selection.filter else None
    where = listing.where(
        ListQuery(filter=filtered, q=selection.q, deleted=deleted), context_of(actor, access)
    )
    return [*where, listing.key.in_(selection.ids)] if selection.ids is not None else where


def parts(thing: str, selection: Selection, ids: Select[Any]) -> Select[Any]:
    """(step, thing, id) of the records: of all that are named, so that those unknown are told."""
    if selection.ids is not None:
        given = literal(list(dict.fromkeys(selection.ids)), ARRAY(Uuid()))
        ids = select(func.unnest(given).label("id"))
    some = ids.subquery()
    (id_,) = some.c
    return select(literal(0).label("step"), literal(thing).label("thing"), id_.label("record_id"))


def request_of(body: Edit, selection: Selection) -> dict[str, Any]:
    """What an operation keeps of a bulk edit: what is to change, and what was chosen, ids by their number."""
    chosen = selection.model_dump(mode="json", exclude_none=True, exclude={"ids"})
    number = {"ids": len(selection.ids)} if selection.ids is not None else {}
    asked = body.model_dump(mode="json", exclude_unset=True, exclude={"selection"})
    return asked | {"selection": chosen | number}


def asked(operation: Operation) -> dict[str, Any]:
    """What an operation is to change."""
    return {name: value for name, value in operation.request.items() if name != "selection"}


def differing(table: Table, values: Values) -> dict[str, ColumnElement[bool]]:
    """Field → whether a record has another value in it, in SQL."""
    return {name: _differs(table, name, value) for name, value in values.items()}


def _differs(table: Table, name: str, value: Any) -> ColumnElement[bool]:
    if name == "deleted_at":  # the other ones are not chosen
        return true()
    if name not in table.c:
        return custom.differs(table, name, value)
    return table.c[name].is_distinct_from(literal(value, table.c[name].type))


def edited(id_: UUID, name: str, was: Values, becomes: Values, fields: Iterable[str]) -> EditedRecord:
    """What becomes of one record, in the fields that change."""
    names = [name for name in fields if was.get(name) != becomes.get(name)]
    before, after = ({name: one.get(name) for name in names} for one in (was, becomes))
    return EditedRecord(record_id=id_, name=name, before=before, after=after)


async def counted(
    session: AsyncSession,
    source: FromClause,
    where: ColumnElement[bool],
    allowed: ColumnElement[bool],
    possible: ColumnElement[bool],
    differing: Mapping[str, ColumnElement[bool]],
    selection: Selection,
) -> Count:
    """How many records match, would change, may or can not be changed, in one statement."""
    matched: Any = func.count()
    columns = [
        matched,
        matched.filter(allowed, possible, or_(*differing.values())),
        matched.filter(~allowed),
        matched.filter(allowed, ~possible),
        *(matched.filter(allowed, possible, one) for one in differing.values()),
    ]
    row = (await session.execute(select(*columns).select_from(source).where(where))).one()
    found, changed, not_allowed, not_possible, *each = row
    asked = len(set(selection.ids)) if selection.ids is not None else found
    fields = dict(zip(differing, each, strict=True))
    return Count(found, changed, not_allowed, not_possible, asked - found, fields)
