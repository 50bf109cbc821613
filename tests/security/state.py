"""What the suite has written: a digest of every table, stream and file, to see what a refusal left."""

import asyncio
import os
from collections.abc import Mapping
from typing import Any

import asyncpg
import nats

from chassis.actors import service_actor
from deploy.local.running import Suite

NOTED = {
    "identity": {"attempts", "session", "device", "api_key_secret", "audit", "audit_seal", "audit_beginning"},
}
"""Tables that refusals may write: failed sign-ins, when a device, a session or a key was last used, and the
security log, which is part of the audit trail."""
ANCHORS = "anchors"
"""The stream that the end of that trail is sent to."""
ROUNDS = {"audit_verification": f"requested_by <> '{service_actor('identity').id}'", "lead_learning": "false"}
"""Table → its rows that no round of the hour or the day wrote: those may fall between two digests."""
TICKING = {"slot"}
"""Periodic work notes which turns it took, whatever anybody asks for."""
SERVICES = ("identity", "customer", "notifications", "sales")
NAMES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
SUM = """SELECT '{0}', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)
         FROM "{0}" t WHERE {1}"""
DUE = {
    "customer": "SELECT count(*) FROM custom_field WHERE due_at IS NOT NULL",
    "notifications": "SELECT count(*) FROM delivery WHERE due_at < now() + interval '20 seconds'",
}
"""Computed fields whose records are to be computed anew in a few seconds, and messages to be sent. Those that
wait for an hour to pass, since their address has had enough, rest."""
SECONDS = 600 if os.environ.get("PROOF") == "1" else 60
"""How long a suite may take to come to rest; after a hundred thousand calls longer."""
Digest = Mapping[str, Any]


async def digest(suite: Suite) -> Digest:
    """`service.table` → number of rows and sum of their hashes; `stream` → last position; files."""
    found: dict[str, Any] = {}
    for service in SERVICES:
        connection = await asyncpg.connect(suite.database_url(service))
        names = [row[0] for row in await connection.fetch(NAMES)]
        names = [one for one in names if one not in TICKING | NOTED.get(service, set())]
        every = " UNION ALL ".join(SUM.format(one, ROUNDS.get(one, "true")) for one in names)
        found |= {f"{service}.{row[0]}": tuple(row[1:]) for row in await connection.fetch(every)}
        await connection.close()
    client = await nats.connect(suite.infrastructure.nats_url)
    streams = await client.jetstream().streams_info()
    await client.close()
    found |= {
        f"stream {one.config.name}": one.state.last_seq for one in streams if one.config.name != ANCHORS
    }
    found["files"] = await asyncio.to_thread(lambda: sum(1 for _ in (suite.data / "files").rglob("*")))
    return found


async def at_rest(suite: Suite) -> Digest:
    """The digest once everything under way has arrived: events sent and applied, work done."""
    async with asyncio.timeout(SECONDS):
        before: Digest = {}
        while True:
            after = {} if await _due(suite) else await digest(suite)
            if after and before == after and not any(after[f"{one}.outbox"][0] for one in SERVICES):
                return after
            before = after
            await asyncio.sleep(0.4)


async def _due(suite: Suite) -> int:
    """What waits to be done soon, though nothing changes meanwhile; also events that were sent and are not
    applied yet, while a service that has many is at a long batch.
    """
    client = await nats.connect(suite.infrastructure.nats_url)
    jetstream = client.jetstream()
    consumers = [
        one
        for stream in await jetstream.streams_info()
        for one in await jetstream.consumers_info(str(stream.config.name))
    ]
    await client.close()
    total = sum((one.num_pending or 0) + (one.num_ack_pending or 0) for one in consumers)
    for service, query in DUE.items():
        connection = await asyncpg.connect(suite.database_url(service))
        total += await connection.fetchval(query)
        await connection.close()
    return total


def differences(before: Digest, after: Digest) -> list[str]:
    """The tables and streams that changed."""
    return [f"{name}: {before.get(name)} → {now}" for name, now in after.items() if before.get(name) != now]
