"""What lists of timeline entries offer."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, bindparam, select

from chassis.http.lists import Listing, Offer
from customer.interactions.models import Interaction
from customer.interactions.schemas import InteractionRead
from customer.records import table_of
from libs.conditions import Kind

TABLE: Final = table_of(Interaction)
SHOWN: Final = [TABLE.c[name] for name in InteractionRead.model_fields]

LISTING: Final = Listing(
    source=TABLE,
    columns=SHOWN,
    key=TABLE.c.id,
    offers={
        "occurred_at": Offer(Kind.MOMENT, TABLE.c.occurred_at, nullable=False, sorts=True),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "contact_id": Offer(Kind.REFERENCE, TABLE.c.contact_id),
        "recorded_by": Offer(Kind.REFERENCE, TABLE.c.recorded_by),
        "channel": Offer(Kind.CHOICE, TABLE.c.channel, nullable=False),
        "direction": Offer(Kind.CHOICE, TABLE.c.direction, nullable=False),
        "kind": Offer(Kind.CHOICE, TABLE.c.kind, nullable=False),
        "follow_up_on": Offer(Kind.DATE, TABLE.c.follow_up_on),
    },
    sort="-occurred_at",
    deleted_at=TABLE.c.deleted_at,
    thing="interaction",
)

LATEST: Final = (
    select(*SHOWN)
    .where(TABLE.c.customer_id == bindparam("customer"), TABLE.c.deleted_at.is_(None))
    .order_by(TABLE.c.occurred_at.desc(), TABLE.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)
"""The newest entries of a customer."""


def of_customer(customer_id: UUID) -> ColumnElement[bool]:
    """The timeline of one customer."""
    return TABLE.c.customer_id == customer_id


def of_record(entry: Interaction) -> dict[str, Any]:
    """A loaded record as a row of the listing."""
    return {column.key: getattr(entry, column.key) for column in SHOWN}
