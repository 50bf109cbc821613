"""`make bench`: the whole suite under load, CPU time first. SCALE sets the number of customers (100,000).

ONLY=read,create,import,screens,selling measures some rows and keeps nothing.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import aiohttp
import asyncpg

from deploy.local import ports
from deploy.local.running import Suite, running_suite
from tests.bench import company, events, importing, report, screens, selling
from tests.bench.measuring import Bench, Measured, ask
from tests.bench.processes import Processes
from tests.bench.questions import QUESTIONS, Known
from tests.flows.conftest import sign_in

SMALL, SCALE = 10_000, int(os.environ.get("SCALE", "100_000"))
ONLY = tuple(filter(None, os.environ.get("ONLY", "").split(",")))
ALONE, TOGETHER = 1.5, 4.0  # seconds
CLIENTS = 16
PACES = {1: ALONE, CLIENTS: TOGETHER}


def _wanted(name: str) -> bool:
    return name.startswith(ONLY or "")


NAMES = list(filter(_wanted, QUESTIONS))


def main() -> None:
    """Run it."""
    with running_suite({"CRM_RATE_LIMIT": "0", "POSTGRES_FSYNC": "on"}) as suite:
        asyncio.run(_run(suite))


async def _run(suite: Suite) -> None:
    database = await asyncpg.connect(suite.database_url("customer"))
    people = await _found(suite)
    small: dict[str, Measured] = {}
    if not ONLY:
        await company.fill(database, people, 0, SMALL)
        small = {name: await _ask(suite, database, people, name, ALONE, 1) for name in NAMES}
        small |= await _floors(suite, database, people, ALONE, 1)
    filled = await database.fetchval("SELECT count(*) FROM customer")
    await company.fill(database, people, filled, SCALE)
    single = {name: await _ask(suite, database, people, name, ALONE, 1) for name in NAMES}
    if small:  # the machine's own pace then and now stands beside the growth
        single |= await _floors(suite, database, people, ALONE, 1)
    many = {name: await _ask(suite, database, people, name, TOGETHER, CLIENTS) for name in NAMES}
    others = await _others(suite, database, people)
    sold = await selling.measure(suite, people, SCALE, PACES) if _wanted("selling") else None
    floors = await _floors(suite, database, people, TOGETHER, CLIENTS)
    version = (await database.fetchval("SHOW server_version")).split()[0]
    _tell(small, single, many, floors, version, others, sold)


def _tell(
    small: dict[str, Measured],
    single: dict[str, Measured],
    many: dict[str, Measured],
    floors: dict[str, Measured],
    version: str,
    others: list[str],
    sold: selling.Sold | None,
) -> None:
    costs = ", ".join(f"{name} {one.cost:.2f} ms" for name, one in floors.items())
    parts = [report.conditions(version, SCALE), report.table(single, many, floors), f"Floors (CPU): {costs}."]
    if small:
        parts.append(report.growth(small, single, (SMALL, SCALE)))
    parts.append("\n".join(others))
    if sold:
        among = f"Selling, among {SCALE:,} opportunities:"
        parts += [among, report.table(sold.single, sold.many, floors), "\n".join(sold.lines)]
    text = "\n\n".join(filter(None, parts))
    if small:
        report.keep(text)
    print(text)  # noqa: T201  # this is a command


async def _others(
    suite: Suite, database: "asyncpg.Connection[asyncpg.Record]", people: company.Company
) -> list[str]:
    """What is no request: events on their way, the relay, an import, what a browser paints."""
    said = []
    if _wanted("events"):
        ids = [row[0] for row in await database.fetch("SELECT id FROM customer LIMIT 2000")]
        followed = await events.follow(suite, people, ids, Processes.of(suite))
        said.append(f"- Commit in customer → applied in notifications, {followed}.")
    if _wanted("relay"):
        sent = await events.relay(suite)
        said.append(f"- Relay, each message acknowledged after its fsync: {sent:,.0f}/s.")
    if _wanted("import"):
        url = suite.database_url("customer")
        imported = await importing.measure(suite.gateway_url, suite.administrator, people, url)
        said.append(
            f"- Import of {imported.rows:,} customers: {imported.imported:,.0f} rows/s, "
            f"{imported.imported / imported.copied:.2f} of the rate at which COPY writes the same rows."
        )
    if _wanted("screens"):
        painted = await screens.watch(suite.gateway_url, people.email)
        said += [
            f"- Click → {name} painted, median of {screens.ROUNDS}: {one}." for name, one in painted.items()
        ]
    return said


async def _found(suite: Suite) -> company.Company:
    async with aiohttp.ClientSession(suite.gateway_url) as client:
        return await company.found(client, await sign_in(client, *suite.administrator))


async def _ask(
    suite: Suite,
    database: "asyncpg.Connection[asyncpg.Record]",
    people: company.Company,
    name: str,
    seconds: float,
    clients: int,
) -> Measured:
    requests = QUESTIONS[name](await _known(database, people))
    return await ask(suite, people.email, name, requests, seconds, clients)


async def _floors(
    suite: Suite,
    database: "asyncpg.Connection[asyncpg.Record]",
    people: company.Company,
    seconds: float,
    clients: int,
) -> dict[str, Measured]:
    known = await _known(database, people)
    ids = (("GET", f"/{one}", "") for one in cycle(known.readable))
    hello = cycle([("GET", "/hello", "")])
    with _floor(suite) as floor:
        return {
            "ASGI hello": floor.measure(hello, seconds, clients),
            "asyncpg row": floor.measure(ids, seconds, clients),
        }


async def _known(database: "asyncpg.Connection[asyncpg.Record]", people: company.Company) -> Known:
    team = people.people[0][1]
    rows = await database.fetch("SELECT id FROM customer WHERE team_id = $1 LIMIT 1000", team)
    joined = (
        "SELECT customer_id FROM contact_link JOIN customer ON id = customer_id WHERE team_id = $1 LIMIT 1000"
    )
    return Known([row[0] for row in rows], [row[0] for row in await database.fetch(joined, team)])


@contextmanager
def _floor(suite: Suite) -> Iterator[Bench]:
    port = ports.free(1)[0]
    command = [sys.executable, "-m", "tests.bench.floor", str(port)]
    environment = {**os.environ, "FLOOR_DATABASE": suite.database_url("customer")}
    process = subprocess.Popen(command, env=environment)
    pids = {"floor": process.pid, "postgres": suite.pid("postgres")}
    try:
        while not ports.is_taken(port):
            time.sleep(0.05)
        yield Bench(f"http://127.0.0.1:{port}", "", Processes(pids))
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
