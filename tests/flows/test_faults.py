"""What must hold when something is taken away or dies."""

import asyncio
import signal

import asyncpg
import pytest

from deploy.local.running import Suite
from tests.flows.conftest import REP, Door, colleague, until


async def test_a_role_taken_away_bites_everywhere_within_five_seconds(administrator: Door) -> None:
    rep = await colleague(administrator, REP)
    assert await rep.door.status("GET", "/api/customer/customers") == 200
    role = await administrator.get(f"/api/identity/roles/{rep.role_id}")
    await administrator.call(
        "PATCH",
        f"/api/identity/roles/{rep.role_id}",
        json={"permissions": {}},
        headers={"If-Match": f'"{role["version"]}"'},
    )

    async def refused() -> bool:
        return bool(await rep.door.status("GET", "/api/customer/customers") == 403)

    await until(refused, 5)


async def test_a_deactivated_person_is_out_everywhere_within_five_seconds(administrator: Door) -> None:
    rep = await colleague(administrator, REP)
    await administrator.post(f"/api/identity/users/{rep.id}/deactivate")
    paths = ("/api/customer/customers", "/api/notifications/inbox", "/api/identity/me")

    async def out() -> bool:
        statuses = {await rep.door.status("GET", path) for path in paths}
        return statuses == {401}

    await until(out, 5)


async def test_a_service_stopped_and_started_misses_nothing(suite: Suite, administrator: Door) -> None:
    alice = await colleague(administrator, REP)
    bob = await colleague(administrator, REP)
    pid = await asyncio.to_thread(suite.pid, "notifications")
    suite.kill("notifications")
    for number in range(10):
        customer = await alice.door.post(
            "/api/customer/customers", {"kind": "company", "name": f"While away {number}"}, expect=201
        )
        url = f"/api/customer/customers/{customer['id']}/assign"
        await alice.door.post(url, {"owner_id": bob.id})
    back = await asyncio.to_thread(suite.wait_ready, "notifications", after=pid)
    assert back < 10

    async def all_there() -> bool:
        inbox = await bob.door.get("/api/notifications/inbox")
        return bool(sum(one["params"]["count"] for one in inbox["items"]) == 10)

    await until(all_there, 15)


# A contact takes several statements: what was sent goes with the connection. A customer is one statement,
# which the server may still carry out when nobody waits for it any more, but whole.
@pytest.mark.parametrize(("thing", "left"), [("contact", {(0, 0)}), ("customer", {(0, 0), (1, 1)})])
async def test_a_request_that_dies_half_way_leaves_nothing_half_written(
    suite: Suite, administrator: Door, thing: str, left: set[tuple[int, int]]
) -> None:
    alice = await colleague(administrator, REP)
    connection = await asyncpg.connect(suite.database_url("customer"))
    # Rows of an earlier test are on their way out of the outbox; a lock on it makes the request wait inside.
    blocker = connection.transaction()
    await blocker.start()
    await connection.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
    request = asyncio.create_task(
        alice.door.status("POST", f"/api/customer/{thing}s", json={"name": "Half way"})
    )
    await asyncio.sleep(0.5)
    pid = await asyncio.to_thread(suite.pid, "customer")
    suite.kill("customer", signal.SIGKILL)
    await blocker.rollback()
    assert await request in (502, 503)
    await asyncio.to_thread(suite.wait_ready, "customer", after=pid)
    names = await connection.fetchval(f"SELECT count(*) FROM {thing} WHERE name = 'Half way'")
    changes = await connection.fetchval(
        "SELECT count(*) FROM change WHERE thing = $1 AND after ->> 'name' = 'Half way'", thing
    )
    assert (names, changes) in left
    await connection.close()


async def test_a_retry_after_a_kill_has_one_effect(suite: Suite, administrator: Door) -> None:
    alice = await colleague(administrator, REP)
    headers = {"Idempotency-Key": "retry-across-a-kill"}
    body = {"kind": "company", "name": "Only once"}
    first = await alice.door.post("/api/customer/customers", body, expect=201, headers=headers)
    pid = await asyncio.to_thread(suite.pid, "customer")
    suite.kill("customer")
    await asyncio.to_thread(suite.wait_ready, "customer", after=pid)
    again = await alice.door.post("/api/customer/customers", body, expect=201, headers=headers)
    assert again == first
