"""The worker's part: a link is made and notifications is asked to send it. The message's key is the row's
id, and the link follows from that id, so that asking again after a crash asks for the very same message.
"""

from uuid import UUID

import orjson

from chassis.actors import service_actor
from chassis.organisation import today
from chassis.origins import of_job
from chassis.outbox import publish
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tasks import task
from chassis.work import Reason, Stopped, held, hint_again, work_off
from crm.notifications.v1.notifications_pb2 import SendRequest
from crm.sales.events.quotes import QuoteSent
from libs.money import rounded
from sales.customers import service as customers
from sales.links import public_url, token_of
from sales.messaging import handed_over
from sales.quotes.models import Quote
from sales.quotes.public.links import keep_link
from sales.quotes.sending.models import QuoteSending
from sales.quotes.sending.service import KEY, TASK
from sales.quotes.service import told


@task(TASK)
async def send(runtime: Runtime, sending_id: str) -> None:
    """Hand one message to notifications."""

    async def turn(work: QuoteSending) -> bool:
        delivery_id = await handed_over(runtime, QuoteSending, work, await _message(runtime, work))
        if delivery_id:
            await _end(runtime, work, delivery_id=delivery_id)
        return True

    async def fail(work: QuoteSending, reason: Reason) -> None:
        await _end(runtime, work, reason=reason)

    await work_off(runtime, QuoteSending, UUID(sending_id), TASK, turn, fail)


async def _message(runtime: Runtime, work: QuoteSending) -> SendRequest:
    """With a link that is there before anybody can read of it. Raises Stopped for a quote that is over."""
    token = token_of(runtime.settings, f"quote link {work.id}")
    async with runtime.database.writing(service_actor(runtime.service), work.id) as session:
        quote = await session.get_one(Quote, work.quote_id)
        if quote.state != "issued" or quote.is_past(today(runtime.access)):
            raise Stopped("quote_over", state=quote.state)
        await keep_link(session, quote.id, work.requested_by, token)
        name = (await customers.names(session, [quote.customer_id])).get(quote.customer_id)
    sender = runtime.access.user(work.requested_by)
    params = {
        "number": quote.number,
        "customer": name,
        "sender": sender["name"] if sender else None,
        "total": {"amount": str(rounded(quote.gross, quote.currency)), "currency": quote.currency},
        "valid_until": str(quote.valid_until),
        "link": f"{public_url(runtime.settings)}/q/{token}",
        "note": work.note or None,
    }
    return SendRequest(
        key=f"{KEY}{work.id}",
        topic="quote-sent",
        channel="email",
        recipient_thing="contact" if work.contact_id else "customer",
        recipient_id=str(work.contact_id or quote.customer_id),
        customer_id=str(quote.customer_id) if work.contact_id else "",
        address=work.address,
        language=quote.language,
        params_json=orjson.dumps({key: value for key, value in params.items() if value is not None}).decode(),
    )


async def _end(
    runtime: Runtime, work: QuoteSending, *, delivery_id: UUID | None = None, reason: Reason | None = None
) -> None:
    actor = service_actor(runtime.service, on_behalf_of=f"user:{work.requested_by}")
    async with runtime.database.writing(actor, work.id, origin=of_job(work.id)) as session:
        mine = await held(session, QuoteSending, work)
        if mine is None:
            return
        mine.delivery_id = delivery_id
        mine.end("failed" if reason else "done", reason)
        if delivery_id:
            quote = await session.get_one(Quote, mine.quote_id)
            publish(session, QuoteSent(**told(quote), sent_by=mine.requested_by, delivery_id=delivery_id))


@every(15)
async def resume_sendings(runtime: Runtime) -> None:
    """Hint again at sendings that wait, or whose worker has died."""
    await hint_again(runtime, QuoteSending, TASK)
