"""How customers move through their lifecycle: by deals, by quiet, by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import orjson
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.identity.events import OrganisationChanged
from crm.sales.events.opportunities import OpportunityCreated, OpportunityEvent, OpportunityWon
from customer.lifecycle.rules import FOLLOWS, STAGES, Patience, after, faded
from customer.lifecycle.tasks import sweep_quiet
from services.customer.tests.people import Caller, caller

PATIENCE = Patience(at_risk_after_days=180, lost_after_days=365)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def deal(event: type[OpportunityEvent], customer: Any, **fields: Any) -> OpportunityEvent:
    """News of a deal with a customer."""
    told = {
        "opportunity_id": new_id(),
        "version": 1,
        "number": "OP-000001",
        "name": "Deal",
        "customer_id": UUID(customer["id"]),
        "owner_id": None,
        "team_id": None,
        "pipeline_id": new_id(),
        "stage_id": new_id(),
        "status": "open",
        "currency": "CNY",
        "amount": "10.00",
        "base_currency": "CNY",
        "base_amount": "10.00",
        "probability": 10,
        "expected_close_on": None,
        "lead_id": None,
    }
    return event(**told | fields)


async def won(crm: Bench, customer: Any) -> None:
    await crm.hear(deal(OpportunityWon, customer, status="won", closed_at=datetime.now(UTC), reason=None))


async def quiet_for(crm: Bench, days: int) -> None:
    """Let the last purchase of everybody be so long ago, and sweep."""
    async with crm.runtime.database.engine.begin() as connection:
        since = datetime.now(UTC) - timedelta(days=days)
        await connection.execute(text("UPDATE customer SET quiet_since = :since"), {"since": since})
    await sweep_quiet(crm.runtime)


async def standing(admin: Caller, customer: Any) -> Any:
    answer = await admin("GET", f"/customers/{customer['id']}/lifecycle")
    assert answer.status == 200, answer.body
    return answer.body


async def test_deals_and_quiet_move_a_customer_all_the_way(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    assert (await standing(admin, customer))["stage"] == "lead"
    await crm.hear(deal(OpportunityCreated, customer))
    await won(crm, customer)
    await won(crm, customer)
    await quiet_for(crm, 181)
    await quiet_for(crm, 186)
    await won(crm, customer)
    found = await standing(admin, customer)
    way = ["won_back", "lost", "at_risk", "active", "customer", "prospect", "lead"]
    assert [one["stage"] for one in found["stays"]] == way
    assert [one["left_at"] for one in found["stays"]][1:] == [one["entered_at"] for one in found["stays"]][
        :-1
    ]
    assert (found["stage"], found["becomes"]) == ("won_back", "at_risk")


async def test_a_purchase_that_moves_nobody_is_no_edit_of_the_customer(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    for _ in range(2):
        await won(crm, customer)
    path = f"/customers/{customer['id']}"
    before, since = (await admin("GET", path)).body, (await standing(admin, customer))["quiet_since"]
    said = await crm.announced()
    await won(crm, customer)
    assert (await admin("GET", path)).body == before
    assert (await standing(admin, customer))["quiet_since"] > since
    assert await crm.announced() == said


async def test_how_long_quiet_may_last_is_the_organisations_to_say(crm: Bench, admin: Caller) -> None:
    customer, said = await admin.customer(), dict(crm.runtime.access.organisation())
    await won(crm, customer)
    patience = {"at_risk_after_days": 30, "lost_after_days": 40}
    told = OrganisationChanged.model_validate(said | patience | {"organisation_id": new_id(), "version": 1})
    await crm.announce(told)
    awaited = datetime.fromisoformat((await standing(admin, customer))["becomes_at"])
    assert timedelta(days=29) < awaited - datetime.now(UTC) <= timedelta(days=30)
    for days, stage in ((29, "customer"), (31, "at_risk"), (9, "at_risk"), (11, "lost")):
        await quiet_for(crm, days)
        assert (await standing(admin, customer))["stage"] == stage


async def test_a_stage_is_told_by_event_timeline_and_filter(crm: Bench, admin: Caller) -> None:
    customer, other = await admin.customer("Buyer"), await admin.customer("Other")
    await won(crm, customer)
    (event,) = [data for subject, data in await crm.announced() if subject.endswith("lifecycle-changed")]
    assert (event["customer_id"], event["previous"], event["stage"], event["reason"]) == (
        customer["id"],
        "lead",
        "customer",
        "bought",
    )
    entry = (await admin("GET", f"/customers/{customer['id']}/timeline")).body["items"][0]
    assert (entry["kind"], entry["params"]["before"], entry["params"]["after"]) == (
        "lifecycle_changed",
        "lead",
        "customer",
    )
    wanted = quote(orjson.dumps({"field": "lifecycle", "op": "eq", "value": "lead"}).decode())
    assert await admin.names(f"/customers?filter={wanted}") == [other["name"]]


async def test_who_buys_again_is_awaited_anew(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    await won(crm, customer)
    await won(crm, customer)
    await quiet_for(crm, 179)
    assert (await standing(admin, customer))["stage"] == "active"
    await won(crm, customer)  # stays active, but its clock begins again
    assert datetime.fromisoformat((await standing(admin, customer))["becomes_at"]) > datetime.now(
        UTC
    ) + timedelta(days=179)


async def test_a_stage_by_hand_needs_the_right_to_update_and_a_stage_that_exists(
    crm: Bench, admin: Caller
) -> None:
    customer = await admin.customer()
    reader = await caller(crm, {"customer.read": "all"})
    path = f"/customers/{customer['id']}/lifecycle"
    assert (await reader("POST", path, {"stage": "active"})).status == 403
    assert (await admin("POST", path, {"stage": "asleep"})).wrong == [("/stage", "literal_error")]
    chosen = await admin("POST", path, {"stage": "active", "note": "Bought by phone"})
    assert (chosen.body["stage"], chosen.body["becomes"]) == ("active", "at_risk")
    entry = (await admin("GET", f"/customers/{customer['id']}/timeline")).body["items"][0]
    assert entry["params"]["note"] == "Bought by phone"


async def test_a_deleted_customer_stays_where_it_was(crm: Bench, admin: Caller) -> None:
    customer = await admin.customer()
    await admin("DELETE", f"/customers/{customer['id']}")
    await won(crm, customer)
    assert (await standing(admin, customer))["stage"] == "lead"


@given(st.sampled_from(STAGES), st.sampled_from(list(FOLLOWS)), st.integers(0, 2000))
def test_a_purchase_never_makes_anybody_worse_and_quiet_never_better(
    stage: str, happening: Any, days: int
) -> None:
    worth = ["lost", "at_risk", "lead", "prospect", "customer", "won_back", "active"].index
    assert worth(after(stage, happening)) >= worth(stage)
    then = faded(stage, NOW - timedelta(days=days), NOW, PATIENCE)
    assert then == stage or worth(then) < worth(stage)
    assert then in STAGES
