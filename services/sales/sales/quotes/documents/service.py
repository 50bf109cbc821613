"""Asking for documents of quotes, and finding them."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.files import Files
from chassis.problems import NotFound
from sales.quotes.documents.models import QuoteDocument

TASK: Final = "quotes.document"
LIVING: Final = ("queued", "running", "done")


async def request(
    session: AsyncSession, quote_id: UUID, quote_version: int, kind: str, by: UUID
) -> QuoteDocument:
    """Have a document made, unless the quote as it stands has one or will have it in a moment."""
    last = await latest(session, quote_id)
    if last and last.state in LIVING and (last.kind, last.quote_version) == (kind, quote_version):
        return last
    document = QuoteDocument(quote_id=quote_id, quote_version=quote_version, kind=kind, requested_by=by)
    document.wait()
    session.add(document)
    await session.flush()
    await session.refresh(document)
    return document


async def latest(session: AsyncSession, quote_id: UUID) -> QuoteDocument | None:
    """The document that was asked for last."""
    newest = select(QuoteDocument).where(QuoteDocument.quote_id == quote_id).order_by(QuoteDocument.id.desc())
    found: QuoteDocument | None = await session.scalar(newest.limit(1))
    return found


async def of_issued(session: AsyncSession, quote_id: UUID) -> QuoteDocument:
    """The document of an issued quote; one that could not be made is tried again."""
    one = (QuoteDocument.quote_id == quote_id, QuoteDocument.kind == "issued")
    found: QuoteDocument = (await session.scalars(select(QuoteDocument).where(*one).with_for_update())).one()
    if found.state == "failed":
        found.wait()
        await session.flush()
    return found


async def issued(session: AsyncSession, quote_id: UUID) -> QuoteDocument | None:
    """The document of an issued quote, once it is made."""
    one = (QuoteDocument.quote_id == quote_id, QuoteDocument.kind == "issued", QuoteDocument.state == "done")
    found: QuoteDocument | None = await session.scalar(select(QuoteDocument).where(*one))
    return found


async def get(session: AsyncSession, quote_id: UUID, document_id: UUID) -> QuoteDocument:
    """A document of this quote. Raises NotFound."""
    found = await session.get(QuoteDocument, document_id)
    if found is None or found.quote_id != quote_id:
        raise NotFound(thing="document", id=str(document_id))
    return found


async def file_of(session: AsyncSession, files: Files, document: QuoteDocument | None) -> Row[Any]:
    """The file of a document. Raises NotFound while it is not made, and when a draft's has expired."""
    if document is None or document.file_id is None:
        raise NotFound(thing="file", state=document.state if document else None)
    return await files.describe(session, document.file_id)
