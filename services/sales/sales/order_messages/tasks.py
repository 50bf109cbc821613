"""The worker's part: notifications is asked to send."""

from uuid import UUID

import orjson

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tasks import task
from chassis.work import Reason, Stopped, held, hint_again, work_off
from crm.notifications.v1.notifications_pb2 import SendRequest
from sales.messaging import handed_over
from sales.order_messages.models import OrderMessage
from sales.order_messages.service import KEY, TASK
from sales.orders import service as orders


@task(TASK)
async def send(runtime: Runtime, message_id: str) -> None:
    """Hand one message to notifications."""

    async def turn(work: OrderMessage) -> bool:
        await _require_wanted(runtime, work)
        delivery_id = await handed_over(runtime, OrderMessage, work, _request(work))
        if delivery_id:
            await _end(runtime, work, delivery_id=delivery_id)
        return True

    async def fail(work: OrderMessage, reason: Reason) -> None:
        await _end(runtime, work, reason=reason)

    await work_off(runtime, OrderMessage, UUID(message_id), TASK, turn, fail)


async def _require_wanted(runtime: Runtime, work: OrderMessage) -> None:
    """Raises Stopped when the customer is to be told no more."""
    async with runtime.database.reading() as session:
        order = await orders.get(session, service_actor(runtime.service), work.order_id)
    if not order.tell_customer:
        raise Stopped("switched_off")
    if order.state == "cancelled":
        raise Stopped("order_cancelled")


def _request(work: OrderMessage) -> SendRequest:
    """To the contact, else to the customer; where and in which language, their master knows."""
    return SendRequest(
        key=f"{KEY}{work.id}",
        topic=work.topic,
        channel=work.channel,
        recipient_thing="contact" if work.contact_id else "customer",
        recipient_id=str(work.contact_id or work.customer_id),
        customer_id=str(work.customer_id) if work.contact_id else "",
        params_json=orjson.dumps(work.params, option=orjson.OPT_SORT_KEYS).decode(),
    )


async def _end(
    runtime: Runtime, work: OrderMessage, *, delivery_id: UUID | None = None, reason: Reason | None = None
) -> None:
    async with runtime.database.writing(service_actor(runtime.service), work.id) as session:
        mine = await held(session, OrderMessage, work)
        if mine is not None:
            mine.delivery_id = delivery_id
            mine.end("failed" if reason else "done", reason)


@every(5)
async def resume_messages(runtime: Runtime) -> None:
    """Hint at messages that wait, or whose worker has died."""
    await hint_again(runtime, OrderMessage, TASK)
