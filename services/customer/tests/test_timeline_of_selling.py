"""What sales does with a customer stands in the customer's timeline."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.sales.events.contracts import ContractTerminated
from crm.sales.events.opportunities import OpportunityLost, OpportunityWon
from crm.sales.events.orders import CreditNoteIssued
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


async def test_a_terminated_contract_is_told_with_the_reason(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    nothing = dict.fromkeys(("contact_id", "quote_id", "owner_id", "team_id", "starts_on"))
    told = {"contract_id": new_id(), "version": 3, "number": "CT-2026-000001", "title": "Maintenance"}
    amounts = {"currency": "CNY", "net": "1.00", "gross": "1.13", "last_day": "2026-12-31"}
    state = {"customer_id": customer["id"], "state": "active", "reason": "Too dear"}
    await crm.hear(ContractTerminated.model_validate(told | nothing | amounts | state))
    page = (await admin("GET", f"/customers/{customer['id']}/timeline")).body
    (entry,) = [one for one in page["items"] if one["kind"] == "contract_terminated"]
    assert (entry["params"]["number"], entry["params"]["reason"]) == ("CT-2026-000001", "Too dear")
    assert "gross" not in entry["params"]


async def test_a_credit_note_is_told_by_its_number_and_without_amounts(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    told = {"invoice_id": new_id(), "credited_id": new_id(), "order_id": new_id(), "version": 1}
    days = {"issued_on": "2026-11-22", "due_on": "2026-12-22"}
    amounts = {"currency": "CNY", "net": "-1.00", "tax": "-0.13", "gross": "-1.13", "open": "0.00"}
    known = {"customer_id": customer["id"], "kind": "credit_note", "number": "CN-2026-00001"}
    note = CreditNoteIssued.model_validate(told | days | amounts | known | {"reason": "damaged"})
    await crm.hear(note)
    page = (await admin("GET", f"/customers/{customer['id']}/timeline")).body
    (entry,) = [one for one in page["items"] if one["kind"] == "credit_note_issued"]
    assert entry["params"].keys() == {"number", "reason", "record_id"}


async def test_news_of_a_customer_who_is_no_more_is_passed_over(crm: Bench) -> None:
    await crm.hear(deal(OpportunityLost, {"id": str(new_id())}, status="lost", reason="price", **CLOSED))
