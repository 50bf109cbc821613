"""An explanation says what happens: over random people, roles, teams, masks and records."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.actors import Actor
from chassis.explain import Placed, explain, readers
from chassis.identifiers import new_id
from chassis.problems import NotAllowed
from chassis.testing import Bench, Person, sign
from crm.identity.events import RoleChanged, UserChanged
from crm.permissions import MASKABLE
from customer.contacts import scope as contact_scope
from customer.contacts import service as contacts
from customer.contacts.models import Contact
from customer.customers import scope as customer_scope
from customer.customers import service as customers
from customer.customers.models import Customer
from services.customer.tests.people import EVERYTHING, Caller, caller

PERMISSIONS = ("customer.read", "customer.update", "customer.assign", "customer.delete", "customer.export")
SCOPES = ("own", "team", "subtree", "all")
MASKS = [f"{thing}.{field}" for thing in ("customer", "contact") for field in MASKABLE[thing]]
PEOPLE = 40
RECORDS = 30
ASKED = 150


@dataclass
class Company:
    """People and records of a random company."""

    people: list[UUID]
    roles: dict[UUID, list[UUID]]
    customers: list[UUID]
    contacts: list[UUID]


async def company(crm: Bench, random: Random, admin: Caller) -> Company:
    teams: list[UUID] = []
    for _ in range(8):
        teams.append(await crm.team(random.choice([None, *teams])))
    roles = [await role(crm, random) for _ in range(25)]
    people, held = [], {}
    for number in range(PEOPLE):
        id_ = new_id()
        held[id_] = random.sample(roles, random.randint(0, 3))
        await person(
            crm, id_, f"Person {number:02}", held[id_], random.sample(teams, random.randint(0, 2)), random
        )
        people.append(id_)
    active = [one for one in people if (crm.runtime.access.user(one) or {})["active"]]
    made = Company(people, held, [], [])
    for number in range(RECORDS):
        where = {"owner_id": str(random.choice(active)), "team_id": str(random.choice(teams))}
        customer = await admin.customer(f"Customer {number}", tax_number="9", **where)
        made.customers.append(UUID(customer["id"]))
        links = [{"customer_id": str(one)} for one in random.sample(made.customers, min(2, number))]
        body = {"name": f"Contact {number}", "birthday": "2000-01-01", "customers": links}
        answer = await admin("POST", "/contacts", body)
        assert answer.status == 201, answer.body
        made.contacts.append(UUID(answer.body["id"]))
    for id_ in random.sample(made.customers, 5):
        assert (await admin("DELETE", f"/customers/{id_}")).status == 204
    return made


async def role(crm: Bench, random: Random) -> UUID:
    given = {one: random.choice(SCOPES) for one in PERMISSIONS if random.random() < 0.5}
    id_, masks = new_id(), random.sample(MASKS, random.randint(0, 12))
    await crm.announce(RoleChanged(role_id=id_, version=1, name=f"{id_}", permissions=given, masks=masks))
    return id_


async def person(
    crm: Bench, id_: UUID, name: str, roles: list[UUID], teams: list[UUID], random: Random
) -> None:
    fact = UserChanged(
        user_id=id_, version=1, name=name, email=f"{id_}@example.com", active=random.random() < 0.9,
        language="en", time_zone="UTC", role_ids=roles, team_ids=teams,
    )  # fmt: skip
    await crm.announce(fact)


async def placed(crm: Bench, found: Any, ids: list[UUID], admin: Actor) -> dict[UUID, Placed]:
    async with crm.runtime.database.reading() as session:
        return {id_: await found(session, admin, id_) for id_ in ids}


def actors(crm: Bench, people: list[UUID]) -> Iterator[Actor]:
    for id_ in people:
        if (crm.runtime.access.user(id_) or {})["active"]:
            yield crm.runtime.access.acting(id_)


def allowed(crm: Bench, id_: UUID, permission: str, thing: str, where: Placed) -> bool:
    return explain(crm.runtime.access, id_, permission, thing, where).allowed


def may(actor: Actor, permission: str, where: Placed) -> bool:
    """As use cases ask: within the scope of one of the places."""
    for place in where.places:
        try:
            actor.require_on(permission, *place)
        except NotAllowed:
            continue
        return True
    return False


async def test_an_explanation_equals_what_happens(crm: Bench) -> None:
    random = Random(20261122)  # the same company each time
    admin = await caller(crm, EVERYTHING)
    made = await company(crm, random, admin)
    chief = crm.runtime.access.acting(admin.person.id)
    of_customers = await placed(crm, customers.placed, made.customers, chief)
    of_contacts = await placed(crm, contacts.placed, made.contacts, chief)
    pairs = 0
    async with crm.runtime.database.reading() as session:
        for actor in actors(crm, made.people):
            shown = set(await session.scalars(select(Customer.id).where(customer_scope.visible(actor))))
            known = set(await session.scalars(select(Contact.id).where(contact_scope.holding(actor))))
            for id_, where in of_customers.items():
                assert allowed(crm, actor.id, "customer.read", "customer", where) == (id_ in shown)
                for one in PERMISSIONS[1:] if not where.deleted else ():
                    expected = id_ in shown and may(actor, one, where)
                    assert allowed(crm, actor.id, one, "customer", where) == expected
                    pairs += 1
            for id_, where in of_contacts.items():
                assert allowed(crm, actor.id, "customer.read", "contact", where) == (id_ in known)
                pairs += 1
    assert pairs > 2_500
    for where in of_customers.values():
        found = [one.user_id for one in await readers(crm.runtime.access, "customer", where, None, 1000)]
        people = [*made.people, chief.id]
        assert set(found) == {one for one in people if allowed(crm, one, "customer.read", "customer", where)}
    await _through_the_door(crm, random, made, of_customers, of_contacts)


async def _through_the_door(
    crm: Bench, random: Random, made: Company, of_customers: Any, of_contacts: Any
) -> None:
    """Status, and the very keys of the answer."""
    places = {("customer", one): where for one, where in of_customers.items()}
    places |= {("contact", one): where for one, where in of_contacts.items()}
    for _ in range(ASKED):
        (thing, id_), who = random.choice(list(places.items()))[0], random.choice(made.people)
        why = explain(crm.runtime.access, who, "customer.read", thing, places[(thing, id_)])
        me = Caller(crm, Person(who, [], sign(who)))
        answer = await me("GET", f"/{thing}s/{id_}")
        refused = 401 if why.rule == "deactivated" else 404
        assert answer.status == (200 if why.allowed else refused), why
        if why.allowed:
            hidden = {one.field for one in why.masks if one.hidden}
            nested = {"title", "department", "decision_role"} if thing == "contact" else set()
            assert not hidden & answer.body.keys()
            assert set(MASKABLE[thing]) - hidden - nested <= answer.body.keys()


async def test_why_and_who_are_asked_over_rest(crm: Bench, admin: Caller) -> None:
    top = await crm.team(name="Top")
    low = await crm.team(top, name="Low")
    boss = await caller(
        crm, {"customer.read": "subtree"}, teams=[top], name="Boss", masks=["customer.tax_number"]
    )
    stranger = await caller(crm, {"customer.read": "own"}, name="Stranger")
    made = await admin.customer(team_id=str(low))
    asking = await caller(crm, {"customer.read": "all", "user.read": "all"}, name="Asking")
    path = f"/customers/{made['id']}"
    why = (await asking("GET", f"{path}/access?user_id={boss.person.id}")).body
    assert (why["allowed"], why["rule"], why["lacking"]) == (True, "subtree", None)
    assert why["places"][0]["team_path"] == [str(low), str(top)]
    assert why["places"][0]["member_of"] == [str(top)]
    assert [(one["field"], one["hidden"]) for one in why["masks"]] == [("tax_number", True)]
    edit = (await asking("GET", f"{path}/access?user_id={boss.person.id}&permission=customer.update")).body
    assert (edit["allowed"], edit["rule"], edit["lacking"]) == (False, "not_held", "customer.update")
    no = (await asking("GET", f"{path}/access?user_id={stranger.person.id}")).body
    assert (no["allowed"], no["rule"], no["lacking"]) == (False, "outside_scope", "customer.read")
    nobody = (await asking("GET", f"{path}/access?user_id={new_id()}")).body
    assert (nobody["allowed"], nobody["rule"]) == (False, "unknown")
    assert (await boss("GET", f"{path}/access")).body["allowed"]
    assert (await boss("GET", f"{path}/access?user_id={stranger.person.id}")).status == 403
    assert (await boss("GET", f"{path}/readers")).status == 403
    assert (await stranger("GET", f"{path}/access")).status == 404
    assert (await asking("GET", f"{path}/access?permission=user.read")).status == 422
    names, after = [], ""
    while after is not None:
        page = (await asking("GET", f"{path}/readers?limit=1{after and '&after=' + after}")).body
        names += [(one["name"], one["rule"], one["masked"]) for one in page["items"]]
        after = page["next"]
    expected = [("Asking", "all", []), ("Boss", "subtree", ["tax_number"]), ("Robin Example", "all", [])]
    assert names == expected


async def test_contacts_and_entries_are_explained_by_their_customers(crm: Bench, admin: Caller) -> None:
    made = await admin.customer()
    contact = (
        await admin("POST", "/contacts", {"name": "Kim", "customers": [{"customer_id": made["id"]}]})
    ).body
    call = {"customer_id": made["id"], "channel": "call", "occurred_at": "2026-01-01T00:00:00Z"}
    entry = (await admin("POST", "/interactions", call)).body
    for path in (f"/contacts/{contact['id']}", f"/interactions/{entry['id']}"):
        why = (await admin("GET", f"{path}/access?permission=customer.update")).body
        assert (why["allowed"], why["places"][0]["owner_id"]) == (True, str(admin.person.id))
