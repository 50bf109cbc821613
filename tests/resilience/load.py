"""Clients that insist: they ask again, under one key, until they are answered, and keep what they heard."""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import aiohttp
import orjson

from tests.flows.conftest import PASSWORD, REP, Colleague, Door, colleague, sign_in
from tests.flows.selling import SELLER
from tests.resilience.selling import offered

PASSING = (409, 429, 502, 503, 504)
GIVEN_UP = 60.0
AGAIN = 0.1
"""The share of acknowledged requests that are sent once more."""
ROWS = 300
"""Rows of one import: a second's work for the worker."""
ROLES = 150
"""So many that each is left alone once renamed: nothing heals what came in the wrong order."""
RENAMINGS = 3
PERMISSIONS = REP | {"customer.export": "own"}
Work = Callable[[], Coroutine[Any, Any, None]]


class Otherwise(Exception):
    """The answer was another one, so what was to follow has no ground."""


def longest(stretches: Iterable[tuple[float, float]]) -> float:
    """Seconds of the longest stretch of time."""
    return max((ended - began for began, ended in stretches), default=0.0)


@dataclass
class Told:
    """What the suite has acknowledged, and how long it took where that was long."""

    created: dict[str, str] = field(default_factory=dict)
    """Customer → its name in the end."""
    acts: dict[str, int] = field(default_factory=dict)
    """Customer → how many acts on it were acknowledged: its version in the end."""
    assigned: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)
    """Import → how the names of its customers begin."""
    exports: set[str] = field(default_factory=set)
    sold: dict[str, str] = field(default_factory=dict)
    """Deal → the order that came of it."""
    roles: dict[str, int] = field(default_factory=dict)
    """Role → its version in the end."""
    waits: list[tuple[float, float]] = field(default_factory=list)
    """Calls that took longer than a second: began, ended."""
    otherwise: list[str] = field(default_factory=list)
    """Answers that were not the one that the request had earned: after a kill, or when sent once more."""
    refused: int = 0
    until: float = 0.0
    """Moment of the monotonic clock after which nobody begins anything."""

    @property
    def longest(self) -> float:
        """The longest that a client waited for an answer."""
        return longest(self.waits)


