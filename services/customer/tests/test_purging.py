"""What was deleted long ago is removed with everything that hangs on it."""

from typing import Any

from sqlalchemy import text

from chassis.testing import Bench
from customer.customers.tasks import purge_deleted
from services.customer.tests.people import Caller


async def long_ago(crm: Bench, thing: str, days: int) -> None:
    """Whatever is deleted was deleted so many days earlier."""
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(
            text(f"UPDATE {thing} SET deleted_at = deleted_at - make_interval(days => {days})")
        )


async def count(crm: Bench, thing: str) -> Any:
    async with crm.runtime.database.reading() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {thing}"))


async def test_what_can_still_be_restored_is_kept(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    await admin("DELETE", f"/customers/{customer['id']}")
    await long_ago(crm, "customer", 29)
    await purge_deleted(crm.runtime)
    assert (await admin("POST", f"/customers/{customer['id']}/restore")).status == 200


async def test_a_purged_customer_takes_along_what_hangs_on_it(crm: Bench, admin: Caller) -> None:
    gone = await admin.customer("Gone", external=[{"source": "legacy", "external_id": "C1"}])
    child = await admin.customer("Child", parent_id=gone["id"])
    links = [{"customer_id": gone["id"]}]
    kim = (await admin("POST", "/contacts", {"name": "Kim Example", "customers": links})).body
    both = [*links, {"customer_id": child["id"]}]
    await admin("POST", "/contacts", {"name": "Lee Example", "customers": both})
    call = {"customer_id": gone["id"], "channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
    await admin("POST", "/interactions", call)
    await admin("DELETE", f"/customers/{gone['id']}")
    await long_ago(crm, "customer", 31)
    await purge_deleted(crm.runtime)
    assert (await admin("GET", f"/customers/{gone['id']}")).status == 404
    assert await admin.names("/customers") == ["Child"]
    assert await admin.names("/contacts") == ["Lee Example"]
    assert (await admin("GET", f"/customers/{child['id']}")).body["parent_id"] is None
    assert [await count(crm, one) for one in ("external_reference", "interaction", "contact_link")] == [
        0,
        1,
        1,
    ]
    purged = [data for subject, data in await crm.announced() if subject.endswith(".purged")]
    assert [one.get("contact_id") or one["customer_id"] for one in purged] == [kim["id"], gone["id"]]
    await admin.customer("Again", external=[{"source": "legacy", "external_id": "C1"}])


async def test_a_purged_contact_leaves_the_timeline_in_place(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    body = {"name": "Kim Example", "customers": [{"customer_id": customer["id"]}]}
    kim = (await admin("POST", "/contacts", body)).body
    call = {"customer_id": customer["id"], "channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
    entry = (await admin("POST", "/interactions", call | {"contact_id": kim["id"]})).body
    await admin("DELETE", f"/contacts/{kim['id']}")
    await long_ago(crm, "contact", 31)
    await purge_deleted(crm.runtime)
    assert await count(crm, "contact") == 0
    assert (await admin("GET", f"/interactions/{entry['id']}")).body["contact_id"] is None
