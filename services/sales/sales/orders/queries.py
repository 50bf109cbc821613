"""What lists of orders offer."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.customers import service as customers
from sales.orders.models import Order
from sales.orders.schemas import OrderListed
from sales.records import table_of

TABLE: Final = table_of(Order)
SHOWN: Final = [TABLE.c[name] for name in OrderListed.model_fields if name in TABLE.c] + [
    TABLE.c.base_currency
]


LISTING: Final = Listing(
    source=TABLE,
    columns=SHOWN,
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "ordered_on": Offer(Kind.DATE, TABLE.c.ordered_on, nullable=False, sorts=True),
        "requested_on": Offer(Kind.DATE, TABLE.c.requested_on, sorts=True),
        "base_net": Offer(Kind.NUMBER, TABLE.c.base_net, sorts=True),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "delivery": Offer(Kind.CHOICE, TABLE.c.delivery, nullable=False),
        "billing": Offer(Kind.CHOICE, TABLE.c.billing, nullable=False),
        "payment": Offer(Kind.CHOICE, TABLE.c.payment, nullable=False),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "opportunity_id": Offer(Kind.REFERENCE, TABLE.c.opportunity_id),
        "quote_id": Offer(Kind.REFERENCE, TABLE.c.quote_id),
        "owner_id": Offer(Kind.REFERENCE, TABLE.c.owner_id),
        "team_id": Offer(Kind.REFERENCE, TABLE.c.team_id),
        "product_ids": Offer(Kind.REFERENCES, TABLE.c.product_ids, nullable=False),
    },
    sort="-created_at",
    search=lambda query: customers.found_by(TABLE, query),
)
