"""Records that were deleted long ago are removed with all that was known of them."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text

from chassis.testing import Bench
from sales.purging import KINDS, purge_deleted
from sales.records import Base
from services.sales.tests.asking import EVERYTHING, Caller
from services.sales.tests.master import Master

DOES = ("create", "read", "update", "delete")
MAY = EVERYTHING | dict.fromkeys(
    (
        *(f"{thing}.{one}" for thing in ("lead", "opportunity", "quote", "contract") for one in DOES),
        *("pipeline.manage", "customer.create"),
    ),
    "all",
)
NEW: Mapping[str, Mapping[str, Any]] = {
    "leads": {"company": "Example", "emails": ["kim@example.com"]},
    "opportunities": {"name": "Lasers"},
    "quotes": {"currency": "CNY"},
    "contracts": {"currency": "CNY"},
}
LIVED = {"leads": "lead", "opportunities": "opportunity", "quotes": "quote", "contracts": "contract"}


class Keeper(Caller):
    """Somebody who makes records and deletes them."""

    customer: str

    async def new(self, things: str, **body: Any) -> Any:
        """A record of some kind."""
        whose = {} if things == "leads" else {"customer_id": self.customer}
        return await self.made(f"/{things}", **{**NEW[things], **whose, **body})

    async def deleted(self, things: str, record: Any, days: int) -> None:
        """Delete it, so many days ago."""
        answer = await self("DELETE", f"/{things}/{record['id']}")
        assert answer.status == 204, answer.body
        earlier = "SET deleted_at = deleted_at - make_interval(days => :days) WHERE id = :id"
        async with self.bench.runtime.database.engine.begin() as connection:
            moved = text(f"UPDATE {LIVED[things]} {earlier}")
            await connection.execute(moved, {"days": days, "id": record["id"]})

    async def status(self, things: str, record: Any, act: str = "") -> int:
        """What is answered about it."""
        asked = await self("POST" if act else "GET", f"/{things}/{record['id']}{act}")
        return asked.status


@pytest.fixture
async def kim(crm: Bench, master: Master) -> Keeper:
    master.admissions.reset()
    keeper = Keeper(crm, await crm.person(MAY))
    keeper.customer = str(master.customer())
    await keeper.made("/pipelines", name="Sales", stages=[{"name": "Contact", "probability": 10}])
    return keeper


async def kept_of(crm: Bench, record: Any) -> Any:
    """Change rows of a record."""
    rows = text("SELECT count(*) FROM change WHERE record_id = :id")
    async with crm.runtime.database.reading() as session:
        return await session.scalar(rows, {"id": record["id"]})


@pytest.mark.parametrize("things", list(NEW))
async def test_what_was_deleted_for_longer_than_it_can_be_restored_is_purged(
    crm: Bench, kim: Keeper, things: str
) -> None:
    old, young, live = [await kim.new(things) for _ in range(3)]
    await kim.deleted(things, old, 31)
    await kim.deleted(things, young, 29)
    assert await kept_of(crm, old) == 2
    await purge_deleted(crm.runtime)
    assert (await kim.status(things, old), await kim.status(things, old, "/restore")) == (404, 404)
    assert await kept_of(crm, old) == 1  # that it was purged, and nothing of what it was
    thing = LIVED[things]
    purged = [data for subject, data in await crm.announced() if subject == f"sales.{thing}.purged"]
    assert [one[f"{thing}_id"] for one in purged] == [old["id"]]
    assert await kim.status(things, young, "/restore") == 200
    assert await kim.status(things, live) == 200


async def test_a_deal_stays_while_a_quote_names_it_and_goes_after_it(crm: Bench, kim: Keeper) -> None:
    deal = await kim.new("opportunities")
    quote = await kim.new("quotes", opportunity_id=deal["id"])
    await kim.deleted("opportunities", deal, 31)
    await purge_deleted(crm.runtime)
    assert await kim.status("opportunities", deal, "/restore") == 200
    await kim.deleted("opportunities", deal, 31)
    await kim.deleted("quotes", quote, 31)
    await purge_deleted(crm.runtime)
    assert [await kim.status("quotes", quote), await kim.status("opportunities", deal)] == [404, 404]


async def test_what_became_a_customer_is_not_deleted_and_so_never_purged(crm: Bench, kim: Keeper) -> None:
    lead = await kim.new("leads")
    converted = await kim("POST", f"/leads/{lead['id']}/convert", {})
    assert converted.status in (200, 201), converted.body
    assert (await kim("DELETE", f"/leads/{lead['id']}")).problem == "already-converted"
    await purge_deleted(crm.runtime)
    assert (await kim("GET", f"/leads/{lead['id']}")).body["status"] == "converted"


def test_every_reference_to_what_is_purged_keeps_it_or_goes_with_it() -> None:
    for kind in KINDS:
        there = {
            str(key.parent)
            for table in Base.metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table is kind.model.__table__
        }
        assert there == {str(one.property.columns[0]) for one in (*kind.referring, *kind.parts)}, kind.model
