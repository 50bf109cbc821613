"""Rows that are leads: people, companies, business cards."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports import cells
from chassis.imports.bodies import Body
from chassis.imports.deciding import Draft, chosen, decide, matched, person, tell
from chassis.imports.declaration import Act, Plan, ReadRow, Target, TargetField
from chassis.organisation import defaults_of
from libs.countries import words as spoken
from libs.names import parse_mail, parse_phone
from sales.imports import headings, words
from sales.imports.settling import settle
from sales.leads import bulk
from sales.leads.matching import match
from sales.leads.schemas import MOST_HANDLES, Described
from sales.matching import external

READERS: Final = {
    "external_id": cells.code(200),
    "email": cells.each(cells.code(254)),
    "phone": cells.each(cells.code(60)),
    "website": cells.code(500),
    "country": cells.one_of(spoken.COUNTRIES),
    "region": cells.one_of(spoken.REGIONS),
    "postcode": cells.code(20),
    "street": cells.text(500),
    "language": cells.one_of(spoken.LANGUAGES),
    "message": cells.text(20_000),
    "status": cells.choice(words.STATUSES),
    "by_rules": cells.flag,
}
SEVERAL: Final = ("email", "phone")
SAID: Final = tuple(name for name in Described.model_fields if name in headings.LEADS)
"""Fields that are taken as the API takes them."""


class Leads(Target):
    """The import of leads. `by_rules` lets the assignment rules place those whose row names no owner."""

    name = "leads"
    permission = "lead.import"
    thing = "lead"
    telling = headings.TELLING["leads"]
    tells: ClassVar[Mapping[str, str]] = {"email": "lead.emails", "phone": "lead.phones"}
    declared: ClassVar[Mapping[str, TargetField]] = {
        name: TargetField(READERS.get(name, cells.text(200)), names, several=name in SEVERAL)
        for name, names in headings.LEADS.items()
    }
    match_keys: ClassVar[Mapping[str, Sequence[str]]] = {
        "external_id": ["external_id"],
        "email": ["email"],
        "phone": ["phone"],
    }
    usual_keys = ("external_id", "email")

    def check(self, row: ReadRow, act: Act) -> Sequence[Hashable]:
        """Check the cells by the rules of the API."""
        body = Body()
        body.body = {name: row.values[name] for name in SAID if name in row.values}
        if name := _name(row.values):
            body.body["name"] = name
        described, errors = body.validated(Described, ())
        tell(row, errors)
        values = {
            **(described.changes() if described else {}),
            **_reached(row, defaults_of(act.access).region),
        }
        row.checked = draft = Draft(values, more={"owner_id": person(row, act, "owner")})
        if id_ := row.values.get("external_id"):
            draft.external = (act.options.source, id_)
            values["external_ids"] = [external(*draft.external)]
        if not any(values.get(one) for one in ("name", "company", "emails", "phones")):
            row.refuse("name", "nobody")
        if row.values.get("status") == "converted":
            row.refuse("status", "lead_converted")
        draft.keys = [
            (key, value) for key in chosen(act, self.usual_keys) for value in _key_values(key, row, values)
        ]
        return draft.keys

    async def plan(self, session: AsyncSession, act: Act, rows: Sequence[ReadRow]) -> list[Plan]:
        """Find those that are there already."""

        async def find(key: str, values: Sequence[str]) -> Mapping[str, Sequence[UUID]]:
            return await match(session, act.actor, key, values, act.options.source)

        found = await matched(rows, find)
        return [decide(row, found[row.number], act) for row in rows]

    async def apply(self, session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
        """Write them."""
        for action, write in (("create", bulk.create_many), ("update", bulk.update_many)):
            some = [plan for plan in plans if plan.action == action]
            if some:
                rows = [_row(plan) for plan in some]
                settle(some, await write(session, act.actor, act.access, rows))


def _name(values: Mapping[str, Any]) -> str | None:
    """The whole name; of its parts as they are said in its script: 王小明, but Kim Example."""
    parts = [values[one] for one in ("given_name", "family_name") if one in values]
    together = " ".join(parts) if "".join(parts).isascii() else "".join(reversed(parts))
    return values.get("name") or together or None


def _reached(row: ReadRow, region: str) -> dict[str, list[str]]:
    """Mail addresses and phones in their normal form; those that are none are told."""
    mails = [(one, parse_mail(one)) for one in row.values.get("email", ())]
    phones = [(one, parse_phone(one, region)) for one in row.values.get("phone", ())]
    for field, kind, read in (("email", "email_invalid", mails), ("phone", "phone_invalid", phones)):
        for written, found in read:
            if found is None:
                row.remark(field, kind, value=written)
        if len(read) > MOST_HANDLES:
            row.remark(field, "too_many_values", max=MOST_HANDLES)
    normal = {"emails": [one for _, one in mails if one], "phones": [one.e164 for _, one in phones if one]}
    return {name: list(dict.fromkeys(some))[:MOST_HANDLES] for name, some in normal.items() if some}


def _key_values(key: str, row: ReadRow, values: Mapping[str, Any]) -> Sequence[str]:
    if key == "external_id":
        return [row.values[key]] if key in row.values else []
    found: Sequence[str] = values.get(f"{key}s", [])
    return found


def _row(plan: Plan) -> bulk.LeadRow:
    values, draft = plan.row.values, plan.row.checked
    status, owner_id = values.get("status", "new"), draft.more["owner_id"]
    return bulk.LeadRow(
        draft.values,
        plan.record_id,
        owner_id,
        by_rules=values.get("by_rules", False) and owner_id is None,
        status=status,
        reason=values.get("reason") if status == "disqualified" else None,
    )
