"""One trace through everything, and the figures that every process tells."""

import asyncio
from pathlib import Path
from uuid import uuid4

import aiohttp

from deploy.local.running import Suite
from tests.flows.collector import Collector, Span
from tests.flows.conftest import REP, Door, colleague, until
from tests.flows.test_walk import import_file, stream

MANY = 520
"""More than an operation does at once: the rest is the worker's."""
EDITOR = REP | {"customer.bulk_update": "own"}
METRICS = (
    "crm_event_lag_seconds",
    "crm_events_pending",
    "crm_stalled_seconds",
    "crm_dead_letters_total",
    "crm_outbox_pending",
    "crm_database_connections_used",
    "crm_database_connections_allowed",
    "crm_events_published_total",
    "crm_events_applied_total",
)
CALL = "/crm.customer.v1.CustomerService/CheckReadable"
ROAD = [
    ("gateway", "POST /api/customer"),
    ("customer", "POST /customers/bulk-edits"),
    ("customer", "task operations.run"),
    ("notifications", "hear customer.customer.assigned"),
]
"""From the browser's request to the handler; the last but one is also the parent of the page's check."""


async def test_one_trace_leads_from_the_browser_through_every_process(
    administrator: Door, collector: Collector, tmp_path: Path
) -> None:
    alice, bob = await colleague(administrator, EDITOR), await colleague(administrator, REP)
    prefix, file = f"Traced {uuid4().hex}", tmp_path / "many.csv"
    await asyncio.to_thread(
        file.write_text, "name,industry\n" + "".join(f"{prefix} {number},retail\n" for number in range(MANY))
    )
    assert (await import_file(alice.door, file))["counts"]["created"] == MANY
    watched = (await alice.door.get("/api/customer/customers", params={"q": prefix}))["items"][0]["id"]

    async with stream(alice.door, f"?watch=customer:{watched}"):
        edit = {"selection": {"q": prefix}, "assign": {"owner_id": bob.id}}
        trace = await _sent(alice.door, "/api/customer/customers/bulk-edits", edit)

        async def complete() -> list[Span] | None:
            spans = collector.of(trace)
            names, ids = {(one.service, one.name) for one in spans}, {"", *(one.id for one in spans)}
            whole = all(one.parent in ids for one in spans)  # each process sends its own, one after the other
            return spans if whole and {*ROAD, ("customer", CALL)} <= names else None

        spans = await until(complete, 40)  # spans are sent every five seconds
    _follow(spans)


async def _sent(door: Door, path: str, body: object) -> str:
    """Send, and read from the answer what the trace is called."""
    async with door.client.post(path, json=body, headers=door.headers) as answer:
        assert answer.status == 202, await answer.text()
        return str(answer.headers["X-Request-ID"])


def _follow(spans: list[Span]) -> None:
    """From the last handler back to the browser, and the same from the check that a page asked for."""
    by_id = {one.id: one for one in spans}
    for end, between in (("hear customer.customer.assigned", ()), (CALL, ("check readable",))):
        one = next(one for one in spans if one.name == end)
        road = []
        while one:
            road.append(one.name)
            assert one.parent in by_id or not one.parent, f"{one.name} hangs from nothing"
            one = by_id.get(one.parent)  # type: ignore[assignment]
        assert road == [end, *between, *(name for _, name in reversed(ROAD[:3]))]


async def test_every_process_tells_how_its_events_its_queue_and_its_pool_are(
    suite: Suite, administrator: Door
) -> None:
    rep = await colleague(administrator, REP)
    other = await colleague(administrator, REP)
    customer = await rep.door.post("/api/customer/customers", {"kind": "company", "name": "Told"}, expect=201)
    await rep.door.post(f"/api/customer/customers/{customer['id']}/assign", {"owner_id": other.id})
    async with aiohttp.ClientSession() as client:

        async def told(service: str) -> str:
            async with client.get(f"{suite.metrics[service]}/metrics") as answer:
                return await answer.text()

        async def complete() -> bool:
            lines = await told("notifications")
            waiting = [name for name in METRICS if f"\n{name}" not in lines]
            return waiting in ([], ["crm_dead_letters_total"])  # a counter by consumer: none has any

        await until(complete, 20)
        lines = await told("notifications")
    assert "# HELP crm_dead_letters_total" in lines
    stalled = {
        line.split()[0]: float(line.split()[1]) for line in lines.splitlines() if "crm_stalled" in line[:12]
    }
    assert 'crm_stalled_seconds{worker="relay"}' in stalled
    assert 'crm_stalled_seconds{worker="notifications-access"}' in stalled
    assert max(stalled.values()) < 15
    assert 'crm_event_lag_seconds_bucket{consumer="notifications-tell_new_owner",le="0.5"}' in lines
