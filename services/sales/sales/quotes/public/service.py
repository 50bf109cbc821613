"""What a customer does with a quote by its link."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.outbox import publish
from chassis.problems import DomainError, InvalidInput
from crm.sales.events.quotes import QuoteViewed
from sales.quotes.documents import service as documents
from sales.quotes.issuing import LINK, answered
from sales.quotes.models import Quote
from sales.quotes.public.links import opened_by
from sales.quotes.public.schemas import Acceptance, Refusal
from sales.quotes.service import told


class DocumentNotReady(DomainError):
    """The document is being made: ask again in a moment."""


async def note_view(session: AsyncSession, token: str) -> None:
    """It was opened: noted the first time."""
    quote = await opened_by(session, token, lock=True)
    if quote.viewed_at is None:
        quote.viewed_at = datetime.now(UTC)
        await session.flush()
        publish(session, QuoteViewed(**told(quote)))


async def accept(session: AsyncSession, token: str, on: date, body: Acceptance) -> Quote:
    """Accept what the document says; once more is the same. Raises QuoteOver, QuoteState when it was
    declined, InvalidInput for another document than the issued one.
    """
    quote = await opened_by(session, token, lock=True)
    quote.require_open(on)
    document = await documents.issued(session, quote.id)
    if document is None:
        raise DocumentNotReady
    if document.sha256 != body.document_sha256:
        raise InvalidInput.at("/document_sha256", "document_unknown")
    said = {"name": body.name, "signature": body.signature, "document_sha256": body.document_sha256}
    await answered(session, quote, "accepted", on, _evidence(session, quote, said))
    return quote


async def decline(session: AsyncSession, token: str, on: date, body: Refusal) -> Quote:
    """Decline it; once more is the same. Raises QuoteOver, QuoteState when it was accepted."""
    quote = await opened_by(session, token, lock=True)
    evidence = _evidence(session, quote, {"name": body.name})
    await answered(session, quote, "declined", on, evidence, body.reason)
    return quote


def _evidence(session: AsyncSession, quote: Quote, said: dict[str, Any]) -> dict[str, Any]:
    """Who said what, from where."""
    return {"by": LINK, "revision": quote.revision, **session.info["origin"], **said}
