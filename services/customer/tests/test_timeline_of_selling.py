"""What sales does with a customer stands in the customer's timeline."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.sales.events.opportunities import OpportunityLost, OpportunityWon
from services.customer.tests.people import Caller
from services.customer.tests.test_lifecycle import deal

CLOSED = {"closed_at": datetime(2026, 5, 1, tzinfo=UTC), "amount": "12.50"}


async def test_a_won_deal_is_told_with_who_won_it_and_without_its_amount(crm: Bench, admin: Caller) -> None:
    customer, winner = await admin.customer(), new_id()
    won = deal(OpportunityWon, customer, status="won", reason="price", name="Two boats", **CLOSED)
    await crm.hear(won, actor=f"user:{winner}")
    page = (await admin("GET", f"/customers/{customer['id']}/timeline")).body
    (entry,) = [one for one in page["items"] if one["kind"] == "opportunity_won"]
    assert UUID(entry["recorded_by"]) == winner
    assert entry["params"] == {
        "number": "OP-000001",
        "name": "Two boats",
        "reason": "price",
        "record_id": str(won.opportunity_id),
    }


async def test_news_of_a_customer_who_is_no_more_is_passed_over(crm: Bench) -> None:
    await crm.hear(deal(OpportunityLost, {"id": str(new_id())}, status="lost", reason="price", **CLOSED))
