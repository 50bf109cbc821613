"""Messages to customers about their orders, as work for a worker."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.work import work_indexes
from libs.references import ContactRef, CustomerRef
from sales.messaging import Message
from sales.records import Base


class OrderMessage(Message, Base):
    """What is to be said of an order on one channel, or was handed to notifications. All that it says is kept
    when it is written, so that asking again asks for the very same message.
    """

    __tablename__ = "order_message"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    record_id: Mapped[UUID]
    """The order, the shipment or the invoice: of each of them everything is said once."""
    topic: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(10))
    customer_id: Mapped[CustomerRef]
    contact_id: Mapped[ContactRef | None]
    params: Mapped[dict[str, Any]]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805  # declared_attr passes the class
        return (
            *work_indexes("order_message"),
            Index("ix_order_message_order_id", "order_id", "id"),
            Index("uq_order_message_record", "record_id", "topic", "channel", unique=True),
        )
