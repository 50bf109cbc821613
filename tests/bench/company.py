"""The company that is measured: fifty people in ten teams, and as many customers as asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any, Final
from uuid import UUID

import aiohttp
import asyncpg
import orjson

from chassis.identifiers import new_id
from customer.customers.values import derived, number_of
from libs.names import search_entry, sort_key
from tests.flows.conftest import PASSWORD, Door, sign_in, until

TEAMS, PEOPLE = 10, 50
CHUNK: Final = 10_000
PLACES = [
    "北京",
    "上海",
    "广州",
    "深圳",
    "杭州",
    "南京",
    "成都",
    "武汉",
    "西安",
    "苏州",
    "天津",
    "重庆",
    "青岛",
    "大连",
    "宁波",
    "厦门",
]
SIGNS = "星河云山海明远恒新华瑞安泰和兴隆嘉盛博雅正阳金石天成永信荣光启航卓越德馨"
TRADES = ["科技", "贸易", "机械", "仪器", "电子", "食品", "物流", "医药", "建材", "化工"]
STEMS = [
    "north",
    "west",
    "lake",
    "stone",
    "river",
    "oak",
    "silver",
    "amber",
    "cedar",
    "maple",
    "harbour",
    "mill",
    "fern",
    "hazel",
    "iron",
    "glen",
]
ENDS = [
    "wick",
    "ford",
    "field",
    "bridge",
    "gate",
    "well",
    "dale",
    "worth",
    "haven",
    "brook",
    "ridge",
    "view",
    "mere",
    "cote",
    "ley",
    "stead",
]
LATIN_TRADES = [
    "Instruments",
    "Trading",
    "Foods",
    "Logistics",
    "Chemicals",
    "Pharma",
    "Textiles",
    "Machines",
    "Optics",
    "Metals",
]
FAMILY, GIVEN = "王李张刘陈杨黄赵吴周", "明华伟芳娜敏静丽强磊军洋"


@dataclass(frozen=True)
class Company:
    """Whom customers belong to: the teams, and who is in which."""

    people: list[tuple[UUID, UUID]]
    """(person, team); the first is the one who asks."""
    email: str


async def found(client: aiohttp.ClientSession, administrator: Door) -> Company:
    """Teams and people; one of them sells for their team and does all the asking."""
    role = await administrator.post("/api/identity/roles", {"name": "Bench", "permissions": ROLE}, expect=201)
    teams = [
        (await administrator.post("/api/identity/teams", {"name": f"Team {number}"}, expect=201))["id"]
        for number in range(TEAMS)
    ]
    people = []
    for number in range(PEOPLE):
        email, team = f"person{number}@example.com", teams[number % TEAMS]
        body = {"name": f"Person {number}", "email": email, "role_ids": [role["id"]], "team_ids": [team]}
        secret = {"password": PASSWORD} if number == 0 else {}
        one = await administrator.post("/api/identity/users", body | secret, expect=201)
        people.append((UUID(one["id"]), UUID(team)))
    company = Company(people, "person0@example.com")
    door = await sign_in(client, company.email, PASSWORD)

    async def known() -> bool:
        return await door.status("GET", "/api/customer/customers") == 200

    await until(known, 20)
    return company


ROLE: Final = {"customer.create": "own", "customer.read": "team", "customer.update": "team"}


def _name(random: Random, number: int) -> str:
    if number % 2:
        return f"{random.choice(PLACES)}{''.join(random.sample(SIGNS, 2))}{random.choice(TRADES)}有限公司"
    return f"{random.choice(STEMS)}{random.choice(ENDS)} {random.choice(LATIN_TRADES)} {number}".title()


def customers(company: Company, start: int, end: int) -> Iterator[dict[str, Any]]:
    """Rows of the customer table, the same ones in every run."""
    now = datetime.now(UTC)
    for serial in range(start + 1, end + 1):
        random = Random(serial)
        owner, team = random.choice(company.people)
        row: dict[str, Any] = dict.fromkeys(NULLABLE) | {
            "id": new_id(), "version": 1, "kind": "company", "serial": serial, "number": number_of(serial),
            "name": _name(random, serial), "industry": random.choice(TRADES), "source": "import",
            "addresses": [{"kind": "office", "country": "CN", "region": None, "city": random.choice(PLACES),
                           "postcode": None, "street": f"{serial} Road"}],
            "phones": [{"number": f"+86138{serial:08d}", "extension": None, "kind": "work", "primary": True}],
            "emails": [{"address": f"office{serial}@example.com", "kind": "work", "primary": True}],
            "tags": [], "external_ids": [], "owner_id": owner, "team_id": team,
            "created_at": now, "updated_at": now,
        }  # fmt: skip
        yield row | derived(row)


TABLES: Final = ("customer", "contact", "contact_link", "interaction")
NULLABLE: Final = (
    "name_en", "name_short", "name_native", "parent_id", "website", "size", "tax_number", "registered_on",
    "currency", "language", "time_zone", "description", "last_interaction_at", "deleted_at",
)  # fmt: skip


async def fill(connection: "asyncpg.Connection[Any]", company: Company, start: int, end: int) -> None:
    """Customers `start` to `end`, every fifth with a contact and three entries in its timeline."""
    rows = customers(company, start, end)
    while chunk := list(islice(rows, CHUNK)):
        contacts = [_contact(one) for one in chunk[::5]]
        links = [_link(*pair) for pair in zip(chunk[::5], contacts, strict=True)]
        entries = [_entry(link) for link in links for _ in range(3)]
        await copy_in(connection, chunk, contacts, links, entries)
    await connection.execute(f"SELECT setval('customer_number', {end})")
    await connection.execute("VACUUM ANALYZE")


async def copy_in(connection: "asyncpg.Connection[Any]", *written: list[dict[str, Any]]) -> None:
    """Write customers, contacts, their links and entries of timelines by COPY."""
    for table, rows in zip(TABLES, written, strict=True):
        await copied(connection, table, rows)


async def copied(connection: "asyncpg.Connection[Any]", table: str, rows: list[dict[str, Any]]) -> None:
    """Write rows of one table by COPY; all have the same columns."""
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_json, decoder=bytes, format="binary"
    )
    records = [tuple(row.values()) for row in rows]
    await connection.copy_records_to_table(table, records=records, columns=list(rows[0]))


def _contact(customer: dict[str, Any]) -> dict[str, Any]:
    random = Random(customer["serial"])
    name, phone = random.choice(FAMILY) + "".join(random.choices(GIVEN, k=2)), customer["phones"][0]
    text, grams = search_entry([name], [], [phone["number"]])
    return {
        "id": new_id(), "version": 1, "name": name, "phones": [phone], "emails": [], "external_ids": [],
        "created_by": customer["owner_id"], "name_key": sort_key(name), "handles": [phone["number"]],
        "search_text": text, "search_grams": grams,
    }  # fmt: skip


def _link(customer: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
    return {"customer_id": customer["id"], "contact_id": contact["id"], "is_primary": True}


def _entry(link: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(), "version": 1, "customer_id": link["customer_id"], "contact_id": link["contact_id"],
        "channel": "call", "direction": "out", "kind": "noted", "params": {}, "summary": "Called back",
        "occurred_at": datetime.now(UTC), "participants": [],
    }  # fmt: skip


def _json(value: Any) -> bytes:
    return b"\x01" + orjson.dumps(value)  # the version of jsonb's binary form
