"""What lists of invoices offer."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.customers import service as customers
from sales.invoices.models import Invoice
from sales.invoices.schemas import InvoiceListed
from sales.orders.parts import ORDERS, with_orders
from sales.records import table_of

TABLE: Final = table_of(Invoice)

LISTING: Final = Listing(
    source=with_orders(TABLE),
    columns=[
        *(TABLE.c[name] for name in InvoiceListed.model_fields if name in TABLE.c),
        ORDERS.c.number.label("order_number"),
    ],
    key=TABLE.c.id,
    offers={
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "issued_on": Offer(Kind.DATE, TABLE.c.issued_on, nullable=False, sorts=True),
        "due_on": Offer(Kind.DATE, TABLE.c.due_on, nullable=False, sorts=True),
        "open": Offer(Kind.NUMBER, TABLE.c.open, nullable=False),
        "kind": Offer(Kind.CHOICE, TABLE.c.kind, nullable=False),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "order_id": Offer(Kind.REFERENCE, TABLE.c.order_id, nullable=False),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "credited_id": Offer(Kind.REFERENCE, TABLE.c.credited_id),
        "owner_id": Offer(Kind.REFERENCE, ORDERS.c.owner_id),
    },
    sort="-created_at",
    search=lambda query: customers.found_by(TABLE, query),
)
