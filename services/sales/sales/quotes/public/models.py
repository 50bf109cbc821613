"""Links that open a quote without sign-in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Uuid, func
from sqlalchemy.orm import Mapped, mapped_column

from chassis.identifiers import new_id
from chassis.tables import Moment
from libs.references import PersonRef
from sales.records import Base


class QuoteLink(Base):
    """A link; of its token only the hash is kept, so that nobody who sees this table can open a quote."""

    __tablename__ = "quote_link"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    quote_id: Mapped[UUID] = mapped_column(ForeignKey("quote.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_by: Mapped[PersonRef]
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())

    __table_args__ = (Index("ix_quote_link_quote_id", "quote_id"),)
