"""Rows that are interactions: what happened with a customer, when, on which channel."""

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports import cells
from chassis.imports.deciding import Draft, chosen, decide, matched, person, settle, tell
from chassis.imports.declaration import Act, Plan, ReadRow, Target, TargetField
from chassis.organisation import defaults_of
from customer.contacts.matching import named_at
from customer.imports import headings, words
from customer.imports.parties import customers_of
from customer.interactions import bulk
from customer.interactions.matching import match
from customer.interactions.rows import check_row

READERS: Final = {
    "external_id": cells.code(200),
    "customer_external_id": cells.code(200),
    "customer_number": cells.code(200),
    "channel": cells.one_of(words.CHANNELS),
    "direction": cells.one_of(words.DIRECTIONS),
    "occurred_at": cells.moment,
    "follow_up_on": cells.day,
    "summary": cells.text(20_000),
    "follow_up": cells.text(2000),
    "duration_seconds": cells.whole(0, 604_800),
}


class Interactions(Target):
    """The import of interactions."""

    name = "interactions"
    permission = "customer.import"
    thing = "interaction"
    telling = headings.TELLING["interactions"]
    declared: ClassVar[Mapping[str, TargetField]] = {
        name: TargetField(
            READERS.get(name, cells.text(200)), names, required=name in ("channel", "occurred_at")
        )
        for name, names in headings.INTERACTIONS.items()
    }
    match_keys: ClassVar[Mapping[str, Sequence[str]]] = {"external_id": ["external_id"]}
    usual_keys = ("external_id",)

    def check(self, row: ReadRow, act: Act) -> Sequence[Hashable]:
        """Check the cells by the rules of the API; the importer recorded it unless somebody is named."""
        given = row.values | {"recorded_by": person(row, act, "recorded_by") or act.actor.id}
        checked = check_row(given, defaults_of(act.access))
        tell(row, checked.errors)
        if not any(
            field in row.values for field in ("customer_external_id", "customer_number", "customer_name")
        ):
            row.refuse("customer_external_id", "customer_missing")
        row.checked = draft = Draft(checked.values or {})
        if external := row.values.get("external_id"):
            draft.external = (act.options.source, external)
            draft.keys = [(key, external) for key in chosen(act, self.usual_keys)]
        return draft.keys

    async def plan(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        """Find their customers and contacts, and those that exist already."""

        async def find(key: str, values: Sequence[str]) -> dict[str, list[UUID]]:
            return await match(session, act.actor, key, values, act.options.source)

        customers = await customers_of(session, act, rows)
        for row in rows:
            row.checked.more["customer_id"] = customers.get(row.number)
        await _with_contacts(session, act, rows)
        found = await matched(rows, find)
        return [decide(row, found[row.number], act) for row in rows]

    async def apply(self, session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
        """Write them."""
        rows = [
            bulk.InteractionRow(
                draft.values,
                draft.more["customer_id"],
                draft.more.get("contact_id"),
                plan.record_id,
                draft.external,
            )
            for plan in plans
            for draft in (plan.row.checked,)
        ]
        written = await bulk.write_many(session, act.actor, rows)
        for plan, one in zip(plans, written, strict=True):
            settle(plan, one.outcome, one.id)


async def _with_contacts(session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> None:
    """The contact persons by name, each among those of the row's customer."""
    said = [(row, row.checked.more["customer_id"], row.values.get("contact_name")) for row in rows]
    named = [(row, (customer, name)) for row, customer, name in said if customer and name]
    known = await named_at(session, act.actor, {pair for _, pair in named})
    for row, pair in named:
        ids = known.get(pair, [])
        if len(ids) == 1:
            row.checked.more["contact_id"] = ids[0]
        else:
            row.remark("contact_name", "contact_ambiguous" if ids else "contact_unknown")
