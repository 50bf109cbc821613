"""Rows that are customers, each perhaps with its contact person."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports import cells
from chassis.imports.deciding import REFUSED, Draft, chosen, decide, matched, person, settle, tell
from chassis.imports.declaration import Act, Plan, ReadRow, Target, TargetField
from chassis.organisation import defaults_of
from customer.contacts import bulk as contacts
from customer.contacts.matching import named_at
from customer.contacts.rows import check_row as check_contact
from customer.customers import bulk
from customer.customers.matching import match
from customer.customers.rows import ADDRESS, EMAILS, PHONES, check_row
from customer.customers.values import is_number
from customer.imports import custom, headings, words
from customer.imports.consents import FIELDS as CONSENTS
from customer.imports.consents import check_consents, write_consents
from customer.tags.service import named
from libs.countries import words as spoken

CODE: Final = cells.code(200)
READERS: Final = {
    "external_id": CODE,
    "number": CODE,
    "kind": cells.one_of(words.KINDS),
    "lifecycle": cells.one_of(words.STAGES),
    "phone": cells.each(cells.code(60)),
    "mobile": cells.code(60),
    "phone_2": cells.code(60),
    "fax": cells.code(60),
    "email": cells.each(cells.code(254)),
    "email_2": cells.code(254),
    "country": cells.one_of(spoken.COUNTRIES),
    "region": cells.one_of(spoken.REGIONS),
    "postcode": cells.code(20),
    "size": words.size,
    "tax_number": CODE,
    "registered_on": cells.day,
    "currency": cells.one_of(spoken.CURRENCIES),
    "language": cells.one_of(spoken.LANGUAGES),
    "description": cells.text(20_000),
    "tags": cells.each(cells.text(100)),
    "contact_phone": cells.code(60),
    "contact_email": cells.code(254),
}
TEXT: Final = cells.text(500)
CONTACT: Final = {"name": "contact_name", "title": "contact_title", "department": "contact_department"}
REACHED: Final = {"phone": "contact_phone", "email": "contact_email"}
"""Fields of the contact → what they are called in a customer's row."""
MANY: Final = ("phone", "email", "tags")
KEYS: Final = ("external_id", "number", "name", "phone", "email", "tax_number")


