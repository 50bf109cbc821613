"""Leads that were deleted long ago are removed with all that was known of them."""

from typing import Any

import pytest
from sqlalchemy import text

from chassis.testing import Bench
from sales.leads.tasks import purge_deleted
from services.sales.tests.leading import Seller, seller
from services.sales.tests.master import Master


@pytest.fixture
async def kim(crm: Bench, master: Master) -> Seller:
    master.admissions.reset()
    return await seller(crm)


async def deleted(crm: Bench, kim: Seller, days: int) -> Any:
    """A lead that was deleted so many days ago."""
    lead = await kim.lead(emails=["kim@example.com"])
    assert (await kim("DELETE", f"/leads/{lead['id']}")).status == 204
    moved = text("UPDATE lead SET deleted_at = deleted_at - make_interval(days => :days) WHERE id = :id")
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(moved, {"days": days, "id": lead["id"]})
    return lead


async def kept_of(crm: Bench, lead: Any) -> Any:
    """Change rows of a lead."""
    rows = text("SELECT count(*) FROM change WHERE record_id = :id")
    async with crm.runtime.database.reading() as session:
        return await session.scalar(rows, {"id": lead["id"]})


async def test_a_lead_deleted_for_longer_than_it_can_be_restored_is_purged(crm: Bench, kim: Seller) -> None:
    old, young, live = await deleted(crm, kim, 91), await deleted(crm, kim, 89), await kim.lead()
    assert await kept_of(crm, old) == 2
    await purge_deleted(crm.runtime)
    assert (await kim("GET", f"/leads/{old['id']}")).status == 404
    assert (await kim("POST", f"/leads/{old['id']}/restore")).status == 404
    assert await kept_of(crm, old) == 1  # that it was purged, and nothing of what it was
    purged = [data for subject, data in await crm.announced() if subject == "sales.lead.purged"]
    assert [one["lead_id"] for one in purged] == [old["id"]]
    assert (await kim("POST", f"/leads/{young['id']}/restore")).status == 200
    assert (await kim("GET", f"/leads/{live['id']}")).status == 200


async def test_what_became_a_customer_is_not_deleted_and_so_never_purged(crm: Bench, kim: Seller) -> None:
    lead = await kim.lead(company="Example")
    converted = await kim("POST", f"/leads/{lead['id']}/convert", {})
    assert converted.status in (200, 201), converted.body
    assert (await kim("DELETE", f"/leads/{lead['id']}")).problem == "already-converted"
    await purge_deleted(crm.runtime)
    assert (await kim.get(f"/leads/{lead['id']}"))["status"] == "converted"
