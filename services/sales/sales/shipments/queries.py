"""What lists of shipments offer."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.customers import service as customers
from sales.orders.parts import ORDERS, with_orders
from sales.records import table_of
from sales.shipments.models import Shipment
from sales.shipments.schemas import ShipmentRead

TABLE: Final = table_of(Shipment)

LISTING: Final = Listing(
    source=with_orders(TABLE),
    columns=[
        *(TABLE.c[name] for name in ShipmentRead.model_fields if name in TABLE.c),
        ORDERS.c.number.label("order_number"),
    ],
    key=TABLE.c.id,
    offers={
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "shipped_at": Offer(Kind.MOMENT, TABLE.c.shipped_at, sorts=True),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "order_id": Offer(Kind.REFERENCE, TABLE.c.order_id, nullable=False),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "owner_id": Offer(Kind.REFERENCE, ORDERS.c.owner_id),
    },
    sort="-created_at",
    search=lambda query: customers.found_by(TABLE, query),
)
