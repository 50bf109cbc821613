"""The demo's customers with their people and timelines, entered by those who look after them.

A customer is known by its external id, a contact by its mail address, an entry by its summary. What is
known is left as it is, also when somebody has deleted it meanwhile.
"""

import json
from datetime import date
from typing import Any, Final, NamedTuple

from deploy.local.demo import companies, consents, contacts, people, timeline
from deploy.local.demo.companies import Company
from deploy.local.demo.contacts import Contact
from deploy.local.demo.door import Door, together
from deploy.local.demo.house import House, Say
from deploy.local.demo.timeline import Entry

HANDED_OVER: Final = ("yunque", "songfeng", "yunmeng-sensor")
"""Customers that the sales manager gives to somebody else, who finds that in the inbox."""
HEIR: Final = "shen"


class Known(NamedTuple):
    """What is there already."""

    customers: dict[str, dict[str, Any]]
    contacts: dict[str, dict[str, Any]]
    entries: set[tuple[str, str]]
    """Customer id and summary."""


class Loader:
    """One run: who enters what, and what is there already."""

    def __init__(self, admin: Door, house: House, known: Known, doors: dict[str, Door]) -> None:
        self.admin, self.house, self.known, self.doors = admin, house, known, doors
        self.today = date.today()  # noqa: DTZ011  # the demo happens in the calendar of whoever loads it

    async def company(self, company: Company) -> None:
        """One customer with everybody there and everything that happened."""
        found = self.known.customers.get(company.external_id)
        if found and found["deleted_at"]:
            return
        # Whom a known customer belongs to now is not known here: the administrator fills what is missing.
        door = self.admin if found else self.doors[company.owner]
        customer = found or await self._customer(door, company)
        self.known.customers[company.external_id] = customer
        ids: dict[str, str] = {}
        staff = contacts.staff(company)
        for one in staff:  # bosses first
            ids[one.key] = await self._contact(door, customer["id"], one, ids)
        entries = timeline.entries(company, len(staff), self.today)
        await together(self._entry(door, customer["id"], company, one, list(ids.values())) for one in entries)

    async def _customer(self, door: Door, company: Company) -> Any:
        body = companies.body(company, self.today, self.house.tags)
        if company.parent:
            body["parent_id"] = self.known.customers[companies.external_id(company.parent)]["id"]
        body["owner_id"] = self.house.users[company.owner]
        body["team_id"] = self.house.teams[company.owner]
        return await door.post("/api/customer/customers", body, key=company.external_id)

    async def _contact(self, door: Door, customer_id: str, one: Contact, ids: dict[str, str]) -> str:
        if one.email in self.known.contacts:
            return str(self.known.contacts[one.email]["id"])
        body = contacts.body(one) | {
            "customers": [
                {
                    "customer_id": customer_id,
                    "title": one.post.title,
                    "department": one.post.department,
                    "decision_role": one.post.decision_role,
                    "reports_to_id": one.above and ids[one.above],
                    "primary": one.post.decision_role == "champion",
                }
            ]
        }
        made = str((await door.post("/api/customer/contacts", body, key=f"contact {one.key}"))["id"])
        for entry in consents.said(one):
            await door.post(f"/api/customer/contacts/{made}/consents", entry)
        return made

    async def _entry(
        self, door: Door, customer_id: str, company: Company, one: Entry, people_there: list[str]
    ) -> None:
        if (customer_id, one.summary) in self.known.entries:
            return
        contact = None if one.contact is None else people_there[one.contact]
        body = timeline.body(one) | {"customer_id": customer_id, "contact_id": contact}
        await door.post("/api/customer/interactions", body, key=f"{company.key} {one.summary}")


async def fill(admin: Door, house: House, say: Say) -> None:
    """Load all customers."""
    every = companies.companies()
    known = await _known(admin, every)
    say(f"{len(every)} customers, {len(known.customers)} of them already there")
    missing = {one.owner for one in every if one.external_id not in known.customers}
    doors = dict(zip(missing, await together(_door(admin, key) for key in missing), strict=True))
    loader = Loader(admin, house, known, doors)
    await together(loader.company(one) for one in every if not one.parent)
    await together(loader.company(one) for one in every if one.parent)
    await _hand_over(admin, house, known)
    entries = sum(len(timeline.entries(one, 1, loader.today)) for one in every)
    say(f"{sum(len(contacts.staff(one)) for one in every)} contacts, {entries} timeline entries")


async def _door(admin: Door, key: str) -> Door:
    return await admin.sign_in(people.email(key), people.PASSWORD)


async def _known(admin: Door, every: list[Company]) -> Known:
    customers = {
        external: one
        for one in await _those(
            admin, "customers", "external_ids", "has_any", [one.external_id for one in every]
        )
        for external in one["external_ids"]
    }
    mails = [one.email for company in every for one in contacts.staff(company)]
    found = await _those(admin, "contacts", "reached_by", "has_any", mails)
    by_mail = {mail["address"]: one for one in found for mail in one["emails"]}
    ids = [one["id"] for one in customers.values()]
    entries = await _those(admin, "interactions", "customer_id", "in", ids) if ids else []
    return Known(customers, by_mail, {(one["customer_id"], one["summary"]) for one in entries})


async def _those(admin: Door, things: str, field: str, op: str, values: list[str]) -> list[dict[str, Any]]:
    condition = json.dumps({"field": field, "op": op, "value": values})
    return [
        one
        for deleted in ("false", "true")
        async for one in admin.each(f"/api/customer/{things}", filter=condition, deleted=deleted)
    ]


async def _hand_over(admin: Door, house: House, known: Known) -> None:
    """The sales manager gives some customers, untouched since they were made, to a colleague at once."""
    chosen = [known.customers[companies.external_id(key)] for key in HANDED_OVER]
    untouched = [one["id"] for one in chosen if one["version"] == 1 and not one["deleted_at"]]
    if untouched:
        manager = await _door(admin, "lin")
        body = {"customer_ids": untouched, "owner_id": house.users[HEIR], "note": "区域调整，请尽快拜访"}
        await manager.post("/api/customer/customers/bulk-assign", body)
