"""Customers as sales knows them: from facts in any order, and from all of them at once."""

from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.customer.events import (
    CustomerCreated,
    CustomerDeleted,
    CustomerPurged,
    CustomerRestored,
    CustomerUpdated,
)
from sales.customers import service
from services.sales.tests.master import Master


def said(kind: Any, customer_id: UUID, version: int, name: str = "Example", **more: Any) -> Any:
    return kind(
        customer_id=customer_id,
        version=version,
        number="CU-000001",
        name=name,
        owner_id=None,
        team_id=None,
        **more,
    )


async def known(crm: Bench, *ids: UUID) -> dict[UUID, str]:
    async with crm.runtime.database.reading() as session:
        return await service.names(session, ids)


async def test_late_news_changes_nothing_and_a_tombstone_stays(crm: Bench) -> None:
    one, other = new_id(), new_id()
    await crm.hear(said(CustomerUpdated, one, 3, "New", fields=["name"]))
    await crm.hear(said(CustomerCreated, one, 1, "Old"))
    await crm.hear(said(CustomerDeleted, one, 4, "New"))
    await crm.hear(said(CustomerRestored, one, 5, "Back"))
    await crm.hear(CustomerPurged(customer_id=other, version=9))
    await crm.hear(said(CustomerCreated, other, 1, "Late"))
    assert await known(crm, one, other, new_id()) == {one: "Back"}


async def test_all_customers_are_read_at_first_and_what_was_never_heard_later(
    crm: Bench, master: Master
) -> None:
    ids = [master.customer() for _ in range(5)]
    newer, first = ids[0], await service.snapshot(crm.runtime)
    assert first == master.position
    await crm.hear(said(CustomerUpdated, newer, 7, "Newer than the master says", fields=["name"]))
    missed = master.customer()
    master.cards[str(ids[1])].version = 2
    master.cards[str(ids[1])].name = "Renamed unheard"
    await service.snapshot(crm.runtime)
    names = await known(crm, *ids, missed)
    assert names[newer] == "Newer than the master says"
    assert (names[ids[1]], names[missed], len(names)) == ("Renamed unheard", "Example", 6)
