"""What must be true once nothing moves any more: each check counts what is wrong, so all of them are 0."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import asyncpg
import orjson

from customer.customers.values import derived
from deploy.local.running import Suite
from tests.resilience import selling
from tests.resilience.load import ROWS, Crew

SERVICES = ("identity", "customer", "notifications", "sales")
Databases = dict[str, Any]
"""Service → connection to its database."""
SEARCHED = "SELECT * FROM customer WHERE id = ANY($1::uuid[])"
PROJECTED = "SELECT kind, id, version, data FROM access WHERE kind <> 'session'"


@asynccontextmanager
async def databases(suite: Suite) -> AsyncIterator[Databases]:
    """A connection to each service's database."""
    async with AsyncExitStack() as stack:
        opened: Databases = {}
        for service in SERVICES:
            connection = await asyncpg.connect(suite.database_url(service), timeout=2, command_timeout=10)
            stack.callback(connection.terminate)
            await connection.set_type_codec(
                "jsonb", schema="pg_catalog", encoder=str, decoder=orjson.loads, format="text"
            )
            opened[service] = connection
        yield opened


async def wrong(suite: Suite, crew: Crew) -> dict[str, int]:
    """Everything that is not as it should be, by name."""
    found: dict[str, int] = {}
    async with databases(suite) as opened:
        for check in CHECKS:
            for name, count in (await check(opened, crew)).items():
                if count:
                    found[name] = count
    return found


async def progress(suite: Suite, crew: Crew) -> tuple[int, int]:
    """How many customers were given away, and of how many their new owner was told."""
    connection = await asyncpg.connect(suite.database_url("notifications"), timeout=1)
    try:
        return len(crew.told.assigned), await connection.fetchval(INBOX, crew.owner.id)
    finally:
        connection.terminate()


INBOX = (
    "SELECT coalesce(sum(count), 0)::int FROM inbox_item WHERE user_id = $1 AND kind = 'customers-assigned'"
)
ENDED = "SELECT record_id, kind, count FROM inbox_item WHERE kind IN ('import-finished', 'export-finished')"


async def _records(opened: Databases, crew: Crew) -> dict[str, int]:
    """What clients were told is there, once, with every act on it applied once and answered alike."""
    rows = await opened["customer"].fetch("SELECT id, name, version FROM customer")
    single = {str(row["id"]): row for row in rows if row["name"].startswith("Kill test")}
    told = crew.told
    return {
        "lost": len(told.created.keys() - single.keys()),
        "made twice": len(single.keys() - told.created.keys()),
        "answered otherwise": len(told.otherwise),
        "wrong name": sum(single[one]["name"] != name for one, name in told.created.items() if one in single),
        "wrong version": sum(
            single[one]["version"] != acts for one, acts in told.acts.items() if one in single
        ),
    }


async def _histories(opened: Databases, _: Crew) -> dict[str, int]:
    """A change row for every version of a record."""
    gaps = """SELECT count(*) FROM customer
        WHERE version <> (SELECT count(*) FROM change WHERE record_id = customer.id)"""
    return {"history with gaps": await opened["customer"].fetchval(gaps)}


async def _search(opened: Databases, crew: Crew) -> dict[str, int]:
    """Derived columns are what the row's own values make them."""
    rows = await opened["customer"].fetch(SEARCHED, list(crew.told.created)[-200:])
    stale = sum(any(row[name] != value for name, value in derived(dict(row)).items()) for row in rows)
    return {"stale search": stale}


async def _work(opened: Databases, crew: Crew) -> dict[str, int]:
    """Imports and exports came to their end, with exactly the rows they were to have."""
    customer, told = opened["customer"], crew.told
    imports = await customer.fetch(
        "SELECT id, state, created FROM import WHERE id = ANY($1)", [*told.imports]
    )
    exports = await customer.fetch("SELECT state, file_id FROM export WHERE id = ANY($1)", [*told.exports])
    counted = {
        row["prefix"]: row["rows"]
        for row in await customer.fetch(
            "SELECT left(name, 43) prefix, count(*) rows FROM customer WHERE name LIKE 'Import %' GROUP BY 1"
        )
    }
    ended = [row for row in imports if row["state"] == "done"]
    return {
        "imports unfinished": len(told.imports) - len(ended),
        "imports miscounted": sum(row["created"] != ROWS for row in ended),
        "imports with other rows": sum(counted.get(told.imports[str(row["id"])]) != ROWS for row in ended),
        "exports unfinished": len(told.exports) - sum(row["state"] == "done" for row in exports),
        "exports without file": sum(row["state"] == "done" and row["file_id"] is None for row in exports),
    }


async def _queues(opened: Databases, _: Crew) -> dict[str, int]:
    """Nothing waits to be sent and nothing was given up."""
    found = {}
    for service, connection in opened.items():
        found[f"unsent by {service}"] = await connection.fetchval("SELECT count(*) FROM outbox")
        found[f"dead letters of {service}"] = await connection.fetchval("SELECT count(*) FROM dead_letter")
    return found


async def _audit(opened: Databases, _: Crew) -> dict[str, int]:
    """The trail has every change row of every service."""
    identity = opened["identity"]
    trail = {row["id"] for row in await identity.fetch("SELECT id FROM audit")}
    found = {}
    for service, connection in opened.items():
        changes = {row["id"] for row in await connection.fetch("SELECT id FROM change")}
        found[f"not audited of {service}"] = len(changes - trail)
    return found


async def _access(opened: Databases, crew: Crew) -> dict[str, int]:
    """What services know about people and roles is what identity knows, and that is what it said."""
    owned = {
        (row["kind"], row["id"]): (row["version"], row["data"])
        for row in await opened["identity"].fetch(PROJECTED)
    }
    found = {}
    for service in SERVICES[1:]:
        rows = await opened[service].fetch(PROJECTED)
        theirs = {(row["kind"], row["id"]): (row["version"], row["data"]) for row in rows}
        found[f"access of {service}"] = sum(theirs.get(key) != owned.get(key) for key in theirs | owned)
    roles = await opened["identity"].fetch("SELECT id, version, name FROM role")
    found["roles not announced"] = sum(
        (row["version"], row["name"]) != _said(owned.get(("role", row["id"]))) for row in roles
    )
    found["role versions"] = sum(
        crew.told.roles.get(str(row["id"]), row["version"]) != row["version"] for row in roles
    )
    return found


def _said(known: Any) -> tuple[int, str]:
    version, data = known or (0, {"name": ""})
    return version, data["name"]


async def _inboxes(opened: Databases, crew: Crew) -> dict[str, int]:
    """Everybody was told of everything once."""
    notifications, told = opened["notifications"], crew.told
    assigned = await notifications.fetchval(INBOX, crew.owner.id)
    ended = [str(row["record_id"]) for row in await notifications.fetch(ENDED) if row["count"] == 1]
    wanted = told.imports.keys() | told.exports
    return {
        "not told of": max(len(told.assigned) - assigned, 0),
        "told twice of": max(assigned - len(told.assigned), 0),
        "ends not told of": len(wanted - set(ended)),
        "ends told twice of": sum(one in wanted for one in ended) - len(wanted & set(ended)),
    }


async def _sales(opened: Databases, crew: Crew) -> dict[str, int]:
    """Each deal is won and ordered once, and its customer's timeline says so once."""
    return await selling.wrong(opened["sales"], opened["customer"], crew.told.sold)


CHECKS: tuple[Callable[[Databases, Crew], Awaitable[dict[str, int]]], ...] = (
    _records, _histories, _search, _work, _queues, _audit, _access, _inboxes, _sales,
)  # fmt: skip
