"""Sendings of quotes, as work for a worker."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.work import work_indexes
from libs.references import ContactRef
from sales.messaging import Message
from sales.records import Base


class QuoteSending(Message, Base):
    """A quote that is to go to somebody by mail, or was handed to notifications."""

    __tablename__ = "quote_sending"

    quote_id: Mapped[UUID] = mapped_column(ForeignKey("quote.id"))
    contact_id: Mapped[ContactRef | None]
    address: Mapped[str] = mapped_column(String(254))
    note: Mapped[str] = mapped_column(Text)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805  # declared_attr passes the class
        return (*work_indexes("quote_sending"), Index("ix_quote_sending_quote_id", "quote_id", "id"))
