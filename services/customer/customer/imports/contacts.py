"""Rows that are contacts, with the customer they work for."""

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports import cells
from chassis.imports.deciding import Draft, chosen, decide, matched, settle, tell
from chassis.imports.declaration import Act, Plan, ReadRow, Target, TargetField
from chassis.organisation import defaults_of
from customer.contacts import bulk
from customer.contacts.matching import match
from customer.contacts.rows import check_row
from customer.imports import custom, headings, words
from customer.imports.consents import FIELDS as CONSENTS
from customer.imports.consents import check_consents, write_consents
from customer.imports.parties import customers_of
from libs.countries import words as spoken

READERS: Final = {
    "external_id": cells.code(200),
    "customer_external_id": cells.code(200),
    "customer_number": cells.code(200),
    "phone": cells.code(60),
    "mobile": cells.code(60),
    "email": cells.code(254),
    "birthday": cells.day,
    "language": cells.one_of(spoken.LANGUAGES),
    "decision_role": cells.one_of(words.ROLES),
    "description": cells.text(20_000),
}


class Contacts(Target):
    """The import of contacts."""

    name = "contacts"
    permission = "customer.import"
    thing = "contact"
    telling = headings.TELLING["contacts"]
    tells: ClassVar[Mapping[str, str]] = {
        "phone": "contact.phones",
        "mobile": "contact.phones",
        "email": "contact.emails",
    }
    declared: ClassVar[Mapping[str, TargetField]] = {
        name: TargetField(READERS.get(name, cells.text(200)), names)
        for name, names in headings.CONTACTS.items()
    } | CONSENTS
    match_keys: ClassVar[Mapping[str, Sequence[str]]] = {
        "external_id": ["external_id"],
        "email": ["email"],
        "phone": ["mobile", "phone"],
        "name": ["name"],
    }
    usual_keys = ("external_id", "email")

    def check(self, row: ReadRow, act: Act) -> Sequence[Hashable]:
        """Check the cells by the rules of the API."""
        checked = check_row(row.values, defaults_of(act.access))
        tell(row, checked.errors)
        row.checked = draft = Draft(checked.values or {})
        custom.gather(row)
        if external := row.values.get("external_id"):
            draft.external = (act.options.source, external)
        check_consents(row, draft)
        draft.keys = [
            (key, value)
            for key in chosen(act, self.usual_keys)
            for value in self._key_values(key, row, draft)
        ]
        return draft.keys

    def _key_values(self, key: str, row: ReadRow, draft: Draft) -> list[str]:
        if key == "phone":
            return [one["number"] for one in draft.values.get("phones", ())]
        if key == "email":
            return [one["address"] for one in draft.values.get("emails", ())]
        value = draft.values.get(key) or row.values.get(key)
        return [value] if value else []

    async def plan(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        """Find their customers, and those that exist already."""

        async def find(key: str, values: Sequence[str]) -> dict[str, list[UUID]]:
            return await match(session, act.actor, key, values, act.options.source)

        customers = await customers_of(session, act, rows)
        for row in rows:
            row.checked.more["customer_id"] = customers.get(row.number)
        found = await matched(rows, find)
        await custom.refer(session, act, "contact", rows)
        return [custom.complete(decide(row, found[row.number], act), "contact") for row in rows]

    async def apply(self, session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
        """Write them."""
        rows = [
            bulk.ContactRow(draft.values, plan.record_id, draft.more["customer_id"], draft.external)
            for plan in plans
            for draft in (plan.row.checked,)
        ]
        written = await bulk.write_many(session, act.actor, rows)
        for plan, one in zip(plans, written, strict=True):
            settle(plan, one.outcome, one.id)
        await write_consents(session, act, plans, "contact")
