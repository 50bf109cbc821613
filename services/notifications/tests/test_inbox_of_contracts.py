"""What whoever looks after contracts finds in the inbox."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from chassis.testing import Bench, Person
from crm.sales.events.contracts import ContractEnding


def ending(owner: UUID | None, team: UUID | None = None) -> ContractEnding:
    return ContractEnding(
        contract_id=new_id(),
        version=3,
        number="CT-2026-000123",
        title="Maintenance",
        state="active",
        customer_id=new_id(),
        contact_id=None,
        quote_id=None,
        owner_id=owner,
        team_id=team,
        currency="CNY",
        net="100.00",
        gross="113.00",
        starts_on=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        renewal="automatic",
        notice_by=date(2026, 12, 1),
    )


async def items(bench: Bench, person: Person) -> list[dict[str, Any]]:
    async with bench.client.get("/inbox", headers=person.headers) as answer:
        body: dict[str, Any] = await answer.json()
        assert answer.status == 200, body
        return list(body["items"])


async def test_a_contract_that_ends_is_told_to_its_owner_with_its_days(notifications: Bench) -> None:
    team = await notifications.team()
    owner, mate = [await notifications.person(teams=[team]) for _ in range(2)]
    await notifications.hear(ending(owner.id, team))
    (item,) = await items(notifications, owner)
    said = item["params"]
    assert (item["kind"], item["thing"]) == ("contract-ending", "contract")
    assert (said["number"], said["title"], said["amount"]) == ("CT-2026-000123", "Maintenance", "113.00")
    assert (said["last_day"], said["notice_by"], said["renewal"]) == ("2026-12-31", "2026-12-01", "automatic")
    assert await items(notifications, mate) == []


async def test_one_that_nobody_looks_after_is_told_to_its_team_without_its_worth(
    notifications: Bench,
) -> None:
    team = await notifications.team()
    mate = await notifications.person(teams=[team])
    await notifications.hear(ending(None, team))
    (item,) = await items(notifications, mate)
    assert (item["kind"], "amount" in item["params"]) == ("contract-ending", False)
