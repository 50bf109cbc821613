"""The live stream: what is heard of by something else that is watched, and what two services say about it."""

from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest

from chassis.identifiers import new_id
from chassis.testing import sign
from crm.event import Event
from crm.identity.events import RoleChanged
from crm.sales.events.opportunities import OpportunityAssigned, OpportunityMoved, OpportunityUpdated
from crm.sales.events.orders import PaymentAllocated, PaymentReversed, ShipmentShipped
from gateway.stream.notices import Notice, notice

from .test_stream import created, listening


def card(deal_id: UUID, pipeline_id: UUID, version: int = 2) -> dict[str, Any]:
    return {
        "opportunity_id": deal_id, "version": version, "number": "OP-000001", "name": "Ten lasers",
        "customer_id": new_id(), "owner_id": None, "team_id": None, "pipeline_id": pipeline_id,
        "stage_id": new_id(), "status": "open", "currency": "CNY", "amount": None, "base_currency": "CNY",
        "base_amount": None, "probability": 10, "expected_close_on": None, "lead_id": None,
    }  # fmt: skip


def updated(deal_id: UUID, pipeline_id: UUID, version: int = 2) -> OpportunityUpdated:
    return OpportunityUpdated(**card(deal_id, pipeline_id, version), fields=["place"])


def noticed(event: Event) -> Notice:
    found = notice(event.service(), 1, event.subject, str(event.record_id), event.model_dump_json().encode())
    assert found
    return found


async def test_whoever_watches_a_pipeline_hears_of_the_deals_in_it_that_they_may_read(edge: Any) -> None:
    deal, hidden, pipeline = new_id(), new_id(), new_id()
    key = edge.sales.let_read(pipeline, "pipeline")
    edge.sales.let_read(deal, "opportunity")
    async with listening(edge, sign(new_id()), key) as stream:
        assert (await stream.next()).data["unreadable"] == []
        await edge.announce(updated(hidden, pipeline))
        await edge.announce(updated(deal, new_id()))
        await edge.announce(updated(deal, pipeline, 7))
        told = {"thing": "opportunity", "id": str(deal), "version": 7, "kind": "updated", "watch": key}
        assert (await stream.next()).data == told
        gone = {"previous_pipeline_id": pipeline, "previous_stage_id": new_id(), "stage_name": "x"}
        await edge.announce(OpportunityMoved(**card(deal, new_id(), 8), **gone))
        assert (await stream.next()).data == {**told, "version": 8, "kind": "moved"}


async def test_a_deal_that_may_be_read_no_more_is_heard_of_no_more(edge: Any) -> None:
    deal, pipeline = new_id(), new_id()
    key, own = edge.sales.let_read(pipeline, "pipeline"), edge.sales.let_read(deal, "opportunity")
    async with listening(edge, sign(new_id()), key) as board, listening(edge, sign(new_id()), own) as page:
        for stream in (board, page):
            await stream.next()
        edge.sales.readable.remove(own)
        given = {"previous_owner_id": new_id(), "previous_team_id": None}
        await edge.announce(OpportunityAssigned(**card(deal, pipeline, 3), **given))
        assert (await page.next()).data["kind"] == "assigned", "it is not theirs from now on"
        assert await board.silent(1)
        await edge.announce(updated(deal, pipeline, 4))
        assert await page.silent()
        assert await board.silent()


async def test_while_one_service_is_silent_the_news_of_the_other_go_on(edge: Any, customer_id: UUID) -> None:
    deal, pipeline = new_id(), new_id()
    mine, key = edge.customer.let_read(customer_id), edge.sales.let_read(pipeline, "pipeline")
    edge.sales.let_read(deal, "opportunity")
    async with listening(edge, sign(new_id()), mine, key) as stream:
        assert (await stream.next()).data["unreadable"] == []
        edge.sales.down = True
        await edge.announce(updated(deal, pipeline))
        await edge.announce(created(customer_id, 5))
        assert (await stream.next()).data["watch"] == mine
        edge.sales.down = False
        assert (await stream.next(6)).data == {"reason": "readable", "watch": [key]}
        await edge.announce(updated(deal, pipeline, 3))
        assert (await stream.next()).data["version"] == 3


