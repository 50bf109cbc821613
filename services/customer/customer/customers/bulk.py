"""Customers in bulk, for imports: written set by set, not one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.copying import write_rows
from chassis.custom_fields import rows as custom
from chassis.custom_fields.fields import merged
from chassis.numbers import draw
from chassis.owning import landing_place
from customer import storing
from customer.customers import adding, rewriting
from customer.customers.models import numbers
from customer.customers.rewriting import TABLE
from customer.external import remember
from customer.storing import Values, Written


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer to write: column values as `check_row` gives them, and the row they belong to, if any."""

    values: Mapping[str, Any]
    id: UUID | None = None
    """An existing customer to update; None creates one."""
    external: tuple[str, str] | None = None
    """(source, external id) to remember for the record."""


async def write_many(
    session: AsyncSession, actor: Actor, access: Access, rows: Sequence[CustomerRow]
) -> list[Written]:
    """Create and update customers in a few statements; the results come in the rows' order.

    At most some thousand rows a call. Creating needs customer.create where the row lands, updating
    customer.update; a row that may not be written is reported and left out. Two rows may name one customer.
    """
    news = [(at, row) for at, row in enumerate(rows) if row.id is None]
    olds = [(at, row) for at, row in enumerate(rows) if row.id is not None]
    results = await _create(session, actor, access, news) | await _update(session, actor, olds)
    await remember(
        session, "customer", [(rows[at].external, one.id) for at, one in results.items() if one.version]
    )
    return [results[at] for at in range(len(rows))]


async def _create(
    session: AsyncSession, actor: Actor, access: Access, rows: Sequence[tuple[int, CustomerRow]]
) -> dict[int, Written]:
    scope = actor.scope("customer.create")
    results: dict[int, Written] = {}
    drafts: list[tuple[int, Values]] = []
    for at, row in rows:
        place = landing_place(actor, access, row.values.get("owner_id"), row.values.get("team_id"))
        if scope.covers(*place):
            values = {**row.values, "custom": custom.first(TABLE, row.values.get("custom"))}
            external = [row.external[1]] if row.external else []
            drafts.append((at, adding.draft(values, place, external)))
        else:
            results[at] = Written(None, "not_allowed")
    if drafts:
        serials = await draw(session, numbers, len(drafts))
        made = [adding.numbered(draft, serial) for (_, draft), serial in zip(drafts, serials, strict=True)]
        await write_rows(session, TABLE, made)
        await adding.tell(session, actor, made)
    return results | {at: Written(draft["id"], "created", 1) for at, draft in drafts}


async def _update(
    session: AsyncSession, actor: Actor, rows: Sequence[tuple[int, CustomerRow]]
) -> dict[int, Written]:
    readable, writable = actor.scope("customer.read"), actor.scope("customer.update")
    before = await rewriting.load(session, {row.id for _, row in rows if row.id}) if rows else {}
    after, results = dict(before), {}
    for at, row in rows:
        old = after.get(row.id) if row.id else None
        if old is None or not readable.covers(old["owner_id"], old["team_id"]):
            results[at] = Written(row.id, "not_found")
        elif not writable.covers(old["owner_id"], old["team_id"]):
            results[at] = Written(row.id, "not_allowed")
        else:
            after[old["id"]] = _merged(old, row)
            results[at] = Written(row.id, "unchanged", old["version"])
    raised = await rewriting.rewrite(session, actor, before, after)
    return {
        at: Written(one.id, "updated", raised[one.id]) if one.version and one.id in raised else one
        for at, one in results.items()
    }


def _merged(old: Values, row: CustomerRow) -> Values:
    """The old row with the new values; owner and team stay, entries of lists are added."""
    given = {name: value for name, value in row.values.items() if name not in ("owner_id", "team_id")}
    if row.external:
        given["external_ids"] = [row.external[1]]
    if "custom" in given:
        given["custom"] = merged(old["custom"], given["custom"])
    return old | {
        name: storing.joined(old[name], value) if name in adding.LISTS else value
        for name, value in given.items()
    }
