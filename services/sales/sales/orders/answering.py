"""Orders, as other services ask about them."""

from typing import Final

from sales.answering import Kind
from sales.orders.models import Order
from sales.orders.queries import LISTING
from sales.orders.schemas import OrderListed
from sales.orders.showing import listed

ORDERS: Final = Kind(Order, OrderListed, LISTING, title=lambda row: str(row.number), shown=listed)
