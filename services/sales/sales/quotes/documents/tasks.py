"""The worker's part: what a quote says becomes a PDF. One that is interrupted is made anew; nothing but the
finished document is ever seen.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from chassis.actors import service_actor
from chassis.origins import of_job
from chassis.outbox import publish
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tasks import task
from chassis.work import Reason, held, hint_again, work_off
from crm.sales.events.quotes import QuoteDocumentReady
from sales.quotes.documents.models import QuoteDocument
from sales.quotes.documents.rendering import printed
from sales.quotes.documents.service import TASK
from sales.quotes.models import Quote
from sales.quotes.service import told
from sales.typesetting.pdf import made

DRAFTS_KEPT = timedelta(days=7)
LARGEST = 64 << 20


@task(TASK)
async def make(runtime: Runtime, document_id: str) -> None:
    """Make one document."""

    async def turn(work: QuoteDocument) -> bool:
        async with runtime.database.reading() as session:
            quote = await session.get_one(Quote, work.quote_id)
        content = await made(printed(runtime.access, quote, draft=work.kind == "draft"))
        await _end(runtime, work, content=content)
        return True

    async def fail(work: QuoteDocument, reason: Reason) -> None:
        await _end(runtime, work, reason=reason)

    await work_off(runtime, QuoteDocument, UUID(document_id), TASK, turn, fail)


async def _end(
    runtime: Runtime, work: QuoteDocument, *, content: bytes = b"", reason: Reason | None = None
) -> None:
    actor = service_actor(runtime.service, on_behalf_of=f"user:{work.requested_by}")
    async with runtime.database.writing(actor, work.id, origin=of_job(work.id)) as session:
        mine = await held(session, QuoteDocument, work)
        if mine is None:
            return
        quote = await session.get_one(Quote, mine.quote_id)
        if reason is None:
            draft = mine.kind == "draft"
            expires_at = datetime.now(UTC) + DRAFTS_KEPT if draft else None
            name = f"{quote.number}-{quote.revision}{'-draft' if draft else ''}.pdf"
            mine.file_id = await runtime.files.keep(
                session, name, "application/pdf", _whole(content), largest=LARGEST, expires_at=expires_at
            )
            mine.sha256 = sha256(content).hexdigest()
        mine.end("failed" if reason else "done", reason)
        await session.flush()
        if mine.kind == "issued" and mine.sha256:
            ready = {"document_id": mine.id, "sha256": mine.sha256}
            publish(session, QuoteDocumentReady(**told(quote), **ready))


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


@every(15)
async def resume_documents(runtime: Runtime) -> None:
    """Hint again at documents that wait, or whose worker has died."""
    await hint_again(runtime, QuoteDocument, TASK)
