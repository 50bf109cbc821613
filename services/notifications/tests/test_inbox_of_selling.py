"""What people who sell find in their inbox: leads, deals, quotes and orders that concern them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from chassis.identifiers import new_id
from chassis.testing import Bench, Person
from crm.event import Event
from crm.sales.events.leads import LeadAssigned, LeadCreated, LeadResponseOverdue
from crm.sales.events.opportunities import OpportunityAssigned, OpportunityCreated, OpportunityWon
from crm.sales.events.orders import OrderConfirmed
from crm.sales.events.quotes import (
    QuoteAccepted,
    QuoteApproved,
    QuoteDeclined,
    QuoteExpired,
    QuoteRejected,
    QuoteSubmitted,
    QuoteViewed,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def lead(kind: type[Event], owner: UUID | None, team: UUID | None = None, **more: Any) -> Event:
    told: dict[str, Any] = {"lead_id": new_id(), "version": 1, "number": "LD-000123", "name": "星河示例"}
    told |= {"status": "new", "source": None, "owner_id": owner, "team_id": team}
    if kind in (LeadCreated, LeadResponseOverdue):
        told["respond_by"] = NOW
    if kind is LeadAssigned:
        told |= {"previous_owner_id": None, "previous_team_id": None, "rule_id": None}
    return kind(**told | more)


def deal(kind: type[Event], owner: UUID | None, team: UUID | None = None, **more: Any) -> Event:
    told: dict[str, Any] = {
        "opportunity_id": new_id(),
        "version": 4,
        "number": "OP-000123",
        "name": "Example deal",
        "customer_id": new_id(),
        "owner_id": owner,
        "team_id": team,
        "pipeline_id": new_id(),
        "stage_id": new_id(),
        "status": "open",
        "currency": "CNY",
        "amount": "12500.00",
        "base_currency": "CNY",
        "base_amount": "12500.00",
        "probability": 100,
        "expected_close_on": None,
        "lead_id": None,
    }
    if kind is OpportunityWon:
        told |= {"closed_at": NOW, "reason": None}
    if kind is OpportunityAssigned:
        told |= {"previous_owner_id": None, "previous_team_id": None}
    return kind(**told | more)


def quote(kind: type[Event], owner: UUID | None, team: UUID | None = None, **more: Any) -> Event:
    told: dict[str, Any] = {
        "quote_id": new_id(),
        "version": 3,
        "number": "QT-2026-000123",
        "revision": 1,
        "title": "Yearly service",
        "state": "issued",
        "customer_id": new_id(),
        "contact_id": None,
        "opportunity_id": None,
        "owner_id": owner,
        "team_id": team,
        "language": "en",
        "currency": "CNY",
        "net": "100.00",
        "gross": "113.00",
        "valid_until": date(2026, 12, 31),
    }
    return kind(**told | more)


def order(owner: UUID | None) -> OrderConfirmed:
    return OrderConfirmed(
        order_id=new_id(),
        version=2,
        number="SO-2026-000123",
        state="confirmed",
        customer_id=new_id(),
        opportunity_id=None,
        quote_id=None,
        owner_id=owner,
        team_id=None,
        currency="CNY",
        net="100.00",
        gross="113.00",
        base_currency="CNY",
        base_net="100.00",
        requested_on=None,
        customer_reference="",
    )


async def items(bench: Bench, person: Person) -> list[dict[str, Any]]:
    async with bench.client.get("/inbox", headers=person.headers) as answer:
        body: dict[str, Any] = await answer.json()
        assert answer.status == 200, body
        return list(body["items"])


async def told(bench: Bench, *people: Person) -> list[list[str]]:
    """The kinds of items of each of them."""
    return [[one["kind"] for one in await items(bench, person)] for person in people]


async def test_whoever_is_given_a_deal_finds_it_with_its_worth_and_the_givers_name(
    notifications: Bench,
) -> None:
    giver, owner = await notifications.person(name="Gu Give"), await notifications.person(name="Ou Own")
    event = deal(OpportunityAssigned, owner.id)
    await notifications.hear(event, actor=f"user:{giver.id}")
    (item,) = await items(notifications, owner)
    assert (item["kind"], item["thing"]) == ("deals-assigned", "opportunity")
    assert item["record_id"] == str(event.record_id)
    assert item["params"] == {
        "count": 1,
        "number": "OP-000123",
        "name": "Example deal",
        "names": ["Example deal"],
        "by_name": "Gu Give",
        "owner_name": "Ou Own",
        "amount": "12500.00",
        "currency": "CNY",
    }
    assert await told(notifications, giver) == [[]]


async def test_a_lead_that_the_rules_give_away_when_a_form_brings_it_is_told_once(
    notifications: Bench,
) -> None:
    owner, cause, lead_id = await notifications.person(), new_id(), new_id()
    for kind in (LeadCreated, LeadAssigned):
        event = lead(kind, owner.id, lead_id=lead_id)
        await notifications.hear(event, actor="visitor:form", cause_id=cause)
    (item,) = await items(notifications, owner)
    assert (item["kind"], item["count"], item["params"]["by_name"]) == ("leads-assigned", 1, None)


async def test_leads_given_by_one_act_are_one_item(notifications: Bench) -> None:
    giver, owner, cause = await notifications.person(), await notifications.person(), new_id()
    for number in range(7):
        event = lead(LeadAssigned, owner.id, name=f"Number {number}", version=2 + number % 2)
        await notifications.hear(event, actor=f"user:{giver.id}", cause_id=cause)
    (item,) = await items(notifications, owner)
    assert item["count"] == 7
    assert item["params"]["names"] == [f"Number {number}" for number in range(5)]


async def test_what_one_does_oneself_and_what_has_no_owner_is_silent(notifications: Bench) -> None:
    me, other = await notifications.person(), await notifications.person()
    mine = [
        lead(LeadCreated, me.id),
        lead(LeadAssigned, me.id),
        deal(OpportunityCreated, me.id),
        deal(OpportunityAssigned, me.id),
        deal(OpportunityWon, me.id),
        quote(QuoteAccepted, me.id, by_link=False),
        order(me.id),
    ]
    for event in mine:
        await notifications.hear(event, actor=f"user:{me.id}")
    same = deal(OpportunityAssigned, me.id, previous_owner_id=me.id)
    nobodys = [
        lead(LeadCreated, None),
        quote(QuoteExpired, None),
        lead(LeadResponseOverdue, None),
        order(None),
    ]
    for event in (same, *nobodys):
        await notifications.hear(event, actor=f"user:{other.id}")
    assert await told(notifications, me, other) == [[], []]
    assert await notifications.announced() == []


async def test_an_overdue_lead_concerns_its_owner_or_else_its_team(notifications: Bench) -> None:
    team = await notifications.team()
    owner, colleague = [await notifications.person(teams=[team]) for _ in range(2)]
    await notifications.hear(lead(LeadResponseOverdue, owner.id, team))
    assert await told(notifications, owner, colleague) == [["lead-overdue"], []]
    await notifications.hear(lead(LeadResponseOverdue, None, team))
    assert await told(notifications, owner, colleague) == [["lead-overdue"] * 2, ["lead-overdue"]]


async def test_a_won_deal_is_told_to_the_team_and_its_worth_to_the_owner_alone(notifications: Bench) -> None:
    team = await notifications.team()
    winner, owner, mate = [await notifications.person(teams=[team], name=one) for one in ("Wi", "Ou", "Ma")]
    stranger = await notifications.person()
    await notifications.hear(deal(OpportunityWon, owner.id, team), actor=f"user:{winner.id}")
    assert await told(notifications, winner, owner, mate, stranger) == [[], ["deal-won"], ["deal-won"], []]
    (own,), (seen,) = await items(notifications, owner), await items(notifications, mate)
    assert own["params"]["amount"] == "12500.00"
    assert {"amount", "currency"}.isdisjoint(seen["params"])
    assert (seen["params"]["owner_name"], seen["params"]["by_name"]) == ("Ou", "Wi")


@pytest.mark.parametrize(
    ("kind", "more", "wanted"),
    [
        (QuoteViewed, {}, "quote-viewed"),
        (QuoteAccepted, {"by_link": True}, "quote-accepted"),
        (QuoteDeclined, {"by_link": True}, "quote-declined"),
        (QuoteExpired, {}, "quote-expired"),
    ],
)
async def test_the_owner_hears_what_becomes_of_a_quote(
    notifications: Bench, kind: type[Event], more: dict[str, Any], wanted: str
) -> None:
    owner, other = await notifications.person(), await notifications.person()
    await notifications.hear(quote(kind, owner.id, **more), actor="visitor:link")
    (item,) = await items(notifications, owner)
    said = item["params"]
    assert (item["kind"], item["thing"]) == (wanted, "quote")
    assert (said["number"], said["title"], said["amount"]) == ("QT-2026-000123", "Yearly service", "113.00")
    assert await told(notifications, other) == [[]]


@pytest.mark.parametrize(
    ("kind", "wanted"), [(QuoteApproved, "quote-approved"), (QuoteRejected, "quote-rejected")]
)
async def test_whoever_asked_for_approval_hears_the_decision(
    notifications: Bench, kind: type[Event], wanted: str
) -> None:
    asker, owner = await notifications.person(), await notifications.person()
    decider = await notifications.person(name="De Cide")
    event = quote(kind, owner.id, asked_by=asker.id, decided_by=decider.id)
    await notifications.hear(event, actor=f"user:{decider.id}")
    assert await told(notifications, asker, owner, decider) == [[wanted], [], []]
    (item,) = await items(notifications, asker)
    assert item["params"]["by_name"] == "De Cide"
    assert "amount" not in item["params"]


async def test_only_those_are_asked_to_approve_whose_permission_covers_the_quote(
    notifications: Bench,
) -> None:
    above = await notifications.team()
    team, elsewhere = await notifications.team(above), await notifications.team(above)

    async def approver(reach: str, *teams: UUID) -> Person:
        return await notifications.person({"quote.approve": reach}, teams=teams)

    asker, lead_, head, boss = [
        await approver("team", team),
        await approver("team", team),
        await approver("subtree", above),
        await approver("all"),
    ]
    others = [
        await approver("team", elsewhere),
        await approver("team", above),
        await approver("subtree", elsewhere),
        await approver("own", team),
        await notifications.person({"quote.read": "all"}, teams=[team]),
    ]
    event = quote(QuoteSubmitted, asker.id, team, asked_by=asker.id)
    await notifications.hear(event, actor=f"user:{asker.id}")
    asked = ["quote-submitted"]
    assert await told(notifications, asker, lead_, head, boss) == [[], asked, asked, asked]
    assert await told(notifications, *others) == [[]] * len(others)
    (item,) = await items(notifications, boss)
    assert "amount" not in item["params"]


async def test_the_nearest_twenty_are_asked_to_approve(notifications: Bench) -> None:
    above = await notifications.team()
    team = await notifications.team(above)
    asker = await notifications.person()
    far = [await notifications.person({"quote.approve": "subtree"}, teams=[above]) for _ in range(2)]
    near = [await notifications.person({"quote.approve": "subtree"}, teams=[team]) for _ in range(19)]
    everywhere = await notifications.person({"quote.approve": "all"})
    event = quote(QuoteSubmitted, asker.id, team, asked_by=asker.id)
    await notifications.hear(event, actor=f"user:{asker.id}")
    assert await told(notifications, *near) == [["quote-submitted"]] * 19
    assert sorted(await told(notifications, *far)) == [[], ["quote-submitted"]]
    assert await told(notifications, everywhere) == [[]]


async def test_an_order_that_a_colleague_confirms_is_told_to_whoever_looks_after_it(
    notifications: Bench,
) -> None:
    owner, colleague = await notifications.person(), await notifications.person(name="Co Firm")
    await notifications.hear(order(owner.id), actor=f"user:{colleague.id}")
    (item,) = await items(notifications, owner)
    assert (item["kind"], item["thing"]) == ("order-confirmed", "order")
    assert (item["params"]["name"], item["params"]["by_name"]) == ("SO-2026-000123", "Co Firm")
