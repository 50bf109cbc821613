"""A small company for the matrix: a tree of teams, people, and records of every relation to whoever calls."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import asyncpg
import orjson

from deploy.local.running import Suite
from tests.flows.conftest import until
from tests.security.principals import READ, Mint, Principal, roles

Ids = Mapping[str, str]
Maker = Callable[["World", str, Principal], Awaitable[Ids]]
PLACES = {
    "own": ("me", "beside"),
    "team": ("colleague", "team"),
    "subtree": ("junior", "below"),
    "above": ("boss", "top"),
    "other": ("stranger", "beside"),
    "nobody's": ("", ""),
    "deleted": ("me", "beside"),
}
"""Relation → owner and team of the customer; everybody who calls is in `team`, which is below `top`."""
FILE = "客户名称,Phone\nImported Example,010 0000 0000\n"
AT_ONCE = 12
PAUSES = (0.5, 1, 2, 4, 8, 16)
"""Seconds after which a suite that was too busy is asked again."""
ALL_OF_THEM = "{customer_id} {contact_id} {interaction_id}"


@dataclass
class World:
    """What the tests of this folder share: the running suite, who calls, and what there is."""

    suite: Suite
    client: aiohttp.ClientSession
    mint: Mint
    first: Principal
    """The administrator who was there first."""
    ids: dict[str, str] = field(default_factory=dict)
    """Names of people, teams and other fixed things → their ids."""
    principals: dict[str, Principal] = field(default_factory=dict)
    _made: dict[tuple[str, ...], "asyncio.Task[Ids]"] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _again: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def administrator(self) -> dict[str, str]:
        """Headers of the first administrator, who has just signed in."""
        return self.bearer(self.first)

    @property
    def unique(self) -> str:
        """A word nobody has used."""
        return f"n{next(self._numbers)}"

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str], **options: Any
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Call the gateway; status, what it says, and headers. A suite too busy to answer is asked again."""
        answered = await self._ask(method, path, headers, **options)
        for pause in PAUSES:
            if answered[0] != 503 or "data" in options:
                break
            await asyncio.sleep(pause)
            async with self._again:  # one by one, or they would be too many again
                answered = await self._ask(method, path, headers, **options)
        return answered

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], **options: Any
    ) -> tuple[int, Any, Mapping[str, str]]:
        async with (
            self.turns,
            self.client.request(method, path, headers=dict(headers), **options) as answer,
        ):
            if answer.content_type == "text/event-stream":
                answer.close()
                return answer.status, None, answer.headers
            body: Any = await answer.read()
            if answer.content_type.endswith("json"):
                body = orjson.loads(body or b"null")
            elif answer.content_type.startswith("text/"):
                body = body.decode()
            return answer.status, body, answer.headers

    async def make(
        self, method: str, path: str, body: Any = None, *, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The same as the administrator, who must succeed."""
        options = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        status, answer, _ = await self.ask(method, path, headers or self.administrator, **options)
        assert status < 300, f"{method} {path}: {status} {answer}"
        return answer

    async def exported(self, path: str, body: Any, headers: Mapping[str, str]) -> str:
        """The id of an export whose file is written."""
        made = await self.make("POST", path, body, headers=headers)

        async def done() -> bool:
            job = await self.make("GET", f"{path}/{made['id']}", headers=headers)
            return bool(job["state"] == "done")

        await until(done, 60)
        return str(made["id"])

    async def person(self, name: str, team: str, permissions: Mapping[str, str] | None = None) -> Principal:
        """Somebody with a role of exactly these permissions."""
        role_ids = []
        if permissions is not None:
            body = {"name": f"{name} {self.unique}", "permissions": dict(permissions)}
            role_ids = [(await self.make("POST", "/api/identity/roles", body))["id"]]
        body = {
            "name": name,
            "email": f"{self.unique}@example.com",
            "role_ids": role_ids,
            "team_ids": [self.ids[team]] if team else [],
        }
        made = await self.make("POST", "/api/identity/users", body)
        self.ids[name] = made["id"]
        claims = {"roles": role_ids, "teams": body["team_ids"]}
        return Principal(name, made["id"], permissions=permissions or {}, claims=claims)

    def bearer(self, who: Principal, **changed: Any) -> dict[str, str]:
        """Headers with a valid token of theirs, or with their API key."""
        return {"Authorization": f"Bearer {who.key or self.mint.token(who, **changed)}"}

    async def record(self, thing: str, relation: str, who: Principal, fresh_for: str = "") -> Ids:
        """Ids of a record of this relation to them: one that is shared, or a new one for an operation."""
        key = (thing, relation, who.id if relation in ("own", "deleted", "shared") else "")
        if fresh_for:
            return await self._new(thing, relation, who, fresh_for)
        if key not in self._made:
            self._made[key] = asyncio.create_task(self._new(thing, relation, who))
        return await self._made[key]

    async def _new(self, thing: str, relation: str, who: Principal, operation: str = ALL_OF_THEM) -> Ids:
        if relation == "missing":
            return {
                f"{thing}_id": str(uuid4())
                for thing in ("customer", "contact", "interaction", "export", *MAKERS)
            }
        if thing in MAKERS:
            return await MAKERS[thing](self, relation, who)
        return await _customer(self, thing, relation, who, operation)


async def _customer(world: World, thing: str, relation: str, who: Principal, operation: str) -> Ids:
    """A customer with a contact and a call, if the operation needs them; deleted is what it is about."""
    owner, team = PLACES[relation]
    owner_id = (who.id if who.kind == "user" else world.ids["stranger"]) if owner == "me" else None
    place = {"owner_id": owner_id or world.ids.get(owner), "team_id": world.ids.get(team)}
    body = {"name": f"Record {relation} {world.unique}"} | (place if owner else {})
    made = await world.make("POST", "/api/customer/customers", body)
    customer = made["id"]
    if not owner:
        nobody = {"owner_id": None, "team_id": None}
        await world.make("POST", f"/api/customer/customers/{customer}/assign", nobody)
    ids = {"customer_id": customer}
    if "{contact_id}" in operation or thing == "contact":
        linked = {"name": f"Kim {world.unique}", "customers": [{"customer_id": customer}]}
        ids["contact_id"] = (await world.make("POST", "/api/customer/contacts", linked))["id"]
    if "{interaction_id}" in operation or thing == "interaction":
        call = {"customer_id": customer, "channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
        ids["interaction_id"] = (await world.make("POST", "/api/customer/interactions", call))["id"]
    if relation == "deleted":
        what = "customer" if thing == "card" else thing
        await world.make("DELETE", f"/api/customer/{what}s/{ids[what + '_id']}")
    return ids


def _imported(service: str) -> Maker:
    async def make(world: World, relation: str, who: Principal) -> Ids:
        form = aiohttp.FormData()
        form.add_field("file", FILE, filename="people.csv", content_type="text/csv")
        made = await world.make("POST", f"/api/{service}/imports", form, headers=_by(world, relation, who))
        return {"import_id": made["id"]}

    return make


def _exported(service: str, target: str) -> Maker:
    async def make(world: World, relation: str, who: Principal) -> Ids:
        body, headers = {"target": target}, _by(world, relation, who)
        return {"export_id": await world.exported(f"/api/{service}/exports", body, headers)}

    return make


async def _view(world: World, relation: str, who: Principal) -> Ids:
    owner = who if relation == "own" else world.principals["sharer"]
    body = {"object": "customer.customers", "name": world.unique, "shared": relation == "shared"}
    made = await world.make("POST", "/api/identity/views", body, headers=world.bearer(owner))
    return {"view_id": made["id"]}


async def _item(world: World, relation: str, who: Principal) -> Ids:
    """A customer given to somebody puts an item into their inbox."""
    person = who if relation == "own" else world.principals["sharer"]
    await world.make("POST", "/api/customer/customers", {"name": "Given", "owner_id": person.id})

    async def items() -> Any:
        return (await world.make("GET", "/api/notifications/inbox", headers=world.bearer(person)))["items"]

    return {"item_id": (await until(items, 20))[0]["id"]}


async def _session(world: World, relation: str, who: Principal) -> Ids:
    """Signed in, as far as identity's table says; a real sign-in would cost a password's hash."""
    id_, person = uuid4(), who.id if relation == "own" else world.ids["stranger"]
    async with world.turns:
        connection = await asyncpg.connect(world.suite.database_url("identity"))
        await connection.execute(
            "INSERT INTO session (id, user_id, generation, device, address, expires_at)"
            " VALUES ($1, $2, 0, 'test', '192.0.2.1', $3)",
            id_, UUID(person), datetime.now(UTC) + timedelta(days=1),
        )  # fmt: skip
        await connection.close()
    return {"session_id": str(id_)}


async def _preference(world: World, relation: str, who: Principal) -> Ids:
    key = world.unique
    path = f"/api/identity/me/preferences/{key}"
    await world.make("PUT", path, {"value": 1}, headers=world.bearer(who))
    return {"key": key}


def _operation(path: str, **values: Any) -> Maker:
    async def make(world: World, relation: str, who: Principal) -> Ids:
        edit = {"selection": {"ids": [world.ids["user_id"]]}, "values": values}
        made = await world.make("POST", f"{path}/bulk-edits", edit, headers=_by(world, relation, who))
        return {"operation_id": made["id"]}

    return make


async def _field(world: World, relation: str, who: Principal) -> Ids:
    body = {"object": "customer", "key": world.unique, "kind": "text", "labels": {"en": "Label"}}
    return {"field_id": (await world.make("POST", "/api/customer/custom-fields", body))["id"]}


async def _api_key(world: World, relation: str, who: Principal) -> Ids:
    body = {"name": world.unique, "role_ids": [world.ids["role_id"]]}
    return {"api_key_id": (await world.make("POST", "/api/identity/api-keys", body))["id"]}


async def _consent(world: World, relation: str, who: Principal) -> Ids:
    ids = await _customer(world, "customer", relation, who, "")
    said = {"channel": "email", "purpose": "newsletter", "state": "granted"}
    made = await world.make("POST", f"/api/customer/customers/{ids['customer_id']}/consents", said)
    return {**ids, "consent_id": made["id"]}


def _named(path: str, **more: Any) -> Maker:
    async def make(world: World, relation: str, who: Principal) -> Ids:
        made = await world.make("POST", path, {"name": world.unique, **more})
        return {f"{path.rpartition('/')[2][:-1]}_id": made["id"]}

    return make


def _ruled(path: str, **body: Any) -> Maker:
    """What rules over leads are made of."""
    thing = path.rpartition("/")[2][:-1].replace("-", "_")

    async def make(world: World, relation: str, who: Principal) -> Ids:
        named = {"name": world.unique, **filled(body, {**world.ids, "stranger_id": world.ids["stranger"]})}
        return {f"{thing}_id": (await world.make("POST", path, named))["id"]}

    return make


async def _product(world: World, relation: str, who: Principal) -> Ids:
    body = {"sku": world.unique, "name": "Product"}
    return {"product_id": (await world.make("POST", "/api/sales/products", body))["id"]}


async def _price(world: World, relation: str, who: Principal) -> Ids:
    """With a product of its own in a book of its own: only one price counts on a day."""
    ids = {**await _product(world, relation, who), **await _price_book(world, relation, who)}
    body = {**ids, "steps": [{"from_quantity": "1", "amount": "1"}]}
    return {**ids, "price_id": (await world.make("POST", "/api/sales/prices", body))["id"]}


async def _price_book(world: World, relation: str, who: Principal) -> Ids:
    body = {"name": world.unique, "currency": "CNY"}
    return {"price_book_id": (await world.make("POST", "/api/sales/price-books", body))["id"]}


async def _pipeline(world: World, relation: str, who: Principal) -> Ids:
    body = {"name": world.unique, "stages": [{"name": "First", "probability": 10}]}
    made = await world.make("POST", "/api/sales/pipelines", body)
    return {"pipeline_id": made["id"], "stage_id": made["stages"][0]["id"]}


async def _tax(world: World, relation: str, who: Principal) -> Ids:
    made = await world.make("POST", "/api/sales/taxes", {"name": world.unique, "rate": "5"})
    return {"tax_id": made["id"]}


def _owned(path: str, thing: str, body: Mapping[str, Any]) -> Maker:
    """A record of sales for a customer of the administrator's."""

    async def make(world: World, relation: str, who: Principal) -> Ids:
        owner, team = PLACES[relation]
        owner_id = (who.id if who.kind == "user" else world.ids["stranger"]) if owner == "me" else None
        place = {"owner_id": owner_id or world.ids.get(owner), "team_id": world.ids.get(team)}
        said = {one: filled(value, world.ids) for one, value in body.items()}
        one = f"{path}/{(await world.make('POST', path, {**said, **(place if owner else {})}))['id']}"
        if not owner:
            await world.make("POST", f"{one}/assign", {"owner_id": None, "team_id": None})
        if relation == "deleted":
            await world.make("DELETE", one)
        return {f"{thing}_id": one.rpartition("/")[2]}

    return make


def filled(value: Any, ids: Mapping[str, str]) -> Any:
    """With names in braces replaced."""
    if isinstance(value, str) and "{" in value:
        return value.format(**ids)
    if isinstance(value, dict):
        return {key: filled(one, ids) for key, one in value.items()}
    return [filled(one, ids) for one in value] if isinstance(value, list) else value


async def _discount_limit(world: World, relation: str, who: Principal) -> Ids:
    """On a product of its own."""
    product_id = (await _product(world, relation, who))["product_id"]
    made = await world.make("POST", "/api/sales/discount-limits", {"percent": "5", "product_id": product_id})
    return {"discount_limit_id": made["id"], "limited_product_id": product_id}


QUOTE = {
    "customer_id": "{sold_to_id}",
    "currency": "CNY",
    "valid_until": "2999-12-31",
    "lines": [{"product_id": "{product_id}", "unit_amount": "1"}],
}
ORDER = {one: QUOTE[one] for one in ("customer_id", "currency", "lines")}


async def _order(world: World, relation: str, who: Principal) -> Ids:
    """A confirmed one."""
    drafted = await _owned("/api/sales/orders", "order", ORDER)(world, relation, who)
    order = await world.make("POST", f"/api/sales/orders/{drafted['order_id']}/confirm")
    return {**drafted, "line_id": order["lines"][0]["id"]}


def _of_order(thing: str) -> Maker:
    async def make(world: World, relation: str, who: Principal) -> Ids:
        ids = await _order(world, relation, who)
        body: dict[str, Any] = {"order_id": ids["order_id"]}
        if thing == "return":
            shipment = await world.make("POST", "/api/sales/shipments", body)
            await world.make("POST", f"/api/sales/shipments/{shipment['id']}/ship", {})
            body["lines"] = [{"line_id": ids["line_id"], "quantity": "1"}]
        made = await world.make("POST", f"/api/sales/{thing}s", body)
        return {**ids, f"{thing}_id": made["id"]}

    return make


async def _payment(world: World, relation: str, who: Principal) -> Ids:
    """Of a customer of this relation: it belongs to who looks after that."""
    ids = await _customer(world, "customer", relation, who, "")
    body = {**ids, "currency": "CNY", "amount": "1"}
    return {**ids, "payment_id": (await world.make("POST", "/api/sales/payments", body))["id"]}


RULING = [{"user_id": "{stranger_id}"}]
DEAL = {"name": "Deal", "customer_id": "{sold_to_id}", "pipeline_id": "{pipeline_id}"}


async def _template(world: World, relation: str, who: Principal) -> Ids:
    text = "{{ number }} {{ link }}"
    body = {"topic": "quote-sent", "channel": "sms", "language": "en", "text": text}
    return {"template_id": (await world.make("POST", "/api/notifications/templates", body))["id"]}


async def _delivery(world: World, relation: str, who: Principal) -> Ids:
    """To a person: one to a customer is shown only to who may read that."""
    recipient = {"thing": "user", "id": world.ids["target"]}
    body = {"key": world.unique, "topic": "deal-won", "channel": "email", "recipient": recipient}
    made = await world.make("POST", "/api/notifications/deliveries", {**body, "params": {"name": "Deal"}})
    return {"delivery_id": made["id"]}


MAKERS: Mapping[str, Maker] = {
    "template": _template, "delivery": _delivery,
    "lead": _owned("/api/sales/leads", "lead", {"name": "Lead"}),
    "assignment_rule": _ruled("/api/sales/assignment-rules", members=RULING),
    "score_rule": _ruled("/api/sales/score-rules", condition={"all": []}, points=1),
    "lead_form": _ruled("/api/sales/lead-forms", fields=[{"name": "name"}]),
    "quote": _owned("/api/sales/quotes", "quote", QUOTE), "discount_limit": _discount_limit,
    "order": _order, "payment": _payment,
    "contract": _owned("/api/sales/contracts", "contract", {**ORDER, "starts_on": "2026-01-01"}),
    **{thing: _of_order(thing) for thing in ("shipment", "return", "invoice")},
    "opportunity": _owned("/api/sales/opportunities", "opportunity", DEAL), "pipeline": _pipeline,
    "product": _product, "price": _price, "price_book": _price_book, "tax": _tax,
    "import": _imported("customer"), "sales_import": _imported("sales"), "view": _view, "item": _item,
    "export": _exported("customer", "customers"), "trail": _exported("identity", "audit"),
    "session": _session, "current": _session, "preference": _preference,
    "operation": _operation("/api/customer/customers", size="7"),
    "sales_operation": _operation("/api/sales/leads", source="fair"),
    "field": _field, "api_key": _api_key, "consent": _consent,
    "tag": _named("/api/customer/tags"), "team": _named("/api/identity/teams"),
    "role": _named("/api/identity/roles", permissions={}),
}  # fmt: skip


def _by(world: World, relation: str, who: Principal) -> Mapping[str, str]:
    return world.bearer(who) if relation == "own" else world.administrator


async def settle_down(world: World) -> None:
    """The teams, the people and the fixed things."""
    ids = world.ids
    for name, above in (("top", None), ("team", "top"), ("below", "team"), ("beside", None)):
        body = {"name": name, "parent_id": ids[above] if above else None}
        ids[name] = (await world.make("POST", "/api/identity/teams", body))["id"]
    await asyncio.gather(
        world.person("boss", "top"),
        world.person("colleague", "team"),
        world.person("junior", "below"),
        world.person("stranger", "beside"),
        world.person("target", "beside"),
    )
    world.principals["sharer"] = await world.person("sharer", "beside", {"view.share": "all"})
    people = await asyncio.gather(*(world.person(name, "team", held) for name, held in roles().items()))
    world.principals |= {one.name: one for one in people}
    for kind in ("contact", "partner"):
        world.principals[kind] = Principal(kind, str(uuid4()), kind, confirmed=False)
    boss = world.principals["administrator"]
    world.principals["unconfirmed"] = replace(boss, name="unconfirmed", confirmed=False)
    for name in ("administrator", "reader team", "none"):
        world.principals[f"api key, {name}"] = await _key(world, world.principals[name])
    await _fixed(world)
    await _known_everywhere(world)


async def _key(world: World, like: Principal) -> Principal:
    """An API key with the roles and teams of somebody."""
    body = {"name": world.unique, "role_ids": like.claims["roles"], "team_ids": like.claims["teams"]}
    made = await world.make("POST", "/api/identity/api-keys", body)
    name = f"api key, {like.name}"
    claims = {**like.claims, "auth_time": 0}
    return Principal(name, made["id"], "api_key", like.permissions, claims, made["key"], confirmed=False)


async def _fixed(world: World) -> None:
    for name in ("tag", "lasting_tag"):
        tag = await world.make("POST", "/api/customer/tags", {"name": world.unique})
        world.ids[f"{name}_id"] = tag["id"]
    nobody = world.principals["none"]
    for thing in (
        "role",
        "field",
        "api_key",
        "price",
        "tax",
        "discount_limit",
        "assignment_rule",
        "score_rule",
        "lead_form",
        "pipeline",
        "template",
        "delivery",
    ):
        world.ids |= await MAKERS[thing](world, "", nobody)
    world.ids |= {
        "device_id": str(uuid4()),
        "document_id": str(uuid4()),
        "allocation_id": str(uuid4()),
        "line_id": str(uuid4()),
        "invoice_id": str(uuid4()),
        "token": "none",
        "currency": "CNY",
        "starts_on": "2026-01-01",
        "form_key": "none",
        "customer_id": str(uuid4()),
        "sold_to_id": (await world.make("POST", "/api/customer/customers", {"name": "Buyer"}))["id"],
        "verification_id": str(uuid4()),
        "object": "customer",
        "team_id": world.ids["beside"],
        "user_id": world.ids["target"],
        "stranger_id": world.ids["stranger"],
        "connection": "none.none",
        "key": "theme",
        "permission": "customer.read",
        "provider": "nobody",
        "topic": "deal-won",
        "channel": "email",
        "language": "en",
    }


async def _known_everywhere(world: World) -> None:
    """Roles reach the other services as events; the last one made says that all of them have."""
    last = await world.person("last", "", {READ: "all"})

    async def known() -> bool:
        return (await world.ask("GET", "/api/customer/customers", world.bearer(last)))[0] == 200

    await until(known, 20)