async def test_news_that_come_while_rights_are_asked_for_are_made_up_for(
    edge: Any, customer_id: UUID
) -> None:
    key = edge.customer.let_read(customer_id)
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        edge.customer.delay = 0.8
        await edge.announce(RoleChanged(role_id=new_id(), version=2, name="x", permissions={}))
        assert await stream.silent(0.6)  # the question is asked
        await edge.announce(created(customer_id, 2))
        assert (await stream.next()).data == {"reason": "readable", "watch": [key]}


async def test_who_reads_an_order_hears_of_its_parts_without_being_asked(edge: Any) -> None:
    order = new_id()
    key = edge.sales.let_read(order, "order")
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        checks = edge.sales.checks
        shipment = ShipmentShipped(
            shipment_id=new_id(), version=2, number="DN-1", order_id=order, customer_id=new_id(), carrier="",
            tracking_number="",
        )  # fmt: skip
        await edge.announce(shipment)
        heard = (await stream.next()).data
        assert (heard["thing"], heard["id"], heard["watch"]) == ("shipment", str(shipment.shipment_id), key)
        assert edge.sales.checks == checks


async def test_a_payment_is_news_of_every_order_and_invoice_that_it_is_for(edge: Any) -> None:
    order, invoice = new_id(), new_id()
    keys = edge.sales.let_read(order, "order"), edge.sales.let_read(invoice, "invoice")
    payment = PaymentAllocated(
        payment_id=new_id(), version=2, number="PY-1", customer_id=new_id(), currency="CNY", amount="9.00",
        received_on=date(2026, 5, 4), method="cash", reference="", unallocated="4.00",
        invoice_ids=[invoice], order_ids=[order, new_id()],
    )  # fmt: skip
    async with (
        listening(edge, sign(new_id()), keys[0]) as page,
        listening(edge, sign(new_id()), *keys) as two,
    ):
        for stream in (page, two):
            await stream.next()
        await edge.announce(payment)
        for stream in (page, two):
            assert (await stream.next()).data == {
                "thing": "payment", "id": str(payment.payment_id), "version": 2, "kind": "allocated",
                "watch": keys[0],
            }  # fmt: skip
        assert await two.silent()


async def test_a_payment_is_news_of_itself_to_who_may_read_it(edge: Any) -> None:
    payment_id = new_id()
    reversed_ = PaymentReversed(
        payment_id=payment_id, version=3, number="PY-1", customer_id=new_id(), currency="CNY", amount="9.00",
        received_on=date(2026, 5, 4), method="cash", reference="", unallocated="9.00", reason="",
    )  # fmt: skip
    key = edge.sales.let_read(payment_id, "payment")
    async with listening(edge, sign(new_id()), key) as stream:
        await stream.next()
        await edge.announce(reversed_)
        heard = (await stream.next()).data
        assert (heard["thing"], heard["kind"], heard["watch"]) == ("payment", "reversed", key)


async def test_what_was_missed_on_a_board_is_told_to_whoever_comes_back(edge: Any) -> None:
    deal, hidden, pipeline = new_id(), new_id(), new_id()
    key = edge.sales.let_read(pipeline, "pipeline")
    edge.sales.let_read(deal, "opportunity")
    person = new_id()
    async with listening(edge, sign(person), key) as stream:
        left_at = (await stream.next()).id
    for one in (hidden, deal):
        await edge.announce(updated(one, pipeline))
    async with listening(edge, sign(person), key, since=left_at) as stream:
        assert (await stream.next()).data["resumed"]
        assert (await stream.next()).data["id"] == str(deal)
        assert await stream.silent()


def test_a_notice_says_by_what_it_is_heard() -> None:
    deal, pipeline = new_id(), new_id()
    found = noticed(event := updated(deal, pipeline))
    own, around = f"opportunity:{deal}", (f"customer:{event.customer_id}", f"pipeline:{pipeline}")
    assert (found.keys, found.apart) == ((own, *around), frozenset(around))


@pytest.mark.parametrize("subject", ["sales.product.updated", "sales.customer.updated", "customer.order.x"])
def test_what_no_page_shows_is_passed_over(subject: str) -> None:
    content = orjson.dumps({"version": 1, "customer_id": str(new_id())})
    assert notice(subject.partition(".")[0], 1, subject, str(new_id()), content) is None
