"""Documents of quotes, as work for a worker."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.work import WithFile, Work, work_indexes
from sales.records import Base


class QuoteDocument(WithFile, Work, Base):
    """One PDF to be made, or made, of a quote at one version of its record: a draft to look at, which is kept
    for some days, or the one that was issued, which is made once and kept.
    """

    __tablename__ = "quote_document"

    quote_id: Mapped[UUID] = mapped_column(ForeignKey("quote.id"))
    kind: Mapped[str] = mapped_column(String(8))
    quote_version: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805  # declared_attr passes the class
        issued = text("kind = 'issued'")
        return (
            *work_indexes("quote_document"),
            Index("ix_quote_document_quote_id", "quote_id", "id"),
            Index("uq_quote_document_issued", "quote_id", unique=True, postgresql_where=issued),
        )