class Customers(Target):
    """The import of customers."""

    name = "customers"
    permission = "customer.import"
    thing = "customer"
    telling = headings.TELLING["customers"]
    tells: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(PHONES, "customer.phones"),
        **dict.fromkeys(EMAILS, "customer.emails"),
        **dict.fromkeys(ADDRESS, "customer.addresses"),
        "contact_phone": "contact.phones",
        "contact_email": "contact.emails",
        "contact_title": "contact.title",
        "contact_department": "contact.department",
    }
    declared: ClassVar[Mapping[str, TargetField]] = {
        name: TargetField(
            READERS.get(name, TEXT),
            names,
            required=name == "name",
            several=name in MANY,
        )
        for name, names in headings.CUSTOMERS.items()
    } | CONSENTS
    match_keys: ClassVar[Mapping[str, Sequence[str]]] = {key: [key] for key in KEYS}
    usual_keys = ("external_id", "number", "tax_number")

    def check(self, row: ReadRow, act: Act) -> Sequence[Hashable]:
        """Check the customer's and the contact's cells by the rules of the API."""
        given = row.values | {"owner_id": person(row, act, "owner")}
        for field in ("phone", "email"):
            _spread(row, given, field)
        checked = check_row(given | {"tags": None, "parent_id": None}, defaults_of(act.access))
        tell(row, checked.errors)
        row.checked = draft = Draft(checked.values or {})
        custom.gather(row)
        foreign = _foreign_number(row, act)
        if external := row.values.get("external_id") or foreign:
            draft.external = (act.options.source, external)
        check_consents(row, draft)
        keys = [
            (key, value)
            for key in chosen(act, self.usual_keys)
            for value in _key_values(key, row, draft.values)
        ]
        draft.keys = [("external_id" if foreign and key == "number" else key, value) for key, value in keys]
        if "contact_name" in row.values and not row.refused:
            draft.more["contact"] = _contact(row, act)
        return draft.keys

    async def plan(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        """Match, and look up tags and parents."""

        async def find(key: str, values: Sequence[str]) -> dict[str, list[UUID]]:
            return await match(session, act.actor, key, values, act.options.source)

        found = await matched(rows, find)
        await _tagged(session, rows)
        await _parented(rows, find)
        await custom.refer(session, act, "customer", rows)
        return [custom.complete(decide(row, found[row.number], act), "customer") for row in rows]

    async def apply(self, session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
        """Write the customers, then their contacts."""
        drafts = [(plan, plan.row.checked) for plan in plans]
        rows = [bulk.CustomerRow(draft.values, plan.record_id, draft.external) for plan, draft in drafts]
        known = [plan.record_id for plan in plans]
        written = await bulk.write_many(session, act.actor, act.access, rows)
        for plan, one in zip(plans, written, strict=True):
            settle(plan, one.outcome, one.id)
        await write_consents(session, act, plans, "customer")
        kept = [
            (plan, plan.record_id, old)
            for (plan, draft), old in zip(drafts, known, strict=True)
            if plan.action != "fail" and plan.record_id and draft.more.get("contact")
        ]
        await _write_contacts(session, act, kept)


def _spread(row: ReadRow, given: dict[str, Any], field: str) -> None:
    """Several numbers in one cell: the second goes where a second one belongs, more are remarked upon."""
    several = given.pop(field, [])
    if several:
        given[field] = several[0]
    if len(several) > 1:
        given.setdefault(f"{field}_2", several[1])
    if len(several) > 2:
        row.remark(field, "too_many_values", max=2)


def _key_values(key: str, row: ReadRow, values: dict[str, Any]) -> list[str]:
    if key == "phone":
        return [one["number"] for one in values.get("phones", ())]
    if key == "email":
        return [one["address"] for one in values.get("emails", ())]
    value = values.get(key) or row.values.get(key)
    return [str(value)] if value else []


def _foreign_number(row: ReadRow, act: Act) -> str | None:
    """What another system calls the customer stands under "customer number" too: it is an id of that system,
    unless the file has those in a column of their own."""
    number: str | None = None if "external_id" in act.mapped else row.values.get("number")
    return None if number is None or is_number(number) else number


def _contact(row: ReadRow, act: Act) -> dict[str, Any] | None:
    """The contact person; without columns of their own, the row's phones and mail are also theirs."""
    own = {field: column for field, column in REACHED.items() if column in act.mapped}
    given = {name: row.values.get(column) for name, column in (CONTACT | own).items()}
    hidden = act.actor.masked("contact")  # what cannot be seen of a contact is not written along with a row
    if "phone" not in own and "phones" not in hidden:
        given |= {"phone": next(iter(row.values.get("phone", ())), None), "mobile": row.values.get("mobile")}
    if "email" not in own and "emails" not in hidden:
        given["email"] = next(iter(row.values.get("email", ())), None)
    checked = check_contact(given, defaults_of(act.access))
    told = CONTACT | own  # what is wrong with a shared cell was told with the customer
    tell(row, [one._replace(fatal=False) for one in checked.errors if one.field in told], told)
    return checked.values


async def _tagged(session: AsyncSession, rows: Sequence[ReadRow]) -> None:
    """Names of tags to ids; unknown ones are remarked upon."""
    wanted = {name.lower() for row in rows for name in row.values.get("tags", ())}
    ids = await named(session, wanted) if wanted else {}
    for row in rows:
        names = [name.lower() for name in row.values.get("tags", ())]
        if names:
            row.checked.values["tags"] = [str(ids[name]) for name in dict.fromkeys(names) if name in ids]
        for name in names:
            if name not in ids:
                row.remark("tags", "tag_unknown", tag=name)


async def _parented(rows: Sequence[ReadRow], find: Any) -> None:
    """The parent by its id in the file's system, its number or its name."""
    wanted = sorted({row.values["parent"] for row in rows if "parent" in row.values})
    if not wanted:
        return
    answers = [await find(key, wanted) for key in ("external_id", "number", "name")]
    for row in rows:
        if "parent" in row.values:
            ids: list[UUID] = next((found for one in answers if (found := one.get(row.values["parent"]))), [])
            if len(ids) == 1:
                row.checked.values["parent_id"] = ids[0]
            else:
                row.remark("parent", "parent_ambiguous" if ids else "parent_unknown")


async def _write_contacts(
    session: AsyncSession, act: Act, kept: Sequence[tuple[Plan, UUID | None, UUID | None]]
) -> None:
    """Each at its customer: the contact of this name that the customer had already, or a new one."""
    people = [(plan.row.checked.more["contact"], customer_id, old) for plan, customer_id, old in kept]
    known = await named_at(session, act.actor, {(old, one["name"]) for one, _, old in people if old})
    rows = [
        contacts.ContactRow(
            one, next(iter(known.get((old, one["name"]), ())), None) if old else None, customer_id
        )
        for one, customer_id, old in people
    ]
    written = await contacts.write_many(session, act.actor, rows) if rows else []
    for (plan, *_), one in zip(kept, written, strict=True):
        if one.outcome in REFUSED:
            plan.row.remark("contact_name", f"contact_{one.outcome}")
