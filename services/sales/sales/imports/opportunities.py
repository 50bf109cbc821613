"""Rows that are opportunities: deals on their way, and those that were won or lost, which are history."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports import cells
from chassis.imports.bodies import Body
from chassis.imports.deciding import Draft, chosen, decide, matched, person, tell
from chassis.imports.declaration import Act, Plan, ReadRow, Target, TargetField
from chassis.runtime import Runtime
from libs.countries import words as spoken
from sales.imports import amounts, headings
from sales.imports.customers import look_up, require_named
from sales.imports.endings import said_to_end
from sales.imports.placing import deal_row, place
from sales.imports.settling import settle
from sales.matching import external
from sales.opportunities import bulk, catching_up
from sales.opportunities.matching import match
from sales.opportunities.schemas import OpportunityUpdate

READERS: Final = {
    "external_id": cells.code(200),
    "customer_external_id": cells.code(200),
    "customer_number": cells.code(200),
    "amount": amounts.amount,
    "currency": cells.one_of(spoken.CURRENCIES),
    "probability": amounts.percent,
    "expected_close_on": cells.day,
    "closed_on": cells.day,
    "next_step": cells.text(500),
    "next_step_on": cells.day,
    "description": cells.text(20_000),
    "competitors": cells.each(cells.text(200)),
    "reason": cells.text(2000),
}
SAID: Final = ("expected_close_on", "next_step", "next_step_on", "source", "description", "competitors")
"""Fields that are taken as the API takes them."""


class Opportunities(Target):
    """The import of opportunities. Where a row names no pipeline, it is the usual one of the owner's team."""

    name = "opportunities"
    permission = "opportunity.import"
    thing = "opportunity"
    telling = headings.TELLING["opportunities"]
    declared: ClassVar[Mapping[str, TargetField]] = {
        name: TargetField(READERS.get(name, cells.text(200)), names, several=name == "competitors")
        for name, names in headings.OPPORTUNITIES.items()
    }
    match_keys: ClassVar[Mapping[str, Sequence[str]]] = {"external_id": ["external_id"]}
    usual_keys = ("external_id",)

    def check(self, row: ReadRow, act: Act) -> Sequence[Hashable]:
        """Check the cells by the rules of the API."""
        body = Body()
        body.body = _given(row.values)
        described, errors = body.validated(OpportunityUpdate, ("name",))
        tell(row, errors)
        if "name" not in body.body:
            row.refuse("name", "missing")
        require_named(row)
        row.checked = draft = Draft(described.changes() if described else {})
        draft.more = {"owner_id": person(row, act, "owner"), "ending": said_to_end(row, act)}
        if id_ := row.values.get("external_id"):
            draft.external = (act.options.source, id_)
            draft.values["external_ids"] = [external(*draft.external)]
            draft.keys = [(key, id_) for key in chosen(act, self.usual_keys)]
        return draft.keys

    async def ask(self, runtime: Runtime, act: Act, rows: Sequence[ReadRow]) -> None:
        """Find their customers."""
        await look_up(runtime, act.actor, rows, act.options.source)

    async def plan(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        """Find those that are there already, and the stages."""

        async def find(_: str, values: Sequence[str]) -> Mapping[str, Sequence[UUID]]:
            return await match(session, act.actor, values, act.options.source)

        found = await matched(rows, find)
        plans = [decide(row, found[row.number], act) for row in rows]
        await place(session, act, plans)
        return plans

    async def apply(self, session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
        """Write them."""
        for action, write in (("create", bulk.create_many), ("update", catching_up.update_many)):
            some = [plan for plan in plans if plan.action == action]
            if some:
                rows = [deal_row(plan) for plan in some]
                settle(some, await write(session, act.actor, act.access, rows))


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """As a body of the API; a deal without a name is called after what is sold."""
    body = {name: values[name] for name in SAID if name in values}
    if name := values.get("name", values.get("product")):
        body["name"] = name
    if "currency" in values:
        body["currency"] = values["currency"]
    if "amount" in values:
        plain, _, currency = values["amount"].partition(" ")
        body["amount"] = Decimal(plain)
        if currency:
            body["currency"] = currency
    return body
