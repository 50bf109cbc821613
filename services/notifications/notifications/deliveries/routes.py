"""REST: sending, and the ledger.

The ledger is for those who look after sending: `delivery.read` is held for all or not at all. Its list says
to whom, about what and how it ended, without content and address. What a message to a contact or customer
said is shown to who may read that record in the master.
"""

from html import escape
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query, Response
from sqlalchemy import true

from chassis.actors import Actor
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page, Text
from notifications.deliveries import gate, service
from notifications.deliveries.models import Delivery
from notifications.deliveries.queries import LISTING
from notifications.deliveries.schemas import (
    DeliveryCreate,
    DeliveryRead,
    DeliveryWhole,
    Explained,
    Settlement,
)
from notifications.topics import TOPICS

router = Router(prefix="/deliveries", tags=["deliveries"])
ADDRESSES = {"email": "emails", "sms": "phones"}
"""Channel → the field whose mask hides its addresses."""
LEFT_OUT = "…"


async def sendable(actor: Caller, runtime: Opened, body: DeliveryCreate) -> DeliveryCreate:
    """A message that the caller may send; the master is asked before the transaction begins."""
    actor.require("delivery.send")
    named = [(body.recipient.thing, body.recipient.id)]
    if body.customer_id:
        named.append(("customer", body.customer_id))
    await gate.require_readable(runtime, actor, *named)
    return body


@router.post("", status_code=202, response_model=DeliveryRead)
async def send(
    body: Annotated[DeliveryCreate, Depends(sendable)], session: Writing, runtime: Opened, response: Response
) -> Any:
    """Have a message sent: it is in the ledger when this answers, and leaves when nothing speaks against it.
    The same `key` with the same content is answered with the message as it stands, with other content by 409.
    Needs delivery.send; the contact or customer must be readable (404).
    """
    sent = await service.send(session, body)
    service.wake(session, runtime)
    response.headers["Location"] = f"/deliveries/{sent.delivery.id}"
    return sent.delivery


@router.get("", response_model=Page[DeliveryRead])
async def list_deliveries(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """The ledger, newest first; filters: state, channel, topic, user_id, contact_id, customer_id, created_at.
    Needs delivery.read.
    """
    actor.require("delivery.read")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/why", response_model=Explained)
async def why(
    actor: Caller,
    session: Reading,
    thing: Annotated[Literal["user", "contact", "customer"], Query(description="What the recipient is")],
    recipient: Annotated[UUID, Query(description="Its id")],
    topic: Annotated[Text | None, Query(max_length=64)] = None,
) -> Any:
    """Why somebody got a message, or did not: what the ledger has of the newest ones to them. Needs
    delivery.read.
    """
    actor.require("delivery.read")
    return await service.why(session, thing, recipient, topic)


async def shown(actor: Caller, session: Reading, runtime: Opened, delivery_id: UUID) -> Delivery:
    """A message whose contact or customer the caller may read."""
    actor.require("delivery.read")
    delivery = await service.get(session, delivery_id)
    named = [("contact", delivery.contact_id), ("customer", delivery.customer_id)]
    await gate.require_readable(runtime, actor, *((thing, id_) for thing, id_ in named if id_))
    return delivery


@router.get("/{delivery_id}", response_model=DeliveryWhole)
async def read(actor: Caller, session: Reading, found: Annotated[Delivery, Depends(shown)]) -> Any:
    """One message with its content and its life. Needs delivery.read, and that its contact and customer are
    readable (404). Links by which the recipient accepts or opens something are left out.
    """
    kept = {name: getattr(found, name) for name in DeliveryWhole.model_fields if name != "steps"}
    hidden = {**_hidden(actor, found), **_without_links(found)}
    return {**kept, **hidden, "steps": await service.whole(session, found)}


def _hidden(actor: Actor, delivery: Delivery) -> dict[str, None]:
    things = ("contact", "customer") if delivery.user_id is None else ()
    masked = any(ADDRESSES[delivery.channel] in actor.masked(thing) for thing in things)
    return {"address": None} if masked else {}


def _without_links(delivery: Delivery) -> dict[str, Any]:
    """What it said, without what would let a reader act as the recipient."""
    topic, params = TOPICS.get(delivery.topic), delivery.params
    links = {name: str(params[name]) for name in topic.opens if params.get(name)} if topic else {}
    said = {name: getattr(delivery, name) for name in ("subject", "text", "html")}
    for link in (*links.values(), *map(escape, links.values())):
        said = {name: text and text.replace(link, LEFT_OUT) for name, text in said.items()}
    return {**said, "params": {**params, **dict.fromkeys(links, LEFT_OUT)}}


@router.post("/{delivery_id}/settle", response_model=DeliveryRead, dependencies=[Depends(shown)])
async def settle(
    actor: Caller, session: Writing, runtime: Opened, delivery_id: UUID, body: Settlement
) -> Any:
    """Say what became of a message of which nobody knew the end, having asked the recipient or the provider:
    it arrived, or it is to be sent again. 409 for any other. Needs delivery.send and delivery.read.
    """
    actor.require("delivery.send")
    return await service.settle(session, runtime, delivery_id, arrived=body.arrived)
