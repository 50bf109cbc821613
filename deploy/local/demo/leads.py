"""Who may come to buy from the demo company: rules by territory, what a lead is worth, a form, some leads.

Rules and forms are known by their name, leads by their mail address.
"""

import csv
from pathlib import Path
from typing import Any, Final, NamedTuple

from deploy.local.demo.door import Door, together
from deploy.local.demo.house import House, Say


class Lead(NamedTuple):
    """Somebody who showed interest."""

    name: str
    company: str
    title: str
    mail: str
    country: str
    region: str
    source: str
    campaign: str
    message: str
    then: str
    """What became of it, as the verb of the API."""


TERRITORIES: Final = (
    ("华东 East China", "CN", ("江苏", "上海", "浙江"), ("shen", "gu"), 4),
    ("华南 South China", "CN", ("广东", "福建"), ("li", "mo"), 4),
    ("台灣 Taiwan", "TW", (), ("zhang", "zhou"), 8),
    ("International", "", (), ("ada",), 24),
)
"""Name, country, regions, who gets the leads there, and the hours to the first response."""
SCORES: Final = (
    ("参加过展会 Met at a fair", {"field": "source", "op": "eq", "value": "展会 Fair"}, 20),
    ("公司邮箱 Company named", {"field": "company", "op": "not_empty"}, 10),
    ("留了电话 Left a phone", {"field": "has_phone", "op": "eq", "value": True}, 10),
    ("写了需求 Wrote what they need", {"field": "has_message", "op": "eq", "value": True}, 15),
)
FORM: Final = "官网询价 Website enquiry"
FIELDS: Final = ("name", "company", "email", "phone", "country", "message")
WEB: Final = "官网 Website"


async def gather(admin: Door, house: House, say: Say) -> None:
    """Load rules, form and leads; what is there stays as it is."""
    await _missing(
        admin, "/api/sales/assignment-rules", [_rule(*one, house) for one in enumerate(TERRITORIES)]
    )
    scores = [{"name": name, "condition": asked, "points": points} for name, asked, points in SCORES]
    await _missing(admin, "/api/sales/score-rules", scores)
    fields = [{"name": name, "required": name in ("name", "email")} for name in FIELDS]
    await _missing(admin, "/api/sales/lead-forms", [{"name": FORM, "source": WEB, "fields": fields}])
    leads = _written()
    known = {mail: one async for one in admin.each("/api/sales/leads") for mail in one["emails"]}
    await together(_lead(admin, one, known.get(_mail(one))) for one in leads)
    say(f"{len(leads)} leads, given out by {len(TERRITORIES)} rules")


def _written() -> list[Lead]:
    with Path(__file__).with_name("leads.csv").open(encoding="utf-8", newline="") as file:
        return [Lead(**row) for row in csv.DictReader(file)]


async def _missing(admin: Door, path: str, wanted: list[dict[str, Any]]) -> None:
    known = {one["name"] async for one in admin.each(path)}
    for body in wanted:
        if body["name"] not in known:
            await admin.post(path, body)


def _rule(
    position: int, territory: tuple[str, str, tuple[str, ...], tuple[str, ...], int], house: House
) -> dict[str, Any]:
    name, country, regions, people, hours = territory
    conditions: list[dict[str, Any]] = []
    if country:
        conditions.append({"field": "country", "op": "eq", "value": country})
    if regions:
        conditions.append({"field": "region", "op": "in", "value": list(regions)})
    members = [{"user_id": house.users[one], "capacity": 200} for one in people]
    told = {"condition": {"all": conditions}, "members": members, "respond_within_hours": hours}
    return {"name": name, "position": position, **told}


async def _lead(admin: Door, one: Lead, known: dict[str, Any] | None) -> None:
    made = known or await _made(admin, one)
    more = {"respond": {"channel": "call"}, "disqualify": {"reason": "没有预算 No budget"}, "convert": {}}
    if one.then and made["status"] == "new":
        await admin.post(f"/api/sales/leads/{made['id']}/{one.then}", more.get(one.then))


async def _made(admin: Door, one: Lead) -> dict[str, Any]:
    names = ("name", "company", "title", "country", "region", "source", "campaign", "message")
    said = {name: value for name in names if (value := getattr(one, name))}
    body = {**said, "emails": [_mail(one)], "by_rules": True}
    made: dict[str, Any] = await admin.post("/api/sales/leads", body, key=f"lead/{one.mail}")
    return made


def _mail(one: Lead) -> str:
    """One that can never exist."""
    return f"{one.mail}@example.com"
