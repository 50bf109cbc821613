"""Keyset paging visits every row exactly once, whatever is inserted meanwhile."""

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.testing import Bench
from services.customer.tests.people import EVERYTHING, Caller, caller

NAMES = st.sampled_from(["阿", "王", "A", "a", "Same"])
DATES = st.sampled_from([None, "2026-01-01", "2026-01-02"])
ROWS = st.lists(st.tuples(NAMES, DATES), min_size=1, max_size=12)


async def walk(admin: Caller, sort: str, limit: int, meanwhile: list[Any]) -> list[str]:
    """Numbers in the order of the pages; before each next page another row comes in."""
    seen: list[str] = []
    after = ""
    while True:
        body = (await admin("GET", f"/customers?sort={sort}&limit={limit}{after}")).body
        seen += [one["number"] for one in body["items"]]
        if not body["next"]:
            return seen
        after = f"&after={body['next']}"
        if meanwhile:
            name, day = meanwhile.pop()
            await asyncio.gather(
                admin.customer(name, registered_on=day), admin.customer(name, registered_on=day)
            )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    rows=ROWS,
    meanwhile=st.lists(st.tuples(NAMES, DATES), max_size=4),
    sort=st.sampled_from(["name", "-name", "registered_on", "-registered_on", "-created_at", "number"]),
    limit=st.integers(1, 5),
)
async def test_keyset_paging_visits_every_row_once_under_concurrent_inserts(
    opened: Bench, rows: list[Any], meanwhile: list[Any], sort: str, limit: int
) -> None:
    await opened.reset()
    admin = await caller(opened, EVERYTHING)
    before = {(await admin.customer(name, registered_on=day))["number"] for name, day in rows}
    seen = await walk(admin, sort, limit, list(meanwhile))
    assert len(seen) == len(set(seen))
    assert before <= set(seen)