@dataclass
class Client:
    """A careful client of the gateway."""

    told: Told
    door: Door

    async def insist(self, method: str, path: str, expected: int, **options: Any) -> Any:
        """Send until acknowledged, always under one key; now and then once more, for the same answer."""
        options["headers"] = {"Idempotency-Key": str(uuid4()), **options.pop("headers", {})}
        status, body = first = await self._answered(method, path, options)
        if status != expected:
            self.told.otherwise.append(f"{method} {path}: {status} {body[:200]!r}")
            raise Otherwise
        if method != "GET" and random.random() < AGAIN:
            again = await self._answered(method, path, options)
            if again != first:
                self.told.otherwise.append(f"{method} {path} again: {again[0]} {again[1][:200]!r}")
        return orjson.loads(body)

    async def _answered(self, method: str, path: str, options: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body of the first answer that is one."""
        began = time.monotonic()
        while True:
            with suppress(aiohttp.ClientError, TimeoutError):
                sent = options | {"headers": self.door.headers | options["headers"]}
                async with self.door.client.request(method, path, **sent) as answer:
                    body = await answer.read()
                    if answer.status not in PASSING:
                        self._note(began)
                        return answer.status, body
            assert time.monotonic() - began < GIVEN_UP, f"{method} {path}: no answer in {GIVEN_UP} s"
            self.told.refused += 1
            await asyncio.sleep(0.1)

    def _note(self, began: float) -> None:
        ended = time.monotonic()
        if ended - began > 1:
            self.told.waits.append((began, ended))

    async def customer(self, owner_id: str) -> None:
        """A customer is made, edited and given away."""
        name = f"Kill test {uuid4()}"
        made = await self.insist(
            "POST", "/api/customer/customers", 201, json={"kind": "company", "name": name}
        )
        id_, url = made["id"], f"/api/customer/customers/{made['id']}"
        assert self.told.created.setdefault(id_, name) == name
        self.told.acts[id_] = 1
        edit = {"name": f"{name} edited", "industry": "retail"}
        await self.insist("PATCH", url, 200, json=edit, headers={"If-Match": '"1"'})
        self.told.created[id_], self.told.acts[id_] = edit["name"], 2
        await self.insist("POST", f"{url}/assign", 200, json={"owner_id": owner_id})
        self.told.assigned.add(id_)
        self.told.acts[id_] = 3

    async def imported(self) -> None:
        """A spreadsheet is uploaded, started and waited for."""
        prefix, boundary = f"Import {uuid4()}", "a-line-between"
        text = "name,industry\n" + "".join(f"{prefix} {number},retail\n" for number in range(ROWS))
        disposition = 'Content-Disposition: form-data; name="file"; filename="rows.csv"'
        body = f"--{boundary}\r\n{disposition}\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--{boundary}--\r\n"
        form = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        upload = await self.insist("POST", "/api/customer/imports", 201, data=body.encode(), headers=form)
        url = f"/api/customer/imports/{upload['id']}"
        await self.insist("POST", f"{url}/start", 202)
        self.told.imports[upload["id"]] = prefix
        await self._ended(url)

    async def exported(self) -> None:
        """A list is exported."""
        wanted = {"target": "customers", "format": "csv"}
        job = await self.insist("POST", "/api/customer/exports", 202, json=wanted)
        self.told.exports.add(job["id"])
        await self._ended(f"/api/customer/exports/{job['id']}")

    async def sells(self, deal: dict[str, Any]) -> None:
        """A deal is made and won, and its lines are ordered."""
        made = await self.insist("POST", "/api/sales/opportunities", 201, json=deal)
        url = f"/api/sales/opportunities/{made['id']}/win"
        won = await self.insist("POST", url, 201, json={"reason": "price", "confirm": True})
        assert self.told.sold.setdefault(made["id"], won["order"]["id"]) == won["order"]["id"]

    async def renamed(self, role_id: str) -> None:
        """A role gets another name; every service projects it."""
        url, version = f"/api/identity/roles/{role_id}", self.told.roles[role_id]
        name = {"name": f"Role {uuid4()}"}
        await self.insist("PATCH", url, 200, json=name, headers={"If-Match": f'"{version}"'})
        self.told.roles[role_id] = version + 1

    async def _ended(self, url: str) -> None:
        while time.monotonic() < self.told.until:
            state = await self.insist("GET", url, 200)
            if state["state"] in ("done", "failed", "cancelled"):
                return
            await asyncio.sleep(0.3)


@dataclass
class Crew:
    """Everybody who works while processes are killed."""

    told: Told
    administrator: Client
    login: tuple[str, str]
    people: list[Colleague]
    """The writers, who sells, whoever imports and exports, and whom everything is given to."""
    deal: dict[str, Any]
    """What is sold again and again."""

    @classmethod
    async def hired(cls, client: aiohttp.ClientSession, login: tuple[str, str], writers: int) -> "Crew":
        """People with roles of their own."""
        told, administrator = Told(), await sign_in(client, *login)
        people = [await colleague(administrator, PERMISSIONS) for _ in range(writers)]
        people += [await colleague(administrator, one) for one in (SELLER, PERMISSIONS, PERMISSIONS)]
        for _ in range(ROLES):
            role = {"name": f"Role {uuid4()}", "permissions": {}}
            made = await administrator.post("/api/identity/roles", role, expect=201)
            told.roles[made["id"]] = made["version"]
        return cls(told, Client(told, administrator), login, people, await offered(administrator))

    @property
    def owner(self) -> Colleague:
        """Who is given every customer."""
        return self.people[-1]

    async def work(self, seconds: float) -> None:
        """Work side by side for so long."""
        self.told.until = time.monotonic() + seconds
        *writers, seller, importer, _ = (Client(self.told, one.door) for one in self.people)
        await asyncio.gather(
            *(self._repeat(partial(one.customer, self.owner.id)) for one in writers),
            self._repeat(partial(seller.sells, self.deal), pause=0.2),
            self._repeat(importer.imported),
            self._repeat(importer.exported, pause=0.5),
            self._repeat(self._rename, pause=0.1),
        )

    async def stay(self) -> None:
        """Sign in again and again: a token lives for five minutes."""
        people = [(self.administrator.door, self.login)]
        people += [(one.door, (one.email, PASSWORD)) for one in self.people]
        while True:
            await asyncio.sleep(120)
            for door, login in people:
                door.headers = await self._signed_in(door, login)

    async def _signed_in(self, door: Door, login: tuple[str, str]) -> dict[str, str]:
        while True:
            with suppress(aiohttp.ClientError, TimeoutError, AssertionError):
                return (await sign_in(door.client, *login)).headers
            await asyncio.sleep(0.5)

    async def _rename(self) -> None:
        roles = self.told.roles
        least = min(roles, key=lambda one: roles[one])
        for _ in range(RENAMINGS):
            await self.administrator.renamed(least)

    async def _repeat(self, work: Work, *, pause: float = 0.0) -> None:
        while time.monotonic() < self.told.until:
            with suppress(Otherwise):  # it is noted
                await work()
            await asyncio.sleep(pause)
